// Reflection for the facilitator: how many have written, what waits to be laid out, and what was meant for them alone.
import { Ask } from "../../parts/ask.js";
import { Cards } from "../../parts/cards.js";
import { html } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";

export default function ReflectionConsole({ live, round }) {
  const seats = live.view.seats;
  const asked = Object.keys(round.cards).sort().filter((i) => round.cards[i].asks);
  const welcome = asked.reduce((found, i) => Object.assign(found, { [i]: round.cards[i] }), {});
  return html`
    <p>${[tn("{n} person has written.", "{n} people have written.", round.written), tn("{n} page is shared with everyone.", "{n} pages are shared with everyone.", round.shared)].join(" ")}</p>
    ${round.waiting > 0 && html`<div class="note stack"><p>${tn("{n} page without a handle waits. Shown together with others, nobody can tell whose it is.", "{n} pages without a handle wait. Shown together, nobody can tell whose is whose.", round.waiting)}</p>
      ${!round.over && html`<${Ask} live=${live} kind="reflection.lay_out">${t("Show those without a handle")}<//>`}</div>`}
    ${asked.length > 0 && html`<section class="stack"><h2 class="lesser">${t("Perspectives are welcome here.")}</h2>
      <p class="small soft">${t("Only on these can others offer one. It goes to whoever asked.")}</p><${Cards} pieces=${welcome} seats=${seats} label=${t("Perspectives are welcome here.")} /></section>`}
    ${Object.keys(round.for_you).length > 0 && html`<section class="stack"><h2 class="lesser">${t("For your eyes only")}</h2>
      <${Cards} pieces=${round.for_you} seats=${seats} label=${t("For your eyes only")} /></section>`}
  `;
}
