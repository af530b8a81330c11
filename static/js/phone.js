// The phone: what is happening now, the one thing I can do, and the three that are always there.
import { start } from "./live.js";
import { drawing } from "./parts/drawing.js";
import { html, render, useEffect, useState } from "./parts/html.js";
import { Agreement, Calm, Notes, OfferedToMe, Out } from "./parts/care.js";
import { ComfortSheet } from "./parts/comfort.js";
import { Connection } from "./parts/connection.js";
import { HelpSheet } from "./parts/help.js";
import { Lobby, Between, Goodbye } from "./parts/around.js";
import { Leading, LedBy } from "./parts/lead.js";
import { Patch } from "./parts/patch.js";
import { onSay, Said } from "./parts/saying.js";
import { Sheet } from "./parts/sheet.js";
import { SignalSheet } from "./parts/signal.js";
import { speak, t } from "./parts/t.js";

const UNSEEN_FOR = 60000;
const QUIET_FOR = 1500;

const boot = JSON.parse(document.getElementById("boot").textContent);
boot.kinds = {};

// The lists of a kind of round come with its screens.
export function furnish(kind, lists) {
  boot.kinds[kind] = lists;
}

// The screens of a kind of round, once they are there, and what is not in the first picture. They are fetched ahead, one
// after the other, as soon as the phone is in the circle; at once when they are needed earlier; and again until they have come.
const twins = {};
let tries = 0;

function twinOf(kind, load, live) {
  if (!(kind in twins)) {
    twins[kind] = null;
    load(kind, tries).then(
      (twin) => {
        twins[kind] = twin.default;
        live.redraw();
      },
      () => {
        tries += 1;
        delete twins[kind];
        setTimeout(live.redraw, 1500);
      },
    );
  }
  return twins[kind];
}

function ahead(load, live) {
  const wanted = ["more", ...boot.tonight, "credit", "card", "handoff"].filter((name) => !twins[name]);
  const next = () => {
    if (!wanted.length || live.bye) return;
    twinOf(wanted.shift(), load, live);
    setTimeout(next, QUIET_FOR);
  };
  setTimeout(next, QUIET_FOR);
}

// What is about credit, a card handed over, and what is seldom seen at first: my own things, the closing.
function Later({ live, load, name, ...props }) {
  const Twin = twinOf(name, load, live);
  if (!Twin) return name === "more" && props.part !== "home" ? html`<p class="soft center" role="status">${t("One moment…")}</p>` : null;
  return html`<${Twin} live=${live} boot=${boot} ...${props} />`;
}

function Now({ live, load, credit }) {
  const view = live.view;
  if (live.own.out) return html`<${Out} live=${live} />`;
  if (view.calm) return html`<${Calm} />`;
  if (view.phase === "closing") return html`<${Later} name="more" part="closing" live=${live} load=${load} credit=${credit} />`;
  const round = view.round;
  const Kind = round && twinOf(round.kind, load, live);
  if (round && !Kind) return html`<p class="soft center" role="status">${t("One moment…")}</p>`;
  if (!Kind) return view.phase === "lobby" ? html`<${Lobby} live=${live} />` : html`<${Between} live=${live} />`;
  return html`${live.own.lead ? html`<${Leading} live=${live} boot=${boot} round=${round} />` : html`<${LedBy} live=${live} />`}
    <${Kind} key=${round.id} live=${live} boot=${boot} round=${round} mine=${live.own.round || { can: [] }} credit=${credit} />`;
}

function Header({ live, onMe }) {
  return html`<header class="top">
    <button class="me-button" onClick=${onMe} aria-label=${t("{name}, about you", { name: live.own.handle })}>
      <${Patch} of=${live.own} /><bdi dir="auto">${live.own.handle}</bdi><span aria-hidden="true" class="soft">⋯</span>
    </button>
    <${Connection} live=${live} />
  </header>`;
}

const comfortNames = () => ({ listening: t("Listening"), may_share: t("May share"), glad_to_share: t("Glad to share") });

function Always({ live, open }) {
  return html`<nav class="always" aria-label=${t("Always here")}>
    <button onClick=${() => open("comfort")}><span aria-hidden="true">◐</span><span class="unseen">${t("How I take part:")} </span>${comfortNames()[live.own.comfort]}</button>
    <button onClick=${() => open("signal")} aria-pressed=${live.own.signal ? "true" : null}><span aria-hidden="true">⚑</span>${t("Signal")}</button>
    <button onClick=${() => open("help")}><span aria-hidden="true">✚</span>${t("Help")}</button>
  </nav>`;
}

// «I am not OK», unseen for a minute, opens the help card: nobody is left alone with it.
function useHelpWhenUnseen(live, open) {
  const signal = live.own && live.own.signal;
  const waiting = signal && signal.what === "not_ok" && !signal.seen ? signal.at : null;
  useEffect(() => {
    if (waiting === null) return undefined;
    const timer = setTimeout(() => open("unseen"), Math.max(0, waiting + UNSEEN_FOR - live.now()));
    return () => clearTimeout(timer);
  }, [waiting]);
}

function Phone({ live, load }) {
  const [sheet, setSheet] = useState(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    let timer;
    onSay((sentence) => {
      setSaid(sentence);
      clearTimeout(timer);
      timer = setTimeout(() => setSaid(""), 6000);
    });
  }, []);
  useHelpWhenUnseen(live, setSheet);
  if (live.bye) return html`<${Goodbye} live=${live}><${Later} name="more" part="home" live=${live} load=${load} over=${true} /><//>`;
  const close = () => setSheet(null);
  const credit = (part) => html`<${Later} name="credit" live=${live} load=${load} part=${part} />`;
  const handoff = (keys) => html`<${Later} name="handoff" live=${live} load=${load} keys=${keys} />`;
  return html`
    <${Header} live=${live} onMe=${() => setSheet("me")} />
    <main class="now stack" id="now" data-kind=${live.view.round ? live.view.round.kind : null}><${Notes} live=${live} /><${Agreement} view=${live.view} /><${OfferedToMe} live=${live} handoff=${handoff} /><${Now} live=${live} load=${load} credit=${credit} /></main>
    <${Said} sentence=${said} />
    <${Always} live=${live} open=${setSheet} />
    ${sheet === "comfort" && html`<${ComfortSheet} live=${live} onClose=${close} />`}
    ${sheet === "signal" && html`<${SignalSheet} live=${live} onClose=${close} />`}
    ${(sheet === "help" || sheet === "unseen") && html`<${HelpSheet} onClose=${close}>${sheet === "unseen" && html`<p class="note">${t("Your signal has not been seen yet. These people answer now, if you would like to talk.")}</p>`}<//>`}
    ${sheet === "me" && html`<${Sheet} title=${t("About you")} onClose=${close}><${Later} name="more" part="me" live=${live} load=${load} credit=${credit} onClose=${close} /><//>`}
  `;
}

// Called once everything has loaded. `load` fetches one part that comes later; `words`: the sentences of this first one.
export function begin(load, words) {
  speak(words);
  const place = document.getElementById("live");
  place.textContent = "";
  let begun = false;
  const draw = drawing(() => {
    render(html`<${Phone} live=${live} load=${load} />`, place);
    if (!begun && live.status === "live") {
      begun = true;
      ahead(load, live);
    }
  });
  const live = start(boot, draw);
  live.card = () =>
    load("card", tries).catch((lost) => {
      tries += 1;
      throw lost;
    });
  live.redraw();
}
