// Looking after the room: rest, an agreement, slow going, the door, a resource for all, who may step in. All can be undone.
import { Ask, Check } from "../parts/ask.js";
import { html } from "../parts/html.js";
import { Directory, linesOf } from "./directory.js";
import { FromPage, isThere } from "../parts/page.js";
import { asking } from "../parts/saying.js";
import { Sheet } from "../parts/sheet.js";
import { t } from "../parts/t.js";

function Agreements({ live }) {
  const now = live.view.agreement;
  return html`<fieldset class="stack"><legend>${t("Bring an agreement back, for everybody")}</legend>
    ${linesOf("agreements").map((line, number) => html`<button key=${number} class="wide idea" aria-pressed=${now === number ? "true" : "false"}
      onClick=${() => asking(live, "care.agreement", { number: now === number ? null : number })}>${line.textContent}</button>`)}</fieldset>`;
}

// The lines of the help card, for every phone.
function Resources({ live }) {
  const here = live.view.offered.filter((o) => !o.seat).map((o) => o.resource);
  return html`<div class="stack">${linesOf("help").map((line) => {
    const key = line.dataset.resource;
    const on = here.includes(key);
    const says = (line.querySelector("span") || line).textContent.trim();
    return html`<button key=${key} class="wide idea" aria-pressed=${on ? "true" : "false"} onClick=${() => asking(live, "care.offer", { resource: key, on: !on })}>${says}</button>`;
  })}</div>`;
}

function Door({ live }) {
  const { locked, waiting_room } = live.view.door;
  return html`<fieldset class="stack"><legend>${t("The door")}</legend>
    <${Check} live=${live} kind="door.lock" checked=${locked}>${t("Nobody new comes in")}<//>
    <${Check} live=${live} kind="door.waiting_room" checked=${waiting_room}>${t("Newcomers wait until I let them in")}<//>
    <${FromPage} id="new-door" />
    <p class="small soft">${t("The old code and link open nothing any more. Whoever is in stays in.")}</p></fieldset>`;
}

// Who was removed may be brought back; newcomers are better let in one by one from then on.
function Removed({ live }) {
  const removed = live.view.removed || [];
  if (!removed.length) return null;
  return html`<div class="note stack"><p>${t("Somebody was removed. A new code and the waiting room keep the room as it is.")}</p>
    ${removed.map((seat, n) => html`<${Ask} key=${seat} live=${live} kind="care.bring_back" fields=${{ seat }}>${t("Bring them back ({n})", { n: n + 1 })}<//>`)}</div>`;
}

function Deputies({ live, boot }) {
  const { named } = live.view.deputy;
  if (boot.me !== boot.host || !boot.colleagues.length) return null;
  return html`<fieldset class="stack"><legend>${t("Who may step in for me")}</legend>
    ${boot.colleagues.map(({ id, name }) => html`<label key=${id} class="choice"><input type="checkbox" checked=${named.includes(id)}
      onChange=${(e) => asking(live, e.target.checked ? "deputy.name" : "deputy.unname", e.target.checked ? { member: id, name } : { member: id })} /><span><bdi dir="auto">${name}</bdi></span></label>`)}
    <p class="small soft">${t("The room is told their name. They see this console.")}</p></fieldset>`;
}

export function CareSheet({ live, boot, onClose }) {
  const view = live.view;
  return html`<${Sheet} title=${t("Looking after the room")} onClose=${onClose}>
    <${Check} live=${live} kind="care.calm" checked=${Boolean(view.calm)}>${t("Let everything rest: every screen goes calm")}<//>
    <${Check} live=${live} kind="care.slow" checked=${view.slow}>${t("Go slowly: one text a minute from each phone")}<//>
    ${isThere("agreements") && html`<${Agreements} live=${live} />`}
    <fieldset class="stack"><legend>${t("Show a line of the help card on every phone")}</legend><${Resources} live=${live} /></fieldset>
    ${isThere("bridge") && html`<details><summary><b>${t("Hand every phone a card from our directory")}</b></summary><${Directory} live=${live} /></details>`}
    <${Removed} live=${live} />
    <${Door} live=${live} />
    <${Deputies} live=${live} boot=${boot} />
  <//>`;
}
