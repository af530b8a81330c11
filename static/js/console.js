// The console: the plan on the left, now in the middle, the circle on the right; the next step always one tap or key away.
import { start } from "./live.js";
import { CareSheet } from "./desk/care.js";
import { Balance } from "./desk/balance.js";
import { Circle } from "./desk/circle.js";
import { Invite } from "./desk/invite.js";
import { KeysSheet, useKeys } from "./desk/keys.js";
import { MySeat } from "./desk/my-seat.js";
import { NextStep } from "./desk/next.js";
import { Now } from "./desk/now.js";
import { Pace } from "./desk/pace.js";
import { Plan } from "./desk/plan.js";
import { Stepping } from "./desk/stepping.js";
import { ForTheScreen } from "./desk/words.js";
import { Agreement } from "./parts/care.js";
import { Ask } from "./parts/ask.js";
import * as card from "./parts/card.js";
import { Connection } from "./parts/connection.js";
import { drawing } from "./parts/drawing.js";
import { HelpSheet } from "./parts/help.js";
import { html, render, useEffect, useState } from "./parts/html.js";
import { FromPage } from "./parts/page.js";
import { onSay, Said } from "./parts/saying.js";
import { speak, t, tn } from "./parts/t.js";

const boot = JSON.parse(document.getElementById("boot").textContent);
const about = document.getElementById("about").dataset;
speak(boot.words);

const tabs = () => [["now", t("Now")], ["plan", t("Plan")], ["circle", t("Circle")]];

function Minutes({ live }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 15000);
    return () => clearInterval(timer);
  }, []);
  const n = Math.max(0, Math.floor((live.now() - live.view.opened_at) / 60000));
  return html`<span class="soft">${tn("{n} minute", "{n} minutes", n)}</span>`;
}

function Top({ live, open }) {
  return html`<header class="top bar">
    <div class="row"><h1><bdi dir="auto">${about.group}</bdi></h1>${"rehearsal" in about && html`<span class="tag">${t("Rehearsal")}</span>`}<${Minutes} live=${live} /></div>
    <div class="row">
      <button onClick=${() => open("invite")} aria-keyshortcuts="i">${t("Let people in")}</button>
      <a class="button" href=${boot.links.screen_here} target="_blank" rel="noopener" aria-keyshortcuts="b">${t("Big screen")} ↗</a>
      <button onClick=${() => open("care")} aria-keyshortcuts="c">${t("Care")}</button>
      <button onClick=${() => open("help")} aria-keyshortcuts="h">${t("Help")}</button>
      <button class="quiet keys-button" onClick=${() => open("keys")} aria-label=${t("Keys")}>?</button>
    </div>
    <${Connection} live=${live} />
  </header>`;
}

// The session is over: a look back of two minutes is offered, and can wait.
function Bye({ bye }) {
  const over = bye.code === "closed";
  const { after, debrief } = boot.links;
  return html`<main class="now stack center goodbye"><h1>${over ? t("The session has ended") : t("This screen is done")}</h1><p>${bye.message}</p>
    ${over && debrief && html`<a class="button main" href=${debrief}>${t("Look back, two minutes")}</a><p class="soft small">${t("It can wait: you will find it under Practice.")}</p>`}
    <a class=${over && debrief ? "button" : "button main"} href=${over ? after : location.pathname}>${t("Go on")}</a></main>`;
}

function Console({ live, kinds, phones }) {
  const [tab, setTab] = useState("now");
  const [sheet, setSheet] = useState(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    let timer;
    onSay((sentence) => {
      setSaid(sentence);
      clearTimeout(timer);
      timer = setTimeout(() => setSaid(""), 7000);
    });
  }, []);
  useKeys(() => setSheet("keys"));
  if (live.bye) return html`<${Bye} bye=${live.bye} />`;
  const close = () => setSheet(null);
  return html`
    <${Top} live=${live} open=${setSheet} />
    <div class=${"columns show-" + tab}>
      <section class="plan stack" aria-label=${t("Plan")}><${Plan} live=${live} boot=${boot} kinds=${kinds} /></section>
      <main class="present stack">
        ${live.diskFull && html`<div class="note warm" role="alert">${t("The disk of the server is full. New words cannot be saved just now; taking words back, passing and ending the session still work. Please tell whoever looks after the server.")}</div>`}
        <${Stepping} live=${live} boot=${boot} />
        ${live.view.calm && html`<div class="note warm row apart" role="status"><span>${t("Every screen rests.")}</span><${Ask} live=${live} kind="care.calm" fields=${{ on: false }}>${t("Go on")}<//></div>`}
        <${Agreement} view=${live.view} />
        <${Now} live=${live} boot=${boot} kinds=${kinds} />
        <${Pace} live=${live} boot=${boot} />
        <${NextStep} live=${live} boot=${boot} kinds=${kinds} />
        <${MySeat} live=${live} boot=${boot} phones=${phones} />
        <${ForTheScreen} live=${live} boot=${boot} />
      </main>
      <section class="people-here stack" aria-label=${t("Circle")}><${Circle} live=${live} boot=${boot} /><${Balance} live=${live} /></section>
    </div>
    <${Said} sentence=${said} />
    <nav class="always tabs" aria-label=${t("Parts of the console")}>
      ${tabs().map(([name, says], i) => html`<button key=${name} aria-keyshortcuts=${i + 1} aria-pressed=${tab === name ? "true" : "false"} onClick=${() => setTab(name)}>${says}</button>`)}
    </nav>
    ${sheet === "invite" && html`<${Invite} live=${live} boot=${boot} onClose=${close} />`}
    ${sheet === "keys" && html`<${KeysSheet} onClose=${close} />`}
    ${sheet === "care" && html`<${CareSheet} live=${live} boot=${boot} onClose=${close} />`}
    ${sheet === "help" && html`<${HelpSheet} onClose=${close} more=${html`<h3>${t("In case it helps")}</h3><${FromPage} id="guides" />`} />`}
  `;
}

// Called once everything has loaded, with the twins of every kind of round: for the console, and for the facilitator's
// own seat those of a phone.
export function begin(kinds, phones) {
  const seats = Object.keys(phones).reduce((found, name) => Object.assign(found, { [name]: phones[name].default }), {});
  const place = document.getElementById("live");
  const live = start(boot, drawing(() => render(html`<${Console} live=${live} kinds=${kinds} phones=${seats} />`, place)));
  live.card = () => Promise.resolve(card);
  live.redraw();
}
