// Closing on the big screen: the finished quilt, and the words people leave with all round it.
import { html } from "../../parts/html.js";
import { Patch } from "../../parts/patch.js";
import { Quilt } from "../../parts/quilt.js";
import { GroupRuler } from "../../parts/ruler.js";
import { t, tn } from "../../parts/t.js";

const SIDES = ["left", "right", "above", "below"];

function Side({ side, cards, items, seats }) {
  if (!items.length) return null;
  return html`<ul class=${side} aria-label=${t("What we leave with")}>${items.map((item) => {
    const { text, by } = cards[item];
    const seat = by && seats[by];
    return html`<li key=${item}><bdi dir="auto" class="serif">${text}</bdi>${seat && seat.handle && html`<span class="from"><${Patch} of=${seat} /><bdi dir="auto">${seat.handle}</bdi></span>`}</li>`;
  })}</ul>`;
}

export default function ClosingScreen({ live, round, boot }) {
  const view = live.view;
  const items = Object.keys(round.cards).sort();
  const crowd = items.length * (view.ruler ? 1.6 : 1);
  const many = crowd > 60 ? "many most" : crowd > 28 ? "many" : crowd > 14 ? "some" : "few";
  return html`<div class=${"closing-screen " + many}>
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    <div class="round-it">
      <div class="cloth"><${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${items.length ? 1.4 : 2} /></div>
      ${SIDES.map((side, n) => html`<${Side} key=${side} side=${side} cards=${round.cards} items=${items.filter((_, i) => i % 4 === n)} seats=${view.seats} />`)}
    </div>
    ${round.more && html`<p class="center soft">${tn("and {n} more", "and {n} more", round.more)}</p>`}
    <${GroupRuler} ruler=${view.ruler} />
  </div>`;
}
