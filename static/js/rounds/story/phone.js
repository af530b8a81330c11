// Shared story on a phone: an offer, holding the piece, or listening.
import { Ask, Check } from "../../parts/ask.js";
import { Named } from "../../parts/cards.js";
import { html, useEffect, useState } from "../../parts/html.js";
import { Patch, Person } from "../../parts/patch.js";
import { asking } from "../../parts/saying.js";
import { t } from "../../parts/t.js";
import { TextField, useDraft } from "../../parts/typing.js";
import { crossTalk, inOrder, Lights, NoteLine, noteNames, Replies, resonanceNames, Stone, whereItIs } from "./piece.js";

function Offer({ live, mine }) {
  const fields = { turn: mine.offer.turn };
  return html`<section class="card stitched stack center offer" role="alert">
    <${Stone} />
    <h2>${t("The piece has come to you")}</h2>
    <p class="soft">${t("Only you can see this. Whatever you choose is fine.")}</p>
    <${Ask} live=${live} kind="story.accept" fields=${fields} class="main wide">${t("I take it")}<//>
    <div class="row two">
      <${Ask} live=${live} kind="story.pass" fields=${fields}>${t("Pass")}<//>
      ${mine.can.includes("story.later") && html`<${Ask} live=${live} kind="story.later" fields=${fields}>${t("Later")}<//>`}
    </div>
  </section>`;
}

// A ring that fills slowly. No numbers, no alarm; when the time is up it is simply full.
function GentleTime({ live, holding }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 5000);
    return () => clearInterval(timer);
  }, []);
  const whole = holding.until - holding.since;
  const part = Math.min(1, Math.max(0, (live.now() - holding.since) / whole));
  const soon = holding.cue && part > 0.85;
  return html`<div class="gentle-time">
    <svg viewBox="0 0 100 100" aria-hidden="true"><circle class="time-all" cx="50" cy="50" r="44" />
      <circle class="time-used" cx="50" cy="50" r="44" pathLength="100" stroke-dasharray=${part * 100 + " 100"} /></svg>
    <${Stone} />
    ${soon && html`<p class="small" role="status">${t("When you are ready, the circle would like to move on.")}</p>`}
  </div>`;
}

function Notes({ live, round, boot }) {
  const chosen = round.piece.notes || [];
  const toggled = (key) => ({ notes: chosen.includes(key) ? chosen.filter((n) => n !== key) : chosen.concat([key]) });
  return html`<details class="card"><summary><b>${t("Add a note for listeners")}</b></summary>
    <p class="small soft">${t("So that people can get ready, or step out for a moment.")}</p>
    <div class="chips">${boot.kinds.story.notes.map(
      ([key, name]) => html`<${Ask} key=${key} live=${live} kind="story.set_notes" fields=${toggled(key)} class="chip" aria-pressed=${chosen.includes(key) ? "true" : "false"}>${name}<//>`,
    )}</div></details>`;
}

function Writing({ live, round, mustWrite }) {
  const [text, set] = useDraft(`${live.own.seat}:story`);
  const [open, setOpen] = useState(mustWrite || Boolean(text));
  const [named, setNamed] = useState(true);
  const [answers, setAnswers] = useState(false);
  const mayLet = named && round.cross_talk !== "none";
  const send = () => asking(live, "story.tell", { text, named, answers: mayLet && answers }).then((ok) => ok && (set(""), setOpen(mustWrite)));
  if (!open) return html`<button class="wide" onClick=${() => setOpen(true)}>${t("Write instead")}</button>`;
  return html`<section class="card stack">
    <${TextField} id="story-text" label=${t("Your story")} value=${text} onInput=${set} limit=${2000} rows=${6}
      hint=${t("Names, places and numbers can show who somebody is. Leave out what is not yours to tell.")} />
    <label class="choice"><input type="checkbox" checked=${!named} onChange=${(e) => setNamed(!e.target.checked)} />
      <span>${t("Without my handle. It is shown when the round is over, mixed with the others.")}</span></label>
    ${mayLet && html`<label class="choice"><input type="checkbox" checked=${answers} onChange=${(e) => setAnswers(e.target.checked)} />
      <span>${t("Others may answer it")}</span></label>`}
    <button class="main wide" disabled=${!text.trim()} onClick=${send}>${t("Share it")}</button>
  </section>`;
}

function Finish({ live, round }) {
  const [people, setPeople] = useState(null);
  if (round.order !== "popcorn") return html`<${Ask} live=${live} kind="story.done" class="main wide">${t("I am done")}<//>`;
  if (!people)
    return html`<button class="main wide" onClick=${() => live.look("story.people").then((a) => setPeople(a.ok ? a.page.people : []))}>${t("I am done")}</button>`;
  return html`<section class="card stack"><h2 class="lesser">${t("To whom should it go?")}</h2>
    <p class="small soft">${t("They can decline without anyone seeing it; then it goes on by itself.")}</p>
    <div class="people">${people.map((p) => html`<${Ask} key=${p.seat} live=${live} kind="story.done" fields=${{ to: p.seat }} class="person-button"><${Person} seat=${p} /><//>`)}</div>
    <${Ask} live=${live} kind="story.done" class="wide">${t("Let it find its own way")}<//></section>`;
}

function Holding({ live, round, mine, boot }) {
  const written = mine.can.includes("story.tell");
  return html`<section class="stack holding">
    <div class="center stack"><${GentleTime} live=${live} holding=${mine.holding} />
      <h2>${t("You hold the piece")}</h2><p class="soft">${t("Take your time. You can stop whenever you like.")}</p></div>
    <${Lights} lights=${round.lights} names=${resonanceNames(boot)} />
    <${Notes} live=${live} round=${round} boot=${boot} />
    ${written && html`<${Writing} live=${live} round=${round} mustWrite=${round.voice === "written"} />`}
    <${Finish} live=${live} round=${round} />
  </section>`;
}

function Resonances({ live, mine, boot }) {
  const gave = mine.gave || [];
  return html`<div class="chips" role="group" aria-label=${t("Answer with warmth")}>${boot.kinds.story.resonances.map(
    ([key, name]) => html`<${Ask} key=${key} live=${live} kind="story.resonate" fields=${{ what: key, on: !gave.includes(key) }} class="chip"
      aria-pressed=${gave.includes(key) ? "true" : "false"}><span class=${"light " + key} aria-hidden="true"></span>${name}<//>`,
  )}</div>`;
}

// Whoever passed with their hand up decides when it comes down: until then it shows, so that nobody can tell.
function Hand({ live, mine }) {
  const { hand, hand_left_up, can } = mine;
  return html`${hand_left_up && html`<p class="small soft center">${t("Your hand still shows, so that nobody can tell you passed. It is not asked any more.")}</p>`}
    ${can.includes("story.lower_hand") && html`<${Ask} live=${live} kind="story.lower_hand" class="wide" aria-pressed="true">✋ ${hand ? t("Your hand is up. Tap to lower it.") : t("Take my hand down")}<//>`}
    ${can.includes("story.raise_hand") && html`<div class="stack center"><${Ask} live=${live} kind="story.raise_hand" class="wide">✋ ${hand_left_up ? t("I would like to speak after all") : t("Raise my hand")}<//>
      ${!hand_left_up && html`<span class="small soft">${t("Everyone sees a raised hand.")}</span>`}</div>`}`;
}

function Ahead({ live, mine }) {
  return html`<details class="card"><summary><b>${t("Quietly, ahead of time")}</b></summary>
    <p class="small soft">${t("Nobody is shown this. It is forgotten when the round ends.")}</p>
    <div class="stack">
      <${Ask} live=${live} kind="story.skip_me" fields=${{ on: mine.ahead !== "skip" }} aria-pressed=${mine.ahead === "skip" ? "true" : "false"}>${t("Skip me this round")}<//>
      <${Ask} live=${live} kind="story.ask_me_last" fields=${{ on: mine.ahead !== "last" }} aria-pressed=${mine.ahead === "last" ? "true" : "false"}>${t("Ask me last")}<//>
      <${Ask} live=${live} kind="seat.comfort" fields=${{ comfort: "listening" }}>${t("Just listening today")}<//>
    </div></details>`;
}

function Listening({ live, round, mine, boot }) {
  const seats = live.view.seats;
  const holder = round.piece.is === "held" && seats[round.piece.seat];
  const away = holder && live.here.away.includes(round.piece.seat);
  return html`<section class="stack">
    <div class="center stack where" aria-live="polite">
      ${holder ? html`<${Patch} of=${holder} size="huge" />` : html`<${Stone} size=${round.piece.is} />`}
      <p class="serif where-line">${whereItIs(round, seats, away)}</p>
    </div>
    <${NoteLine} notes=${round.piece.notes} names=${noteNames(boot)} />
    <${Lights} lights=${round.lights} names=${resonanceNames(boot)} />
    ${mine.can.includes("story.resonate") && html`<${Resonances} live=${live} mine=${mine} boot=${boot} />`}
    <${Hand} live=${live} mine=${mine} />
    ${mine.can.includes("story.skip_me") && html`<${Ahead} live=${live} mine=${mine} />`}
  </section>`;
}

function Answering({ live, item }) {
  const [text, set] = useDraft(`${live.own.seat}:reply ${item}`);
  const [open, setOpen] = useState(Boolean(text));
  const [named, setNamed] = useState(true);
  const send = () => asking(live, "story.reply", { item, text, named }).then((ok) => ok && (set(""), setOpen(false)));
  if (!open) return html`<button onClick=${() => setOpen(true)}>${t("Answer")}</button>`;
  return html`<div class="stack">
    <${TextField} id=${"reply-" + item} label=${t("Your answer")} value=${text} onInput=${set} limit=${280} rows=${3} hint=${t("From your own experience, and without advice.")} />
    <${Named} named=${named} set=${setNamed} />
    ${!named && html`<p class="small soft">${t("Answers without a handle are shown later, together.")}</p>`}
    <button class="main wide" disabled=${!text.trim()} onClick=${send}>${t("Share it")}</button>
    <button class="quiet" onClick=${() => setOpen(false)}>${t("Not now")}</button>
  </div>`;
}

function ToldStory({ live, story, names }) {
  const [shown, setShown] = useState(false);
  const { seats } = live.view;
  const by = story.by && seats[story.by];
  const mine = live.own.mine[story.item];
  const read = !story.notes || shown;
  return html`<li class="card stack">
    ${by && html`<${Person} seat=${by} />`}
    <${NoteLine} notes=${story.notes} names=${names} />
    ${read ? html`<p class="words serif"><bdi dir="auto">${story.text}</bdi></p><${Replies} replies=${story.replies} seats=${seats} />`
      : html`<button onClick=${() => setShown(true)}>${t("Read it")}</button>`}
    ${mine && "answers" in mine && html`<${Check} live=${live} kind="story.let_answer" fields=${{ item: story.item }} checked=${mine.answers}>${t("Others may answer it")}<//>`}
    ${read && story.answers && !mine && !live.own.quiet && html`<${Answering} live=${live} item=${story.item} />`}
  </li>`;
}

function Told({ live, round, boot }) {
  const stories = inOrder(round.stories);
  const names = noteNames(boot);
  if (!stories.length) return null;
  return html`<section class="stack"><h2 class="lesser">${t("Stories told in writing")}</h2><ul class="stack">${stories.map(
    (story) => html`<${ToldStory} key=${story.item} live=${live} story=${story} names=${names} />`,
  )}</ul></section>`;
}

export default function StoryPhone({ live, round, mine, boot }) {
  let doing = html`<${Listening} live=${live} round=${round} mine=${mine} boot=${boot} />`;
  if (mine.offer) doing = html`<${Offer} live=${live} mine=${mine} />`;
  else if (mine.holding) doing = html`<${Holding} live=${live} round=${round} mine=${mine} boot=${boot} />`;
  return html`
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${!round.over && html`<p class="small soft center">${crossTalk(round)}</p>`}
    ${doing}
    <${Told} live=${live} round=${round} boot=${boot} />
  `;
}
