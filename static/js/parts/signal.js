// A private word to the facilitator, and what became of it.
import { Ask } from "./ask.js";
import { html } from "./html.js";
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
          <${Ask} live=${live} kind="signal.withdraw">${t("Take it back")}<//>
        </div>`
      : html`<div class="stack">
          ${Object.keys(signals()).map(
            (what) => html`<${Ask} key=${what} live=${live} kind="signal.send" fields=${{ what }} class="wide">${signals()[what]}<//>`,
          )}
        </div>`}
  <//>`;
}
