// Reflection on the big screen: what was shared, as cards of paper. Until then, room to think.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { Wall } from "../../parts/wall.js";

function Blank() {
  return html`<svg class="blank-page" viewBox="0 0 260 310" aria-hidden="true"><g transform="rotate(-3 130 155)">
    <path class="sheet" d="M20 14h184l34 34v246H20z" /><path class="fold" d="M204 14v34h34z" />
    ${[96, 136, 176, 216, 256].map((y, i) => html`<path key=${y} class="thread" d=${`M46 ${y}h${i === 4 ? 84 : 166}`} />`)}</g></svg>`;
}

function Answers({ piece, seats }) {
  const answers = piece.perspectives || {};
  return Object.keys(answers).sort().map((item) => {
    const by = answers[item].by && seats[answers[item].by];
    return html`<p key=${item} class="perspective"><bdi dir="auto">${answers[item].text}</bdi>${by && by.handle && html` <span class="soft">— ${by.handle}</span>`}</p>`;
  });
}

export default function ReflectionScreen({ live, round }) {
  const seats = live.view.seats;
  const items = Object.keys(round.cards).sort();
  const pieces = items.reduce((found, item) => Object.assign(found, { [item]: round.cards[item] }), {});
  const after = (item, piece) => html`${piece.asks && html`<p class="welcome soft">${t("Perspectives are welcome here.")}</p>`}<${Answers} piece=${piece} seats=${seats} />`;
  return html`<div class="reflection-screen">
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${items.length
      ? html`<${Wall} pieces=${pieces} seats=${seats} label=${t("What was shared")} after=${after} />`
      : html`<div class="quiet-time center"><${Blank} /><p class="serif">${round.over ? t("Thank you for the quiet.") : t("Time to write, each for ourselves. Sharing is a choice.")}</p></div>`}
  </div>`;
}
