// The quilt: every seat a whole patch, joined by strips of linen, bound at the edge. Each shout-out adds one line of
// stitching across all of it, so that no patch shows what it was given. Words that show are embroidered in the border.
import { html } from "./html.js";
import { strengthName } from "./belongings.js";
import { byPlace } from "./patch.js";
import { t, tn } from "./t.js";

const PATCH = 100;
const STRIP = 12;
const BORDER = 64;
const BINDING = 9;
const LINES = 32;
const LETTER = 12.5;

// A number between 0 and 1 that stays the same for the same text: hand-sewn things are a little crooked, but stay so.
function crooked(text, salt) {
  let n = salt;
  for (let i = 0; i < text.length; i += 1) n = (n * 31 + text.charCodeAt(i)) % 9973;
  return n / 9973;
}

// 0, 1/2, 1/4, 3/4, 1/8 …: each new line falls where there is most room.
function spread(i) {
  let value = 0;
  for (let half = 0.5, n = i + 1; n; n = Math.floor(n / 2), half /= 2) if (n % 2) value += half;
  return value;
}

function grid(n, wide) {
  const columns = Math.max(2, Math.ceil(Math.sqrt(Math.max(n, 4) * wide)));
  const rows = Math.max(2, Math.ceil(Math.max(n, 1) / columns));
  return { columns, rows, width: columns * (PATCH + STRIP) + STRIP, height: rows * (PATCH + STRIP) + STRIP };
}

function Block({ seat, x, y, bare }) {
  if (!seat)
    return html`<g transform=${`translate(${x} ${y})`}><rect class="linen-block" width=${PATCH} height=${PATCH} />
      <path class="linen-stitch" d="M50 14 86 50 50 86 14 50Z" /></g>`;
  const turn = (crooked(seat.id, 7) - 0.5) * 2.2;
  return html`<g class=${seat.colour + " block"} transform=${`translate(${x} ${y}) rotate(${turn.toFixed(2)} 50 50)`}>
    <use href=${"#p-" + seat.pattern} width=${PATCH} height=${PATCH} />${!bare && html`<use href="#stitches" width=${PATCH} height=${PATCH} />`}</g>`;
}

function Stitching({ sewn, width, height }) {
  const far = Math.hypot(width, height);
  const lines = Array.from({ length: Math.min(sewn, LINES * 2) }, (_, i) => {
    const r = (0.08 + 0.9 * spread(Math.floor(i / 2))) * far;
    const left = i % 2 === 0;
    return { i, d: left ? `M0 ${height - r}A${r} ${r} 0 0 1 ${r} ${height}` : `M${width} ${height - r}A${r} ${r} 0 0 0 ${width - r} ${height}` };
  });
  return html`<g class="stitching" clip-path="url(#top-cloth)">${lines.map(
    ({ i, d }) => html`<g key=${i}><path class="stitch-shadow" d=${d} /><path class="stitch-line" d=${d} /></g>`,
  )}</g>`;
}

function short(text) {
  const letters = Array.from(text.replace(/\s+/g, " "));
  return letters.length > 44 ? letters.slice(0, 42).join("") + "…" : letters.join("");
}

export function sewnWords(quilt, boot) {
  return Object.keys(quilt.threads)
    .sort()
    .map((item) => quilt.threads[item])
    .map((thread) => (thread.strength ? strengthName(boot, thread.strength) : short(thread.text)));
}

// The words, laid along top and bottom of the border for as long as there is room.
function embroidery(words, width) {
  const room = Math.floor((width + BORDER) / LETTER);
  const sides = [[], []];
  const used = [0, 0];
  words.forEach((word) => {
    const side = used[0] <= used[1] ? 0 : 1;
    if (used[side] + word.length + 3 <= room) {
      sides[side].push(word);
      used[side] += word.length + 3;
    }
  });
  return sides.map((side) => side.join("  ·  "));
}

export function Quilt({ seats, quilt, boot, wide }) {
  const list = byPlace(seats);
  const { columns, rows, width, height } = grid(list.length, wide || 1.7);
  const words = sewnWords(quilt, boot);
  const [above, below] = embroidery(words, width);
  const cells = Array.from({ length: columns * rows }, (_, i) => ({
    i, seat: list[i], x: STRIP + (i % columns) * (PATCH + STRIP), y: STRIP + Math.floor(i / columns) * (PATCH + STRIP),
  }));
  const W = width + 2 * BORDER;
  const H = height + 2 * BORDER;
  const said = tn("A quilt of one patch", "A quilt of {n} patches", list.length) + (words.length ? ". " + t("Sewn in: {words}", { words: words.join(", ") }) : "");
  return html`<svg class="quilt" viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${said}>
    <defs>
      <clipPath id="top-cloth"><rect width=${width} height=${height} /></clipPath>
      <path id="border-top" d=${`M${BORDER * 0.6} ${BORDER * 0.66}H${W - BORDER * 0.6}`} />
      <path id="border-bottom" d=${`M${BORDER * 0.6} ${H - BORDER * 0.34}H${W - BORDER * 0.6}`} />
    </defs>
    <rect class="binding" width=${W} height=${H} rx="10" />
    <rect class="border" x=${BINDING} y=${BINDING} width=${W - 2 * BINDING} height=${H - 2 * BINDING} rx="4" />
    <rect class="border-stitch" x=${BINDING + 6} y=${BINDING + 6} width=${W - 2 * BINDING - 12} height=${H - 2 * BINDING - 12} rx="3" />
    <g transform=${`translate(${BORDER} ${BORDER})`}>
      <rect class="linen" x="-3" y="-3" width=${width + 6} height=${height + 6} />
      ${cells.map(({ i, seat, x, y }) => html`<${Block} key=${seat ? seat.id : i} seat=${seat} x=${x} y=${y} bare=${list.length > 120} />`)}
      <${Stitching} sewn=${quilt.sewn} width=${width} height=${height} />
    </g>
    <text class="embroidered"><textPath href="#border-top" startOffset="50%">${above}</textPath></text>
    <text class="embroidered"><textPath href="#border-bottom" startOffset="50%">${below}</textPath></text>
  </svg>`;
}
