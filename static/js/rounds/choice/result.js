// What the group chose: the winner, or a tie as a tie; seams as long as the votes, where those may be shown.
import { html } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";

const OTHERS = "others";

function Seams({ round, counts }) {
  const most = Math.max(...Object.keys(counts).map((key) => counts[key]));
  const keys = Object.keys(counts).filter((key) => key !== OTHERS).sort((a, b) => counts[b] - counts[a] || a - b);
  return html`<ul class=${"stack seams" + (keys.length > 4 ? " many" : "")}>${keys.concat(OTHERS in counts ? [OTHERS] : []).map((key) => {
    const long = 2 + (96 * counts[key]) / most + "%";
    return html`<li key=${key} class=${key === OTHERS ? "seam rest" : "seam"}>
      <span class="row apart"><bdi dir="auto">${key === OTHERS ? t("All the others together") : round.options[key]}</bdi><span class="soft">${tn("{n} vote", "{n} votes", counts[key])}</span></span>
      <svg aria-hidden="true"><line class="seam-cloth" x1="2%" x2=${long} y1="50%" y2="50%" /><line class="seam-thread" x1="2%" x2=${long} y1="50%" y2="50%" /></svg></li>`;
  })}</ul>`;
}

export function Result({ round }) {
  const { winners, counts, left } = round.result;
  if (!winners.length) return html`<p class="card stitched center too-few" role="status">${t("Thank you. Too few have chosen to show a result. Let us talk it over.")}</p>`;
  return html`<section class=${"card stitched stack chosen" + (winners.length > 3 ? " tie of-many" : winners.length > 1 ? " tie" : "")} role="status">
    <p class="soft center">${winners.length > 1 ? t("A tie") : t("The group chose")}</p>
    <ul class="stack center">${winners.map((option) => html`<li key=${option} class="serif winner"><bdi dir="auto">${round.options[option]}</bdi></li>`)}</ul>
    ${counts && winners.length < 4 && html`<${Seams} round=${round} counts=${counts} />`}
    ${counts && left && html`<p class="small soft">${t("Not in the last count any more: {options}", { options: left.map((option) => round.options[option]).join(", ") })}</p>`}
  </section>`;
}
