// Icebreaker on the big screen: the question, and a quiet invitation until everything is turned over.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { Wall } from "../../parts/wall.js";
import { FaceDown, Question, Ribbon } from "./table.js";

function Words({ live, round }) {
  if (Object.keys(round.cards).length) return html`<${Wall} pieces=${round.cards} seats=${live.view.seats} label=${t("Turned over")} />`;
  const open = round.uncovered || round.over;
  return html`<div class="invitation">${!open && html`<${FaceDown} />`}<p class="serif where-line" aria-live="polite">${
    open ? t("The cards are turned over. You can read them on your phone.") : t("Write a card on your phone. It lies face down until we turn all of them over at once.")}</p></div>`;
}

function Taps({ boot, round }) {
  return html`<div class="invitation" aria-live="polite"><${Ribbon} round=${round} boot=${boot} />
    ${!round.uncovered && html`<p class="serif where-line">${round.over ? t("The round is over. Thank you for being here.") : t("Tap one on your phone. We look all at once.")}</p>`}</div>`;
}

export default function IcebreakerScreen({ live, boot, round }) {
  const Way = round.answer === "tap" ? Taps : Words;
  return html`<div class="table"><${Question} round=${round} boot=${boot} />
    <${Way} live=${live} boot=${boot} round=${round} /></div>`;
}
