// A certificate on paper for somebody without a phone, its name left blank to be written by hand.
import { html } from "../parts/html.js";
import { tell } from "../parts/saying.js";
import { t } from "../parts/t.js";

export function PaperProof({ live, seat, then }) {
  // The tab opens with the tap itself: after the answer a browser would take it for an advertisement and refuse.
  const press = () => {
    const tab = window.open("", "_blank");
    live.ask("proof.ask_for", { seat: seat.id }).then((answer) => {
      if (answer.ok && answer.slip && tab) {
        tab.opener = null;
        tab.location.replace(`/proof#blank.${answer.slip}`);
        then();
        return;
      }
      if (tab) tab.close();
      tell(answer.message || t("No certificate can be made just now."));
    });
  };
  return html`<button class="quiet wide" onClick=${press}>${t("Print a proof, name left blank")}</button>`;
}
