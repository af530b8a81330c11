// Goals for the facilitator: how many strategies and shared goals there are, and what waits. Nothing of one person but
// what they meant for everyone or for the facilitator.
import { Ask } from "../../parts/ask.js";
import { strengthName } from "../../parts/belongings.js";
import { Cards } from "../../parts/cards.js";
import { html } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";

export default function GoalsConsole({ live, boot, round }) {
  const seats = live.view.seats;
  const strength = (_, piece) => piece.strength && html`<p class="small">${t("With {strength}", { strength: strengthName(boot, piece.strength) })}</p>`;
  return html`
    <p>${[tn("{n} strategy is offered.", "{n} strategies are offered.", round.many_strategies), tn("{n} next step is shared.", "{n} next steps are shared.", round.many_goals)].join(" ")}</p>
    ${round.waiting > 0 && html`<div class="note stack"><p>${tn("{n} of them has no handle and waits. Shown together with others, nobody can tell whose it is.", "{n} of them have no handle and wait. Shown together, nobody can tell whose is whose.", round.waiting)}</p>
      ${!round.over && html`<${Ask} live=${live} kind="goals.lay_out">${t("Show those without a handle")}<//>`}</div>`}
    <p class="small soft">${t("What people keep for themselves, how sure they are, and what they save to try, is theirs alone.")}</p>
    ${Object.keys(round.for_you).length > 0 && html`<section class="stack"><h2 class="lesser">${t("For your eyes only")}</h2>
      <${Cards} pieces=${round.for_you} seats=${seats} label=${t("For your eyes only")} after=${strength} /></section>`}
  `;
}
