// The big screen: holds the room together, readable from the back, and shows nothing about anyone that they did not share.
import { start } from "./live.js";
import { drawing } from "./parts/drawing.js";
import { html, render, useEffect, useRef, useState } from "./parts/html.js";
import { Agreement, Calm } from "./parts/care.js";
import { Connection } from "./parts/connection.js";
import { PresenceNumber } from "./parts/number.js";
import { FromPage, isThere } from "./parts/page.js";
import { Quilt } from "./parts/quilt.js";
import { GroupRuler } from "./parts/ruler.js";
import { speak, t } from "./parts/t.js";

const boot = JSON.parse(document.getElementById("boot").textContent);
const about = document.getElementById("about").dataset;
speak(boot.words);

const TOLD_FOR = 20000;
const LONG = 32; // letters of a group's name that fit beside the code at full size

function Lobby({ view }) {
  return html`<div class="lobby">
    <section class="way-in">
      <h1 class=${about.group.length > LONG ? "long" : null}>${about.group}</h1>
      <img class="qr" src=${about.qr} alt=${t("QR code to join with a phone")} width="400" height="400" />
      <p class="or">${t("or type at")} <b>${about.address}</b></p>
      <p class="code" aria-label=${t("The code: {code}", { code: view.code.split("").join(" ") })}>${view.code}</p>
    </section>
    <section class="cloth"><${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${1.15} /></section>
  </div>`;
}

function Between({ view, heading }) {
  return html`<div class="whole">
    <h1>${heading}</h1>
    <div class="cloth"><${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${2} /></div>
    ${view.phase === "closing" && html`<${GroupRuler} ruler=${view.ruler} />`}
    ${isThere("agreements") && view.phase === "running" && html`<${FromPage} id="agreements" as="ul" />`}
  </div>`;
}

function Now({ live, kinds }) {
  const view = live.view;
  if (view.calm) return html`<${Calm} />`;
  if (view.phase === "lobby") return html`<${Lobby} view=${view} />`;
  if (view.phase === "closing") return html`<${Between} view=${view} heading=${t("What we made together")} />`;
  const Kind = view.round && kinds[view.round.kind];
  return Kind
    ? html`<${Kind} key=${view.round.id} live=${live} round=${view.round} boot=${boot} />`
    : html`<${Between} view=${view} heading=${about.group} />`;
}

function Led({ view }) {
  const seat = view.round && view.lead && view.seats[view.lead];
  return seat && seat.handle ? html`<p class="led">${t("{name} leads this round.", { name: seat.handle })}</p>` : null;
}

// In the lobby, and later for a while when somebody has just been named: the room is told who else sees the console.
function AlsoHere({ view }) {
  const names = (view.deputies || []).join(", ");
  const told = useRef(names);
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    if (names === told.current) return undefined;
    told.current = names;
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), TOLD_FOR);
    return () => clearTimeout(timer);
  }, [names]);
  return names && (fresh || view.phase === "lobby") ? html`<p class=${fresh ? "also note" : "also soft"} role="status">${t("Also here to lead: {names}", { names })}</p>` : null;
}

function Screen({ live, kinds }) {
  if (live.bye) return html`<main class="goodbye"><h1>${t("Until next time")}</h1><p>${live.bye.message}</p></main>`;
  return html`<${Connection} live=${live} /><main class="show" data-kind=${live.view.round ? live.view.round.kind : null}><${Now} live=${live} kinds=${kinds} /><${Led} view=${live.view} /><${PresenceNumber} live=${live} /></main><${Agreement} view=${live.view} />
    <${AlsoHere} view=${live.view} />`;
}

// Called once everything has loaded, with the twins of every kind of round.
export function begin(kinds) {
  const screens = Object.keys(kinds).reduce((found, name) => Object.assign(found, { [name]: kinds[name].default }), {});
  const place = document.getElementById("live");
  const live = start(boot, drawing(() => render(html`<${Screen} live=${live} kinds=${screens} />`, place)));
  live.redraw();
}
