// Shared story for the facilitator: the piece, the holder's time, hands, and people without phones. Who is being asked,
// and who passed, does not show here either.
import { Ask } from "../../parts/ask.js";
import { html, useEffect, useState } from "../../parts/html.js";
import { Patch } from "../../parts/patch.js";
import { t, tn } from "../../parts/t.js";
import { crossTalk, Lights, NoteLine, noteNames, resonanceNames, Stone, whereItIs } from "./piece.js";

function Time({ live, piece }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 5000);
    return () => clearInterval(timer);
  }, []);
  const part = Math.min(1, Math.max(0, (live.now() - piece.since) / (piece.until - piece.since)));
  const minutes = Math.floor((live.now() - piece.since) / 60000);
  return html`<div class="thin-time"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="thin-all" width="100" height="6" /><rect class="thin-used" width=${part * 100} height="6" /></svg>
    <span class="small soft">${minutes < 1 ? t("under a minute") : tn("{n} minute", "{n} minutes", minutes)}</span></div>`;
}

function WithoutPhone({ live, round }) {
  const seats = live.view.seats;
  const held = round.piece.is === "held" && round.piece.seat;
  const people = round.without_phone.filter((id) => seats[id] && id !== round.asking);
  return html`
    ${round.asking && seats[round.asking] && html`<div class="note stack"><p><b>${t("Ask {name} out loud: would they like the piece?", { name: seats[round.asking].handle })}</b></p>
      <div class="row"><${Ask} live=${live} kind="story.answer_for" fields=${{ seat: round.asking, accept: true }} class="main">${t("They take it")}<//>
        <${Ask} live=${live} kind="story.answer_for" fields=${{ seat: round.asking, accept: false }}>${t("They pass")}<//></div></div>`}
    ${held && seats[held] && seats[held].phone === false && html`<${Ask} live=${live} kind="story.done_for" fields=${{ seat: held }} class="main">${t("{name} is done", { name: seats[held].handle })}<//>`}
    ${people.length > 0 && !held && html`<div class="stack"><p class="small soft">${t("Not asked by the piece, since they have no phone:")}</p>
      <div class="row">${people.map((id) => html`<${Ask} key=${id} live=${live} kind="story.offer_to" fields=${{ seat: id }}>${t("Offer it to {name}", { name: seats[id].handle })}<//>`)}</div></div>`}
  `;
}

function Travelling({ live }) {
  return html`<div class="note stack"><p>${t("Somebody may be asked just now, or nobody may be left: you cannot tell, and that is meant. When the room feels done, end the round.")}</p>
    <div class="row"><${Ask} live=${live} kind="story.move_on">${t("It takes long: ask the next")}<//>
      <${Ask} live=${live} kind="story.rest">${t("Bring it to the middle")}<//></div></div>`;
}

export default function StoryConsole({ live, boot, round }) {
  const seats = live.view.seats;
  const piece = round.piece;
  const holder = piece.is === "held" && seats[piece.seat];
  const away = holder && live.here.away.includes(piece.seat);
  const told = Object.keys(round.stories).length > 0;
  const answers = told && (round.cross_talk === "open" || (round.cross_talk === "after" && piece.is === "resting"));
  if (round.over) return html`<p>${tn("{n} person was heard.", "{n} people were heard.", round.heard)}</p>`;
  return html`
    <div class="row piece-row">${holder ? html`<${Patch} of=${holder} />` : html`<${Stone} size="small" />`}<p class="serif grow">${whereItIs(round, seats, away)}</p></div>
    ${holder && html`<${Time} live=${live} piece=${piece} />`}
    <${NoteLine} notes=${piece.notes} names=${noteNames(boot)} />
    <${Lights} lights=${round.lights} names=${resonanceNames(boot)} />
    ${piece.is === "resting" && round.heard > 0 && html`<${Ask} live=${live} kind="story.send" class="wide">${t("Send the piece on its way")}<//>`}
    ${(piece.is === "travelling" || piece.is === "waiting") && !round.asking && html`<${Travelling} live=${live} />`}
    ${holder && html`<div class="row"><${Ask} live=${live} kind="story.rest">${t("Bring it to the middle")}<//></div>`}
    <${WithoutPhone} live=${live} round=${round} />
    ${round.hands.length > 0 && html`<p>✋ ${round.hands.map((id) => seats[id] && seats[id].handle).filter(Boolean).join(" · ")}</p>`}
    ${answers && html`<div class="row"><${Ask} live=${live} kind="story.lay_out">${t("Show the answers without a handle")}<//></div>`}
    <p class="small soft">${crossTalk(round)} ${round.heard > 0 && tn("{n} person has been heard.", "{n} people have been heard.", round.heard)}</p>
    ${round.cross_talk === "after" && piece.is !== "resting" && html`<p class="small soft">${t("Bring the piece to the middle when the last turn is over: then people may answer.")}</p>`}
  `;
}

// The next step of the console: the piece goes on its way before the round can sensibly end.
export const next = (round) => round.piece.is === "resting" && round.heard === 0 && { kind: "story.send", fields: {}, says: t("Send the piece on its way") };

const orders = () => [
  ["queue", t("Raised hands"), t("Those who want to speak raise a hand.")],
  ["ring", t("Round the circle"), t("Everyone is asked in turn, and anyone can pass.")],
  ["popcorn", t("From person to person"), t("Whoever has spoken says where it goes.")],
];
const crossTalks = () => [
  ["none", t("No"), t("We listen, and answer with warmth only.")],
  ["after", t("Once the last turn is over"), t("When you have brought the piece to the middle, and where the teller lets them.")],
  ["open", t("Any time"), t("Where the teller lets them.")],
];
const voices = () => [["either", t("Spoken or written")], ["spoken", t("Spoken")], ["written", t("Written")]];

export function Settings({ settings, set }) {
  const order = settings.order || "queue";
  return html`
    <fieldset class="stack"><legend class="label">${t("How the piece travels")}</legend>${orders().map(
      ([value, name, says]) => html`<label key=${value} class="choice"><input type="radio" name="order" checked=${order === value} onChange=${() => set({ order: value })} /><span><b>${name}</b><br /><span class="small soft">${says}</span></span></label>`,
    )}</fieldset>
    ${order === "ring" && html`<p class="small soft">${t("Above about twelve people a ring takes long. Raised hands suit a larger circle better.")}</p>`}
    <fieldset class="stack"><legend class="label">${t("May people answer each other?")}</legend>${crossTalks().map(
      ([value, name, says]) => html`<label key=${value} class="choice"><input type="radio" name="cross-talk" checked=${(settings.cross_talk || "none") === value} onChange=${() => set({ cross_talk: value })} /><span><b>${name}</b><br /><span class="small soft">${says}</span></span></label>`,
    )}</fieldset>
    <div class="field"><label for="voice">${t("Spoken or written")}</label><select id="voice" value=${settings.voice || "either"} onChange=${(e) => set({ voice: e.target.value })}>
      ${voices().map(([value, name]) => html`<option key=${value} value=${value}>${name}</option>`)}</select></div>
    <div class="field"><label for="minutes">${t("About how many minutes for each")}</label><select id="minutes" value=${String(settings.minutes || 3)} onChange=${(e) => set({ minutes: Number(e.target.value) })}>
      ${[1, 2, 3, 4, 5, 7, 10, 15].map((n) => html`<option key=${n} value=${String(n)}>${n}</option>`)}</select></div>
    <label class="choice"><input type="checkbox" checked=${Boolean(settings.cue)} onChange=${(e) => set({ cue: e.target.checked })} /><span>${t("A soft word to the speaker when the time is nearly over (if the group wants that)")}</span></label>
  `;
}
