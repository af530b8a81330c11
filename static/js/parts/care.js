// What care looks like on a screen: a room at rest, an agreement brought back, a line of the help card offered.
import { Ask } from "./ask.js";
import { html, useEffect, useRef } from "./html.js";
import { t } from "./t.js";

// One line of a list in the page: an agreement by its number, a line of the help card by its key.
function lineOf(id, which) {
  const lines = document.getElementById(id).content.children;
  const list = lines.length === 1 && lines[0].children.length ? lines[0].children : lines;
  return typeof which === "number" ? list[which] : Array.from(list).find((line) => line.dataset.resource === which);
}

export function Line({ from, which }) {
  const place = useRef();
  useEffect(() => {
    const line = lineOf(from, which);
    place.current.replaceChildren(...(line ? Array.from(line.cloneNode(true).childNodes) : []));
  }, [which]);
  return html`<span class="stack" ref=${place} />`;
}

export function Agreement({ view }) {
  if (view.agreement === undefined) return null;
  return html`<aside class="card stitched center agreement" aria-live="polite"><p class="small soft">${t("What we agreed on")}</p>
    <p class="serif"><${Line} from="agreements" which=${view.agreement} /></p></aside>`;
}

export function Calm() {
  return html`<section class="calm stack center" aria-live="polite"><span class="slow-breath" aria-hidden="true"></span>
    <h1>${t("We rest for a moment")}</h1><p class="soft">${t("Nothing is lost. It goes on when your facilitator says so.")}</p></section>`;
}

export function Out({ live }) {
  return html`<section class="stack center"><h1>${t("You have stepped out for a moment")}</h1>
    <p class="soft">${t("Nobody is told, and nothing is asked of you. Your place is kept.")}</p>
    <${Ask} live=${live} kind="seat.step_out" fields=${{ on: false }} class="main wide">${t("I am back")}<//></section>`;
}

// `handoff` draws the lines that are of the organization's directory.
export function OfferedToMe({ live, handoff }) {
  const keys = Array.from(new Set((live.own.offered || []).concat(live.view.offered || [])));
  const helps = keys.filter((key) => lineOf("help", key));
  const others = keys.filter((key) => !helps.includes(key));
  return html`${helps.length > 0 && html`<section class="card stack" aria-live="polite"><p class="small soft">${t("Your facilitator thought this might be of use. It is yours to take or leave.")}</p>
    ${helps.map((key) => html`<div key=${key}><${Line} from="help" which=${key} /></div>`)}</section>`}${others.length > 0 && handoff(others)}`;
}

// Short notes at the head of a phone: quieted, going slowly, who else may lead.
export function Notes({ live }) {
  const { view, own } = live;
  const notes = [
    own.quiet ? t("Your facilitator has quieted this phone for now. Comfort, signal and help work as always.") : "",
    view.slow ? t("The room is going slowly: one text a minute from each phone.") : "",
    view.deputies ? t("Also here to lead: {names}", { names: view.deputies.join(", ") }) : "",
  ].filter(Boolean);
  return notes.length ? html`<ul class="note stack small" aria-live="polite">${notes.map((says) => html`<li key=${says}>${says}</li>`)}</ul>` : null;
}
