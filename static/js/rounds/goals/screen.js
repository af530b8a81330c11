// Goals on the big screen: what worked for us, shuffled; and the next steps that people shared.
import { strengthName } from "../../parts/belongings.js";
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { Wall } from "../../parts/wall.js";

function Steps({ goals, seats, boot, alone }) {
  const items = Object.keys(goals).sort();
  if (!items.length) return null;
  return html`<section class=${alone ? "steps alone" : "steps"}><h2>${t("Next steps")}</h2><ul>${items.map((item) => {
    const { text, by, strength } = goals[item];
    const said = [strength && strengthName(boot, strength), by && seats[by] && seats[by].handle].filter(Boolean).join(" · ");
    return html`<li key=${item}><bdi dir="auto">${text}</bdi>${said && html` <span class="soft">— ${said}</span>`}</li>`;
  })}</ul></section>`;
}

function Path() {
  return html`<svg class="steps-path" viewBox="0 0 520 200" aria-hidden="true"><path d="M20 170c90 0 80-60 160-60s70 40 150 30 70-100 170-110" />
    ${[[70, 160], [180, 110], [290, 138], [400, 82], [490, 32]].map(([x, y]) => html`<circle key=${x} cx=${x} cy=${y} r="13" />`)}</svg>`;
}

export default function GoalsScreen({ live, round, boot }) {
  const seats = live.view.seats;
  const shuffled = round.order.filter((item) => round.cards[item]);
  const pieces = shuffled.reduce((found, item) => Object.assign(found, { [item]: round.cards[item] }), {});
  const empty = !shuffled.length && !Object.keys(round.goals).length;
  return html`<div class="goals-screen">
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${empty && html`<div class="quiet-steps center"><${Path} /><p class="serif">${t("One small step, each our own.")}</p></div>`}
    ${shuffled.length > 0 && html`<div class="ways"><h2>${t("What worked for us")}</h2><${Wall} pieces=${pieces} seats=${seats} label=${t("What worked for us")} /></div>`}
    <${Steps} goals=${round.goals} seats=${seats} boot=${boot} alone=${!shuffled.length} />
  </div>`;
}
