// The phone: what is happening now, the one thing I can do, and the three that are always there.
import { start } from "./live.js";
import { drawing } from "./parts/drawing.js";
import { html, render, useEffect, useState } from "./parts/html.js";
import { Agreement, Calm, Notes, OfferedToMe, Out } from "./parts/care.js";
import { ComfortSheet } from "./parts/comfort.js";
import { Connection } from "./parts/connection.js";
import { HelpSheet } from "./parts/help.js";
import { Lobby, Between, Goodbye } from "./parts/around.js";
import { Closing } from "./parts/closing.js";
import { Leading, LedBy } from "./parts/lead.js";
import { MeSheet } from "./parts/me.js";
import { Patch } from "./parts/patch.js";
import { onSay, Said } from "./parts/saying.js";
import { SignalSheet } from "./parts/signal.js";
import { learn, speak, t } from "./parts/t.js";

const UNSEEN_FOR = 60000;

const boot = JSON.parse(document.getElementById("boot").textContent);
speak(boot.words);

// The screens of a kind of round, once they are there: they are fetched when its first round comes, and again until
// they have come.
const twins = {};
let tries = 0;

function twinOf(kind, load, live) {
  if (!(kind in twins)) {
    twins[kind] = null;
    load(kind, tries).then(
      (twin) => {
        learn(twin.words[boot.lang]);
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

// What is about credit, or about a card handed over, is fetched like a round's screens, when it is first shown.
function Later({ live, load, name, more }) {
  const Twin = twinOf(name, load, live);
  return Twin && html`<${Twin} ...${more} live=${live} boot=${boot} />`;
}

function Now({ live, load, credit }) {
  const view = live.view;
  if (live.own.out) return html`<${Out} live=${live} />`;
  if (view.calm) return html`<${Calm} />`;
  if (view.phase === "closing") return html`<${Closing} live=${live} boot=${boot} credit=${credit} />`;
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
  if (live.bye) return html`<${Goodbye} live=${live} boot=${boot} />`;
  const close = () => setSheet(null);
  const later = (name) => (more) => html`<${Later} live=${live} load=${load} name=${name} more=${more} />`;
  const credit = (part) => later("credit")({ part });
  const handoff = (keys) => later("handoff")({ keys });
  return html`
    <${Header} live=${live} onMe=${() => setSheet("me")} />
    <main class="now stack" id="now" data-kind=${live.view.round ? live.view.round.kind : null}><${Notes} live=${live} /><${Agreement} view=${live.view} /><${OfferedToMe} live=${live} handoff=${handoff} /><${Now} live=${live} load=${load} credit=${credit} /></main>
    <${Said} sentence=${said} />
    <${Always} live=${live} open=${setSheet} />
    ${sheet === "comfort" && html`<${ComfortSheet} live=${live} onClose=${close} />`}
    ${sheet === "signal" && html`<${SignalSheet} live=${live} onClose=${close} />`}
    ${(sheet === "help" || sheet === "unseen") && html`<${HelpSheet} onClose=${close}>${sheet === "unseen" && html`<p class="note">${t("Your signal has not been seen yet. These people answer now, if you would like to talk.")}</p>`}<//>`}
    ${sheet === "me" && html`<${MeSheet} live=${live} boot=${boot} credit=${credit} onClose=${close} />`}
  `;
}

// Called once everything has loaded. `load` fetches the twin of one kind of round.
export function begin(load) {
  const place = document.getElementById("live");
  place.textContent = "";
  const live = start(boot, drawing(() => render(html`<${Phone} live=${live} load=${load} />`, place)));
  live.card = () =>
    load("card", tries).catch((lost) => {
      tries += 1;
      throw lost;
    });
  live.redraw();
}
