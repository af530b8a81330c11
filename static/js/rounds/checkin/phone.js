// Feelings check-in on a phone: my own answer, for me; and the group's weather once it is uncovered.
import { Ask } from "../../parts/ask.js";
import { html, useEffect, useRef, useState } from "../../parts/html.js";
import { asking } from "../../parts/saying.js";
import { signals } from "../../parts/signal.js";
import { t } from "../../parts/t.js";
import { InWords, shares, tooFew, Weather } from "./weather.js";

const pressed = (on) => (on ? "true" : "false");

function Choices({ live, round, boot, chosen }) {
  const weather = round.scale === "weather";
  return html`<div class=${weather ? "skies" : "chips feelings"} role="group" aria-label=${t("How are you?")}>${boot.kinds.checkin[round.scale].map(
    ([key, name]) => html`<${Ask} key=${key} live=${live} kind="checkin.answer" fields=${{ feeling: key }} class=${weather ? "sky-button" : "chip"} aria-pressed=${pressed(chosen === key)}>
      ${weather && html`<${Weather} of=${key} />`}<span>${name}</span><//>`,
  )}</div>`;
}

function Scale({ live, chosen }) {
  const [moving, setMoving] = useState(null);
  const value = moving === null ? chosen : moving;
  const there = value !== undefined;
  useEffect(() => setMoving(null), [chosen]);
  const send = (to) => asking(live, "checkin.answer", { feeling: String(to) }).then((ok) => ok || setMoving(null));
  return html`<section class="card stack ruler"><label for="feeling"><b>${t("From 0 to 10")}</b></label>
    <input id="feeling" type="range" min="0" max="10" step="1" value=${there ? value : 5} class=${there ? "" : "untouched"} aria-valuetext=${there ? String(value) : t("not set")}
      onInput=${(e) => setMoving(e.target.value)} onChange=${(e) => send(e.target.value)} onClick=${(e) => there || send(e.target.value)} />
    <p class="row apart small soft"><span>0 · ${t("not at all")}</span><output for="feeling">${there ? value : "–"}</output><span>${t("very much")} · 10</span></p>
  </section>`;
}

// On a small phone it comes up below the fold: what is asked next moves into sight.
function HowStrong({ live, mine }) {
  const place = useRef();
  useEffect(() => place.current.scrollIntoView({ block: "nearest" }), []);
  return html`<fieldset class="stack strong" ref=${place}><legend class="label">${t("How strong is it? Only if you like.")}</legend>
    <div class="fifths">${[1, 2, 3, 4, 5].map((n) => html`<${Ask} key=${n} live=${live} kind="checkin.answer" fields=${{ feeling: mine.feeling, strength: mine.strength === n ? null : n }} aria-pressed=${pressed(mine.strength === n)}>${n}<//>`)}</div>
    <p class="row apart small soft" aria-hidden="true"><span>${t("a little")}</span><span>${t("very strong")}</span></p></fieldset>`;
}

// Goes privately to the facilitator, unless another signal is under way already.
function AWord({ live }) {
  const { signal } = live.own;
  if (live.view.my_seat) return null;
  if (!signal) return html`<${Ask} live=${live} kind="signal.send" fields=${{ what: "a_word_later" }} class="quiet wide">${signals().a_word_later}<//>`;
  if (signal.what !== "a_word_later") return null;
  return html`<div class="note center" role="status"><b>${signals().a_word_later}</b><br />${signal.seen ? t("Seen by your facilitator.") : t("Sent. Your facilitator has not looked yet.")}</div>`;
}

function Asked({ live, round, mine, boot }) {
  const own = mine.mine;
  return html`
    <p class="small soft center">${t("Nobody sees yours. The group's is shown once, when at least {n} have answered.", { n: round.least })}</p>
    ${round.scale === "number" ? html`<${Scale} live=${live} chosen=${own && own.feeling} />` : html`<${Choices} live=${live} round=${round} boot=${boot} chosen=${own && own.feeling} />`}
    ${own && html`${round.strength && html`<${HowStrong} live=${live} mine=${own} />`}
      <p class="small soft center" role="status">${t("Thank you. You can change it until the group's is shown.")}</p>
      <div><${AWord} live=${live} /><${Ask} live=${live} kind="checkin.withdraw" class="quiet wide">${t("Take mine away")}<//></div>`}`;
}

function Group({ round, boot }) {
  const weather = round.scale === "weather";
  return html`<section class="card stack" aria-live="polite">${!tooFew(round) && html`<h2 class="lesser center">${t("The group's weather")}</h2>`}
    <ul class="stack shares">${shares(round, boot).map(
      ({ key, name, many, part }) => html`<li key=${key}>${weather && html`<${Weather} of=${key} size=${Math.round(34 + 62 * part)} />`}<span>${name}</span><b>${many}</b></li>`,
    )}</ul><${InWords} round=${round} /></section>`;
}

export default function CheckinPhone({ live, round, mine, boot }) {
  return html`
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${round.shown ? html`<${Group} round=${round} boot=${boot} />`
      : round.over ? html`<p class="center">${t("This check-in is over. Thank you.")}</p>`
        : html`<${Asked} live=${live} round=${round} mine=${mine} boot=${boot} />`}
  `;
}
