// The circle: who is here. Shows of a person only what that person knows it shows.
import { Ask } from "../parts/ask.js";
import { html, useState } from "../parts/html.js";
import { LookForm, someLook } from "../parts/look.js";
import { byPlace, Patch } from "../parts/patch.js";
import { asking } from "../parts/saying.js";
import { Sheet } from "../parts/sheet.js";
import { signals } from "../parts/signal.js";
import { SeatMenu } from "./seat-menu.js";
import { t, tn } from "../parts/t.js";

function Signal({ live, seat }) {
  const { what, seen } = seat.signal;
  return html`<div class=${"note stack " + (what === "not_ok" ? "warm" : "")}>
    <span>${signals()[what]}</span>
    ${seen ? html`<span class="small soft">${t("They know that you have seen it.")}</span>`
      : html`<${Ask} live=${live} kind="signal.see" fields=${{ seat: seat.id }}>${t("I have seen it")}<//>`}
  </div>`;
}

// Who has the lead of the round, or is asked to take it.
function Lead({ live }) {
  const { lead, lead_offered, seats } = live.view;
  const seat = seats[lead || lead_offered];
  if (!seat) return null;
  const name = seat.handle;
  return html`<div class="note stack" role="status"><span>${lead ? t("{name} leads this round.", { name }) : t("The lead of this round is offered to {name}.", { name })}</span>
    <${Ask} live=${live} kind="lead.end">${t("Take the lead back")}<//></div>`;
}

function Seat({ live, boot, seat, mine }) {
  const away = live.here.away.includes(seat.id);
  const hands = (live.view.round && live.view.round.hands) || [];
  const says = [
    seat.id === mine ? t("you") : "",
    seat.phone === false ? t("without a phone") : "",
    away ? t("no connection just now") : "",
  ].filter(Boolean);
  return html`<li class=${"seat" + (away ? " away" : "")}>
    <div class="row">
      <${Patch} of=${seat} />
      <span class="grow"><bdi dir="auto"><b>${seat.handle}</b></bdi>${says.length > 0 && html`<br /><span class="small soft">${says.join(" · ")}</span>`}</span>
      ${hands.includes(seat.id) && html`<span role="img" aria-label=${t("Hand is up")}>✋</span>`}
      ${seat.phone === false && html`<${Ask} live=${live} kind="circle.remove" fields=${{ seat: seat.id }} class="quiet" aria-label=${t("Remove {name}", { name: seat.handle })}>✕<//>`}
      <${SeatMenu} live=${live} boot=${boot} seat=${seat} mine=${mine} />
    </div>
    ${seat.signal && html`<${Signal} live=${live} seat=${seat} />`}
  </li>`;
}

// Nobody is told apart by it: only that the next one would be sent away.
function NoRoom({ live }) {
  const { full } = live.view.door;
  return full ? html`<div class="note stack" role="status"><span>${tn("Everyone's place is taken: {n} person is here. Nobody else can come in.", "Every place is taken: {n} people are here. Nobody else can come in.", full)}</span>
    <${Ask} live=${live} kind="door.make_room">${t("Make room for more")}<//></div>` : null;
}

// Newcomers in the waiting room.
function AtTheDoor({ live }) {
  const { waiting } = live.view.door;
  const ids = Object.keys(waiting);
  if (!ids.length) return null;
  return html`<section class="note stack" aria-label=${t("At the door")} aria-live="polite"><b>${t("At the door")}</b>
    ${ids.map((id) => html`<div key=${id} class="stack"><span class="row"><${Patch} of=${waiting[id]} /><bdi dir="auto">${waiting[id].handle}</bdi></span>
      <span class="row two"><${Ask} live=${live} kind="door.let_in" fields=${{ seat: id }} class="main">${t("Let in")}<//>
      <${Ask} live=${live} kind="door.turn_away" fields=${{ seat: id }}>${t("Not today")}<//></span></div>`)}</section>`;
}

export function Circle({ live, boot }) {
  const [sheet, setSheet] = useState(null);
  const view = live.view;
  const seats = byPlace(view.seats);
  const urgent = seats.filter((s) => s.signal && !s.signal.seen);
  const rest = seats.filter((s) => !urgent.includes(s));
  const close = () => setSheet(null);
  const add = (look) => asking(live, "circle.add", look).then((ok) => ok && close());
  const join = (look) => asking(live, "circle.join", look).then((ok) => ok && close());
  return html`
    <div class="row apart"><h2>${t("Circle")}</h2><span class="soft">${tn("{n} person", "{n} people", seats.length)}</span></div>
    <${NoRoom} live=${live} />
    <${AtTheDoor} live=${live} />
    <${Lead} live=${live} />
    ${!seats.length && html`<p class="soft">${t("Nobody yet. People come in with the code or the QR.")}</p>`}
    <ul class="stack seats" aria-live="polite">${urgent.concat(rest).map((seat) => html`<${Seat} key=${seat.id} live=${live} boot=${boot} seat=${seat} mine=${view.my_seat} />`)}</ul>
    <button class="wide" onClick=${() => setSheet("add")}>+ ${t("Someone without a phone")}</button>
    ${!view.my_seat && html`<button class="wide" onClick=${() => setSheet("join")}>${t("Take a seat in the circle")}</button>`}
    ${sheet === "add" && html`<${Sheet} title=${t("Someone without a phone")} onClose=${close}>
      <p class="soft">${t("They are counted, have a patch in the quilt, and can hold the piece. You speak for them here.")}</p>
      <${LookForm} looks=${boot.looks} start=${someLook(boot.looks)} label=${t("What we call them here")} action=${t("Add them")} done=${add} /><//>`}
    ${sheet === "join" && html`<${Sheet} title=${t("Take a seat in the circle")} onClose=${close}>
      <p class="soft">${t("You take part like anyone: hold the piece, share, be given shout-outs.")}</p>
      <${LookForm} looks=${boot.looks} start=${someLook(boot.looks)} label=${t("What we call you here")} action=${t("Sit down")} done=${join} /><//>`}
  `;
}
