// Short sentences that come up at the foot of the screen: a refusal, a thank-you. Read aloud, and gone by themselves.
import { html } from "./html.js";
import { t } from "./t.js";

let say = () => {};

export function onSay(show) {
  say = show;
}

// Asks, and says why if the answer is no. Gives whether it was yes. What is too long stays in its field, whole, and is not sent.
export function asking(live, kind, fields) {
  const long = document.querySelector('textarea[aria-invalid="true"]');
  if (long && Object.keys(fields || {}).some((name) => fields[name] === long.value)) {
    say(t("That is longer than fits here. Your text is still on your phone: please shorten it a little."));
    long.focus();
    return Promise.resolve(false);
  }
  return live.ask(kind, fields).then((answer) => {
    if (!answer.ok && answer.message) say(answer.message);
    return answer.ok;
  });
}

export function tell(sentence) {
  say(sentence);
}

export function Said({ sentence }) {
  return html`<p class="said" role="status" aria-live="polite">${sentence && html`<span>${sentence}</span>`}</p>`;
}
