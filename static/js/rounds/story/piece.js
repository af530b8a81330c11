// The talking piece: a river stone with a thread round it. Shared by the three screens of this round.
import { html } from "../../parts/html.js";
import { Patch } from "../../parts/patch.js";
import { t } from "../../parts/t.js";

export function Stone({ size }) {
  return html`<svg class=${"stone " + (size || "")} viewBox="0 0 120 90" aria-hidden="true">
    <path class="stone-body" d="M14 52C10 30 32 12 62 11s48 17 46 39-22 31-50 31S17 74 14 52z" />
    <path class="stone-light" d="M30 38c7-11 22-17 36-15" />
    <path class="stone-thread" d="M45 12c-6 22-5 48 3 69M52 11c-5 24-4 47 4 70M13 50c28 8 66 7 95-3" />
    <path class="stone-thread" d="M47 54l8-7M47 47l8 7" />
  </svg>`;
}

// Where the piece is, in one sentence. A pass, an offer, a wish to be last: none of them can be read from it.
export function whereItIs(round, seats, away) {
  const piece = round.piece;
  const holder = piece.is === "held" && seats[piece.seat];
  if (round.over) return t("The round is over. Thank you for listening.");
  if (holder && away) return t("{name} holds the piece, and is coming back.", { name: holder.handle });
  if (holder) return t("{name} holds the piece.", { name: holder.handle });
  if (piece.is === "travelling") return t("The piece is on its way.");
  if (piece.is === "waiting") return t("The piece waits for a raised hand.");
  return t("The piece rests in the middle.");
}

// Light for the holder: a few glows of each kind, never a number.
export function Lights({ lights, names }) {
  const glows = Object.keys(lights).flatMap((what) => Array.from({ length: lights[what] }, (_, i) => [what, i]));
  const said = Object.keys(lights).map((what) => names[what]).join(", ");
  return html`<div class="lights" role="img" aria-label=${said ? t("The room answers: {said}", { said }) : ""} hidden=${!glows.length}>
    ${glows.map(([what, i]) => html`<span key=${what + i} class=${"light " + what}></span>`)}</div>`;
}

// How people may answer each other in this round, in one short sentence.
export function crossTalk(round) {
  if (round.cross_talk === "open") return t("We may answer each other, where the teller lets us.");
  return round.cross_talk === "after" ? t("We may answer once the last turn is over.") : t("We listen without answering.");
}

// Answers beneath a story.
export function Replies({ replies, seats }) {
  if (!replies) return null;
  return html`<ul class="stack replies" aria-label=${t("Answers")} aria-live="polite">${Object.keys(replies).map((item) => {
    const by = replies[item].by && seats[replies[item].by];
    return html`<li key=${item}><p class="words"><bdi dir="auto">${replies[item].text}</bdi></p>
      ${by && by.handle && html`<p class="small soft row tight"><${Patch} of=${by} /><bdi dir="auto">${by.handle}</bdi></p>`}</li>`;
  })}</ul>`;
}

export function noteNames(boot) {
  return boot.kinds.story.notes.reduce((names, [key, name]) => Object.assign(names, { [key]: name }), {});
}

export function resonanceNames(boot) {
  return boot.kinds.story.resonances.reduce((names, [key, name]) => Object.assign(names, { [key]: name }), {});
}

export function NoteLine({ notes, names }) {
  if (!notes || !notes.length) return null;
  return html`<p class="note warm content-note"><b>${t("A note before this story")}</b> ${notes.map((n) => names[n]).join(" · ")}</p>`;
}

// Told stories: those with a handle as their turns came, the others mixed among themselves.
export function inOrder(stories) {
  return Object.keys(stories)
    .map((item) => Object.assign({ item }, stories[item]))
    .sort((a, b) => (a.turn || 1e6) - (b.turn || 1e6) || (a.item < b.item ? -1 : 1));
}
