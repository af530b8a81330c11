// Celebration for the facilitator: the wins that are up, and those that wait to go up together.
import { Ask } from "../../parts/ask.js";
import { Cards } from "../../parts/cards.js";
import { html } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";
import { Bunting, Glow, newestFirst } from "./bunting.js";

export default function CelebrationConsole({ live, round }) {
  const up = Object.keys(round.cards).length > 0;
  return html`
    <${Bunting} flags=${15} />
    ${round.waiting > 0 && html`<div class="note stack"><p>${tn("{n} win without a handle waits.", "{n} wins without a handle wait.", round.waiting)}</p>
      ${round.waiting === 1 && html`<p class="small soft">${t("When several show together, none can be told by its moment.")}</p>`}
      <${Ask} live=${live} kind="celebration.uncover" class="main wide">${t("Put up the wins that wait")}<//></div>`}
    ${!up && !round.waiting && !round.over && html`<p class="soft">${t("Nothing is up yet. A win of your own may help others to begin.")}</p>`}
    <div class="wins"><${Cards} pieces=${newestFirst(round.cards)} seats=${live.view.seats} label=${t("Wins")} after=${(item, win) => html`<${Glow} lights=${win.lights} />`} /></div>
    ${round.more && html`<p class="soft">${t("And {n} more.", { n: round.more })}</p>`}
  `;
}
