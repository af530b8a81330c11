// Shared story on the big screen: the circle, whose patch holds the piece, and light for them. Never a countdown.
import { html } from "../../parts/html.js";
import { byPlace, Person } from "../../parts/patch.js";
import { crossTalk, inOrder, Lights, NoteLine, noteNames, Replies, resonanceNames, Stone, whereItIs } from "./piece.js";
import { t } from "../../parts/t.js";

const WIDTH = 1600;
const HEIGHT = 720;

// Everyone in a ring, in circle order; in a large room, smaller and in more rings.
function Ring({ seats, held }) {
  const list = byPlace(seats);
  const rings = Math.ceil(list.length / 36) || 1;
  const each = Math.ceil(list.length / rings);
  const size = Math.max(26, Math.min(118, (2300 / each) * 0.82, 130 / rings));
  return html`<svg class="ring" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    <ellipse class="ring-thread" cx=${WIDTH / 2} cy=${HEIGHT / 2} rx="700" ry="300" />
    ${list.map((seat, i) => {
      const ring = Math.floor(i / each);
      const angle = ((i % each) / Math.min(each, list.length - ring * each)) * 2 * Math.PI - Math.PI / 2;
      const x = WIDTH / 2 + (700 - ring * size * 1.2) * Math.cos(angle) - size / 2;
      const y = HEIGHT / 2 + (300 - ring * size * 1.15) * Math.sin(angle) - size / 2;
      return html`<g key=${seat.id} class=${seat.colour + (seat.id === held ? " holds" : "")} transform=${`translate(${x} ${y})`}>
        <use href=${"#p-" + seat.pattern} width=${size} height=${size} /><use href="#stitches" width=${size} height=${size} /></g>`;
    })}
  </svg>`;
}

function Told({ stories, seats, boot }) {
  return html`<ul class="told">${stories.map(
    (story) => html`<li key=${story.item} class="card">
      ${story.by && seats[story.by] && html`<${Person} seat=${seats[story.by]} />`}
      <${NoteLine} notes=${story.notes} names=${noteNames(boot)} />
      <p class="serif words"><bdi dir="auto">${story.text}</bdi></p>
      <${Replies} replies=${story.replies} seats=${seats} /></li>`,
  )}</ul>`;
}

export default function StoryScreen({ live, round, boot }) {
  const seats = live.view.seats;
  const piece = round.piece;
  const holder = piece.is === "held" && seats[piece.seat];
  const away = holder && live.here.away.includes(piece.seat);
  const stories = inOrder(round.stories);
  // While somebody tells, their story; while the piece rests, the stories that were answered.
  const now = round.over ? [] : stories.filter((s) => (piece.is === "resting" ? s.replies : s.turn && s.turn === piece.turn));
  return html`<div class=${"story-screen" + (now.length ? " reading" : "")}>
    <header>${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
      ${!round.over && html`<p class="soft center">${crossTalk(round)}</p>`}</header>
    ${round.over && stories.length
      ? html`<${Told} stories=${stories} seats=${seats} boot=${boot} />`
      : html`<div class="circle">
          ${!now.length && html`<${Ring} seats=${seats} held=${holder && piece.seat} />`}
          <div class="middle">
            ${holder
              ? html`<svg class=${"patch held " + holder.colour} viewBox="0 0 100 100" aria-hidden="true"><use href=${"#p-" + holder.pattern} /><use href="#stitches" /></svg>`
              : html`<${Stone} size=${piece.is} />`}
            <p class="where-line serif" aria-live="polite">${whereItIs(round, seats, away)}</p>
            <${Lights} lights=${round.lights} names=${resonanceNames(boot)} />
            ${!now.length && html`<${NoteLine} notes=${piece.notes} names=${noteNames(boot)} />`}
            ${!holder && round.hands.length > 0 && html`<p class="hands">✋ ${round.hands.map((s) => seats[s] && seats[s].handle).filter(Boolean).join(" · ")}</p>`}
          </div>
        </div>
        ${now.length > 0 && html`<${Told} stories=${now} seats=${seats} boot=${boot} />`}`}
    ${round.over && !stories.length && html`<p class="serif center where-line">${t("Thank you for listening.")}</p>`}
  </div>`;
}
