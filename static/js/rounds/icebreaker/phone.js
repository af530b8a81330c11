// Icebreaker on a phone: one card, face down until all are turned over; or one tap.
import { Ask } from "../../parts/ask.js";
import { Mine } from "../../parts/belongings.js";
import { Cards, Named } from "../../parts/cards.js";
import { html, useState } from "../../parts/html.js";
import { write } from "../../parts/keeping.js";
import { asking } from "../../parts/saying.js";
import { t } from "../../parts/t.js";
import { TextField, useDraft } from "../../parts/typing.js";
import { FaceDown, Question, Ribbon, sides } from "./table.js";

function Write({ live, draft, uncovered, named, setNamed }) {
  const [text, set] = useDraft(draft);
  const send = () => asking(live, "icebreaker.answer", { text, named }).then((ok) => ok && set(""));
  return html`<section class="card stack">
    <${TextField} id="icebreaker-text" label=${t("Your answer")} value=${text} onInput=${set} limit=${280} rows=${3}
      hint=${uncovered ? "" : t("It lies face down until all are turned over at once.")} />
    <${Named} named=${named} set=${setNamed} />
    ${uncovered && !named && html`<p class="small soft">${t("Without your handle it waits, and is turned over with the next ones.")}</p>`}
    <button class="main wide" disabled=${!text.trim()} onClick=${send}>${uncovered && named ? t("Lay it with the others") : t("Lay it face down")}</button>
  </section>`;
}

function MyCard({ live, boot, item, draft, setNamed }) {
  const piece = live.own.mine[item];
  if (!piece) return null;
  const change = () => {
    write(draft, piece.text);
    setNamed(piece.named);
    asking(live, "words.take_back", { item }).then((ok) => ok || write(draft, ""));
  };
  return html`<section class="stack" aria-label=${t("Your card")}><ul class="stack"><${Mine} live=${live} boot=${boot} item=${item} piece=${piece} /></ul>
    <button class="quiet" onClick=${change}>${t("Change what it says")}</button></section>`;
}

function Words({ live, boot, round, mine }) {
  const [named, setNamed] = useState(true);
  const draft = `${live.own.seat}:icebreaker`;
  const laid = Object.keys(round.cards).length > 0;
  const card = html`<${MyCard} live=${live} boot=${boot} item=${mine.card} draft=${draft} setNamed=${setNamed} />`;
  return html`
    ${mine.can.includes("icebreaker.answer") && html`<${Write} live=${live} draft=${draft} uncovered=${round.uncovered} named=${named} setNamed=${setNamed} />`}
    ${mine.card && !round.uncovered && html`<${FaceDown} />${card}`}
    ${laid && html`<section class="stack turned"><h2 class="lesser">${t("Turned over")}</h2><${Cards} pieces=${round.cards} seats=${live.view.seats} label=${t("Turned over")} /></section>`}
    ${round.more && html`<p class="soft center">${t("And {n} more.", { n: round.more })}</p>`}
    ${mine.card && round.uncovered && html`<details class="card"><summary><b>${t("Your card")}</b></summary>${card}</details>`}
    ${round.over && !laid && html`<p class="center soft">${t("The round is over. Thank you for being here.")}</p>`}
  `;
}

function Taps({ live, boot, round, mine }) {
  const names = sides(boot, round);
  if (round.uncovered) return html`<${Ribbon} round=${round} boot=${boot} />`;
  if (round.over) return html`<p class="center soft">${t("The round is over. Thank you for being here.")}</p>`;
  return html`<div class="stack" role="group" aria-label=${t("Tap one")}>${["a", "b"].map((side) => {
    const on = mine.tap === side;
    return html`<${Ask} key=${side} live=${live} kind="icebreaker.tap" fields=${{ side: on ? null : side }} class=${"wide cloth-button " + side} aria-pressed=${on ? "true" : "false"}>${names[side]}<//>`;
  })}</div>
  <p class="small soft center" role="status">${mine.tap ? t("Covered until all are uncovered at once. You can change it, or tap it again to take it away.") : t("Nobody sees what you tap, only how many chose each.")}</p>`;
}

export default function IcebreakerPhone({ live, boot, round, mine }) {
  const Way = round.answer === "tap" ? Taps : Words;
  return html`<${Question} round=${round} boot=${boot} />
    <${Way} live=${live} boot=${boot} round=${round} mine=${mine} />`;
}
