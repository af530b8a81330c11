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
const LINES = 15;
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

// A running stitch from edge to edge, in gentle waves; sideways first, and when there are many, downwards as well.
function wave(at, long, sideways) {
  const step = (PATCH + STRIP) / 2;
  let d = sideways ? `M-4 ${at}` : `M${at} -4`;
  for (let i = 0; i * step < long + 8; i += 1) {
    const bend = (i % 2 ? 1 : -1) * 13;
    d += sideways ? `q${step / 2} ${bend} ${step} 0` : `q${bend} ${step / 2} 0 ${step}`;
  }
  return d;
}

function Stitching({ sewn, width, height }) {
  const lines = Array.from({ length: Math.min(sewn, LINES * 2) }, (_, i) => {
    const sideways = i < LINES;
    const long = sideways ? width : height;
    return { i, d: wave(spread(i % LINES) * (sideways ? height : width), long, sideways) };
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
  const room = Math.floor((width - 20) / LETTER);
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
      <path id="border-top" d=${`M${BORDER} ${BORDER * 0.68}H${W - BORDER}`} />
      <path id="border-bottom" d=${`M${BORDER} ${H - BORDER * 0.34}H${W - BORDER}`} />
    </defs>
    <rect class="binding" width=${W} height=${H} rx="10" />
    <rect class="border" x=${BINDING} y=${BINDING} width=${W - 2 * BINDING} height=${H - 2 * BINDING} rx="4" />
    <rect class="border-stitch" x=${BINDING + 6} y=${BINDING + 6} width=${W - 2 * BINDING - 12} height=${H - 2 * BINDING - 12} rx="3" />
    ${[[0, 0], [1, 0], [0, 1], [1, 1]].map(
      ([x, y]) => html`<g key=${"corner" + x + y} transform=${`translate(${x ? W - BORDER + 6 : 12} ${y ? H - BORDER + 6 : 12})`}>
        <rect class="corner" width=${BORDER - 18} height=${BORDER - 18} rx="2" /><path class="corner-star" transform=${`scale(${(BORDER - 18) / 100})`} d="M50 8 62 38 92 50 62 62 50 92 38 62 8 50 38 38z" /></g>`,
    )}
    <g transform=${`translate(${BORDER} ${BORDER})`}>
      <rect class="linen" x="-3" y="-3" width=${width + 6} height=${height + 6} />
      ${cells.map(({ i, seat, x, y }) => html`<${Block} key=${seat ? seat.id : i} seat=${seat} x=${x} y=${y} bare=${list.length > 120} />`)}
      <${Stitching} sewn=${quilt.sewn} width=${width} height=${height} />
    </g>
    <text class="embroidered"><textPath href="#border-top" startOffset="50%">${above}</textPath></text>
    <text class="embroidered"><textPath href="#border-bottom" startOffset="50%">${below}</textPath></text>
  </svg>`;
}
