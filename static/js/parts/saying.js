// Short sentences that come up at the foot of the screen: a refusal, a thank-you. Read aloud, and gone by themselves.
import { html } from "./html.js";

let say = () => {};

export function onSay(show) {
  say = show;
}

// Asks, and says why if the answer is no. Gives whether it was yes.
export function asking(live, kind, fields) {
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
