// In a practice circle: a code for one's hours instead of credit and proof. It is on this phone alone, and the page that takes
// it knows of no seat.
import { html, useState } from "../parts/html.js";
import { last, lasting } from "../parts/keeping.js";
import { tell } from "../parts/saying.js";
import { t } from "../parts/t.js";
import { ask, mine } from "./vouchers.js";

export function Hours({ live, boot, id }) {
  const [waits, setWaits] = useState(false);
  const code = mine(live).sign || "";
  if (code && lasting("hours") !== code) last("hours", code);
  const go = () => {
    if (waits) return;
    setWaits(true);
    ask(live, boot).then((answer) => {
      setWaits(false);
      if (!mine(live).sign) tell(answer.message || t("That did not get through. Please try again."));
    });
  };
  return html`<section class="card stack credit" aria-labelledby=${id}>
    <h2 class="lesser" id=${id}>${t("Your hours, if you keep a learning log")}</h2>
    ${code
      ? html`<p>${t("This code is for you alone. Once the circle has ended, sign in as a member and it puts this circle into your learning log. It works once, for 90 days.")}</p>
        <p><code class="hours-code">${code}</code></p>
        <p class="small soft">${t("It stays on this phone until you use it. On another device, type it under Practice, Practice circles.")}</p>`
      : live.own.credit.vouchers < 1
        ? html`<p class="note">${t("This phone has had all it can have. Whoever led the circle has a record on paper.")}</p>`
        : html`<button class="wide" aria-disabled=${waits ? "true" : null} onClick=${go}>${waits ? t("One moment…") : t("A code for my hours")}</button>`}
  </section>`;
}
