// A private word to the facilitator, and what became of it.
import { html } from "./html.js";
import { asking } from "./saying.js";
import { Sheet } from "./sheet.js";
import { t } from "./t.js";

export const signals = () => ({
  a_word_later: t("I would like a word later"),
  too_fast: t("This is going too fast"),
  cannot_hear: t("I cannot hear"),
  not_ok: t("I am not OK"),
});

export function SignalSheet({ live, onClose }) {
  const sent = live.own.signal;
  return html`<${Sheet} title=${t("Tell your facilitator")} onClose=${onClose}>
    <p class="soft">${t("Only your facilitator sees this.")}</p>
    ${sent
      ? html`<div class="note stack">
          <p><b>${signals()[sent.what]}</b></p>
          <p role="status">${sent.seen ? t("Seen by your facilitator.") : t("Sent. Your facilitator has not looked yet.")}</p>
          <button onClick=${() => asking(live, "signal.withdraw")}>${t("Take it back")}</button>
        </div>`
      : html`<div class="stack">
          ${Object.keys(signals()).map(
            (what) => html`<button key=${what} class="wide" onClick=${() => asking(live, "signal.send", { what })}>${signals()[what]}</button>`,
          )}
        </div>`}
  <//>`;
}
