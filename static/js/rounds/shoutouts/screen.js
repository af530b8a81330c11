// Strengths shout-outs on the big screen: the quilt being sewn, and a ribbon for the one sewn in last.
import { strengthName } from "../../parts/belongings.js";
import { html } from "../../parts/html.js";
import { Person } from "../../parts/patch.js";
import { Quilt } from "../../parts/quilt.js";
import { t } from "../../parts/t.js";

function Ribbon({ latest, seats, boot }) {
  const to = latest.to && seats[latest.to];
  const by = latest.by && seats[latest.by];
  return html`<aside class="ribbon" key=${latest.item} aria-live="polite">
    ${to ? html`<${Person} seat=${to} />` : html`<b>${t("For all of us")}</b>`}
    <p class="serif"><b>${latest.strength ? strengthName(boot, latest.strength) : ""}</b>
      ${latest.text && html`<bdi dir="auto">${(latest.strength ? " — " : "") + latest.text}</bdi>`}</p>
    ${by && html`<p class="from soft">${t("From {name}", { name: by.handle })}</p>`}
  </aside>`;
}

export default function ShoutoutsScreen({ live, round, boot }) {
  const view = live.view;
  return html`<div class="whole">
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    <div class="cloth"><${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${2} /></div>
    <div class="ribbon-place">${round.latest && html`<${Ribbon} latest=${round.latest} seats=${view.seats} boot=${boot} />`}</div>
  </div>`;
}
