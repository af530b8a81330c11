// Strengths shout-outs for the facilitator: who has been given none yet, and what to read to people without phones.
import { Words } from "../../parts/belongings.js";
import { Check } from "../../parts/ask.js";
import { html } from "../../parts/html.js";
import { Person } from "../../parts/patch.js";
import { Quilt } from "../../parts/quilt.js";
import { t } from "../../parts/t.js";

function ToRead({ live, boot, item, piece }) {
  const to = live.view.seats[piece.to];
  if (!to) return null;
  return html`<li class="note stack"><p><b>${t("Read this to {name}", { name: to.handle })}</b></p>
    <${Words} piece=${piece} boot=${boot} />
    ${piece.can_allow && html`<${Check} live=${live} kind="words.allow" fields=${{ item }} checked=${piece.allowed}>${t("{name} lets it show on the quilt", { name: to.handle })}<//>`}
    <${Check} live=${live} kind="words.let_keep" fields=${{ item }} checked=${piece.keep}>${t("The group may keep it, without names")}<//></li>`;
}

export default function ShoutoutsConsole({ live, boot, round }) {
  const seats = live.view.seats;
  const none = round.given_none.filter((id) => seats[id]);
  const read = Object.keys(round.to_read);
  return html`
    <${Quilt} seats=${seats} quilt=${live.view.quilt} boot=${boot} wide=${2} />
    <section class="stack"><h2 class="lesser">${none.length ? t("Nobody has named a strength of theirs yet (only you see this)") : t("Everyone has been given one")}</h2>
      ${none.length > 0 && html`<div class="row">${none.map((id) => html`<${Person} key=${id} seat=${seats[id]} />`)}</div>`}</section>
    ${read.length > 0 && html`<ul class="stack">${read.map((item) => html`<${ToRead} key=${item} live=${live} boot=${boot} item=${item} piece=${round.to_read[item]} />`)}</ul>`}
  `;
}
