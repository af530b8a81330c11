// How a person takes part just now: one tap to change, shown to nobody else.
import { html } from "./html.js";
import { asking } from "./saying.js";
import { Sheet } from "./sheet.js";
import { t } from "./t.js";

export const comforts = () => [
  ["listening", t("Just listening"), t("You will not be asked. Listening is taking part.")],
  ["may_share", t("I may share"), t("You can pass, every time.")],
  ["glad_to_share", t("Glad to share"), t("You may be asked a little sooner.")],
];

export function ComfortSheet({ live, onClose }) {
  const set = (comfort) => asking(live, "seat.comfort", { comfort }).then((ok) => ok && onClose());
  return html`<${Sheet} title=${t("How would you like to take part?")} onClose=${onClose}>
    <div class="stack" role="radiogroup" aria-label=${t("How would you like to take part?")}>
      ${comforts().map(
        ([value, name, says]) => html`<button key=${value} class="wide option" role="radio" aria-checked=${live.own.comfort === value ? "true" : "false"}
          onClick=${() => set(value)}><b>${name}</b><span class="small soft">${says}</span></button>`,
      )}
    </div>
    <p class="small soft">${t("Nobody else is shown this, your facilitator included.")}</p>
    <label class="choice"><input type="checkbox" checked=${live.own.receives}
      onChange=${(event) => asking(live, "seat.receiving", { on: event.target.checked })} />
      <span>${t("I am open to shout-outs today")}</span></label>
  <//>`;
}
