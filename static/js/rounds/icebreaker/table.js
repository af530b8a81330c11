// What lies on the table: cards face down, or the two sides of a pair. Shared by the three screens of this round.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";

// Always the same three, however many have answered: nothing can be counted here.
export function FaceDown() {
  return html`<svg class="face-down" viewBox="0 0 240 150" aria-hidden="true">${[["ochre", "pinwheel", -14, 62], ["teal", "waves", 12, 178], ["madder", "gingham", -2, 120]].map(
    ([colour, pattern, turn, x]) => html`<g key=${colour} class=${colour} transform=${`translate(${x} 78) rotate(${turn})`}>
      <rect class="card-paper" x="-42" y="-58" width="84" height="116" rx="8" />
      <svg x="-34" y="-50" width="68" height="100" viewBox="16 0 68 100"><use href=${"#p-" + pattern} width="100" height="100" /></svg>
      <rect class="card-thread" x="-29" y="-45" width="58" height="90" rx="3" /></g>`,
  )}</svg>`;
}

export function sides(boot, round) {
  const [[, a], [, b]] = boot.kinds.icebreaker.pairs[round.pair];
  return { a, b };
}

// Two cloths on one ribbon: alike until they are uncovered, then as long as they were chosen; or why there are no numbers.
export function Ribbon({ round, boot }) {
  const names = sides(boot, round);
  const found = round.counted || {};
  const known = found.a || found.b;
  return html`<ul class="two-cloths">${["a", "b"].filter((side) => !known || found[side]).map(
    (side) => html`<li key=${side} class=${"cloth-side " + side} style=${{ flexGrow: known ? found[side] : 1 }}><span class="label-sewn"><b class="serif">${names[side]}</b> ${known && html`<span>${found[side]}</span>`}</span></li>`,
  )}</ul>
  ${round.uncovered && !known && html`<p class="center serif where-line">${found.others ? t("Some of us here, some of us there. The numbers stay covered, so that nobody stands alone.") : t("Thank you. Too few have answered to show a picture of the group.")}</p>`}`;
}

// What stands above: the facilitator's question, or one that goes with any pair.
export function Question({ round, boot }) {
  return html`<h1 class="prompt"><bdi dir="auto">${round.prompt || (round.pair ? t("Which one is more you?") : boot.kinds.icebreaker.title)}</bdi></h1>`;
}
