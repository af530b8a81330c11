// How a person takes part just now: one tap to change, shown to nobody else.
import { Ask, Check } from "./ask.js";
import { html } from "./html.js";
import { Sheet } from "./sheet.js";
import { t } from "./t.js";

export const comforts = () => [
  ["listening", t("Just listening"), t("You will not be asked. Listening is taking part.")],
  ["may_share", t("I may share"), t("You can pass, every time.")],
  ["glad_to_share", t("Glad to share"), t("You may be asked a little sooner.")],
];

export function ComfortSheet({ live, onClose }) {
  return html`<${Sheet} title=${t("How would you like to take part?")} onClose=${onClose}>
    <div class="stack" role="radiogroup" aria-label=${t("How would you like to take part?")}>
      ${comforts().map(
        ([value, name, says]) => html`<${Ask} key=${value} live=${live} kind="seat.comfort" fields=${{ comfort: value }} then=${onClose}
          class="wide option" role="radio" aria-checked=${live.own.comfort === value ? "true" : "false"}><b>${name}</b><span class="small soft">${says}</span><//>`,
      )}
    </div>
    ${!live.own.out && html`<${Ask} live=${live} kind="seat.step_out" fields=${{ on: true }} then=${onClose} class="wide">${t("Step out for a moment")}<//>`}
    <p class="small soft">${t("Nobody else is shown this, your facilitator included.")}</p>
    <${Check} live=${live} kind="seat.receiving" checked=${live.own.receives}>${t("I am open to shout-outs today")}<//>
  <//>`;
}
