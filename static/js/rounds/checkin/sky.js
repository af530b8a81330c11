// The group's weather as one picture: a sky from edge to edge, each weather as wide as its share, over quilted hills.
// A picture looks the same by day and by night, as cloth does. What it says stands beside it in words and numbers.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { CLOUD, shares, Weather, WIND } from "./weather.js";

const WIDE = 1600;
const HIGH = 640;
const NARROWEST = 120;
const TILE = 80;
const DAWN = "#c9d8dd";
const TONES = { sunny: "#9ccbe3", partly: "#abcadb", cloudy: "#b3bec6", foggy: "#d2d3cc", rainy: "#8aa3b6", stormy: "#68738c", windy: "#a5c8c7", rainbow: "#b9d2e8", others: "#bfc3dc" };
const CLOTHS = [["sage", "leaves"], ["moss", "gingham"], ["teal", "waves"], ["ochre", "stripes"], ["moss", "crosses"], ["sage", "dots"], ["clay", "chevron"]];
const BACK = "M0 452Q180 372 420 420T850 408T1240 396T1600 430V640H0z";
const MIDDLE = "M0 486Q240 520 520 466T1060 470T1600 458V640H0z";
const FRONT = "M0 548Q300 492 640 528T1180 520T1600 540V640H0z";

const between = (least, value, most) => Math.max(least, Math.min(most, value));
const steps = (n) => Array.from({ length: n }, (_, i) => i);
// A little crooked, and always the same.
const crooked = (i, most) => ((i * 7919 + 104) % 97) / 97 * most;

function cloud(x, y, size, tone, i) {
  return html`<g key=${"cloud" + i} class=${"drifts d" + (i % 3)}><g transform=${`translate(${x} ${y}) scale(${size}) translate(-32 -36)`}><path class=${"wx-cloud " + (tone || "")} d=${CLOUD} />
    <path class="cloud-light" d="M11 36a8 8 0 0 1 7-7M21 22a10 10 0 0 1 10-6" /></g></g>`;
}

// As many clouds as fit, none in line with the next.
function clouds({ x, wide }, tone, y) {
  const many = Math.max(1, Math.round(wide / 270));
  const room = wide / many;
  return steps(many).map((i) => cloud(x + room * (i + 0.5), y + [0, 84, -34, 56][i % 4] * Math.min(1, many - 1), between(1.7, room / 52, 5.2), tone, i));
}

function rain({ x, wide, middle }) {
  const many = Math.max(4, Math.round(wide / 24));
  const room = Math.min(wide, Math.max(90, wide * 0.86));
  const d = steps(many).map((i) => `M${(middle - room / 2 + 30 + ((room - 20) * i) / many).toFixed(0)} ${(282 + crooked(i, 70)).toFixed(0)}l-34 170`).join("");
  return html`<path key=${x} class="wx-rain falls" d=${d} />`;
}

function sun(x, y, size) {
  const rays = steps(16).map((i) => {
    const [cos, sin] = [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)];
    const long = i % 2 ? 104 : 118;
    return `M${(84 * cos).toFixed(1)} ${(84 * sin).toFixed(1)}L${(long * cos).toFixed(1)} ${(long * sin).toFixed(1)}`;
  }).join("");
  return html`<g transform=${`translate(${x} ${y}) scale(${size})`}><circle r="210" fill="url(#sky-glow)" /><circle class="wx-sun" r="66" /><path class="wx-rays" d=${rays} /></g>`;
}

function leaf(x, y, turn, cloth) {
  return html`<path class=${"leaf " + cloth} transform=${`translate(${x} ${y}) rotate(${turn})`} d="M-18 0Q0-16 18 0 0 16-18 0zM-18 0h36" />`;
}

function wind({ x, wide, middle }) {
  const many = Math.max(1, Math.round(wide / 300));
  const room = wide / many;
  const size = between(1.6, room / 74, 3.8);
  return html`${steps(many).map((i) => html`<path key=${i} class="wx-wind" transform=${`translate(${x + room * (i + 0.5) - 30 * size} ${120 + [0, 70][i % 2] * Math.min(1, many - 1)}) scale(${size})`} d=${WIND} />`)}
    ${leaf(middle - wide * 0.22, 392, -24, "clay")}${leaf(middle + wide * 0.2, 350, 28, "ochre")}${wide > 260 && leaf(middle + wide * 0.04, 330, 8, "madder")}`;
}

function rainbow({ wide, middle }) {
  const most = between(60, wide * 0.46, 390);
  const thick = most * 0.085;
  const foot = between(1, wide / 190, 3.4);
  return html`${steps(5).map((i) => {
    const r = most - thick * (i + 0.5);
    return html`<path key=${i} class=${"wx-arc band-" + i} stroke-width=${thick} d=${`M${middle - r} 470a${r} ${r} 0 0 1 ${2 * r} 0`} />`;
  })}${cloud(middle - most * 0.8, 420, foot, "", 1)}${cloud(middle + most * 0.8, 420, foot, "", 2)}`;
}

// Behind the hills.
const BEHIND = {
  sunny: (z) => sun(z.middle, 200, between(0.42, z.wide / 330, 1.3)),
  partly: (z) => {
    const size = between(0.4, z.wide / 350, 1.15);
    return html`${sun(Math.max(140 * size, z.middle - 66 * size), 172, size)}${clouds(Object.assign({}, z, { x: z.x + z.wide * 0.07 }), "", 176 + 100 * size)}`;
  },
  cloudy: (z) => html`${clouds({ x: z.x - z.wide * 0.1, wide: z.wide }, "dim", 136)}${clouds(z, "", 220)}`,
  foggy: (z) => clouds(z, "pale", 180),
  rainy: (z) => clouds(z, "", 210),
  stormy: (z) => html`${clouds(z, "dark", 176)}<path class="wx-bolt" transform=${`translate(${z.middle} 262) scale(${between(2.2, z.wide / 90, 4.6)}) translate(-31 -38)`} d="M35 32 23 47h8l-4 14 14-18h-9l7-11z" />`,
  windy: wind,
  rainbow,
  others: ({ x, wide }) => {
    const many = Math.max(1, Math.round(wide / 230));
    const size = between(96, (wide / many) * 0.66, 160);
    return steps(many).map((i) => html`<g key=${i} transform=${`translate(${x + (wide / many) * (i + 0.5) - size / 2} ${[150, 250, 200][i % 3] - size / 2})`}>
      <${Weather} of=${many < 3 ? "others" : ["partly", "windy", "cloudy"][i % 3]} size=${size} /></g>`);
  },
};

// Fog lies in long soft bands over the hills.
function fog({ x, wide }) {
  const sway = wide / 4;
  const d = steps(5).map((i) => `M${(x + sway * (0.35 + (i % 2) * 0.5)).toFixed(0)} ${286 + i * 46}q${sway / 2}-9 ${sway} 0t${sway} 0t${sway * (i % 3 ? 0.9 : 0.4)} 0`).join("");
  return html`<path key=${x} class="mist" d=${d} />`;
}

// Before the hills, and behind the quilted one.
const BEFORE = { foggy: fog, rainy: rain, stormy: rain };

// Where each weather has its place: as wide as its share, but never too narrow to be seen.
function zones(list) {
  const least = Math.min(NARROWEST, WIDE / list.length);
  const room = WIDE - least * list.length;
  let x = 0;
  return list.map((share) => {
    const wide = least + room * share.part;
    x += wide;
    return Object.assign({ x: x - wide, wide, middle: x - wide / 2 }, share);
  });
}

function Hills({ before }) {
  const tiles = steps(60).map((i) => ({ i, x: (i % 20) * TILE, y: 440 + Math.floor(i / 20) * TILE, cloth: CLOTHS[(i * 3 + Math.floor(i / 20) * 2) % CLOTHS.length] }));
  return html`<path class="hill back" d=${BACK} /><path class="hill hem" transform="translate(0 16)" d=${BACK} /><path class="hill middle" d=${MIDDLE} /><path class="hill hem" transform="translate(0 16)" d=${MIDDLE} />${before}
    <g clip-path="url(#sky-front)">${tiles.map(({ i, x, y, cloth }) => html`<use key=${i} class=${cloth[0]} href=${"#p-" + cloth[1]} x=${x} y=${y} width=${TILE} height=${TILE} />`)}
      <path class="hill light" d="M0 520h1600M0 600h1600M80 440v200M240 440v200M400 440v200M560 440v200M720 440v200M880 440v200M1040 440v200M1200 440v200M1360 440v200M1520 440v200" /></g>
    <path class="hill hem near" d=${FRONT} />`;
}

function Land({ label, tones, before, children }) {
  return html`<svg class="sky" viewBox=${`0 0 ${WIDE} ${HIGH}`} role="img" aria-label=${label}>
    <defs>
      <linearGradient id="sky-across">${tones.map(([at, tone]) => html`<stop key=${at} offset=${at} stop-color=${tone} />`)}</linearGradient>
      <linearGradient id="sky-down" x2="0" y2="1"><stop offset=".25" stop-color="#fff3da" stop-opacity="0" /><stop offset=".72" stop-color="#fff3da" stop-opacity=".85" /></linearGradient>
      <radialGradient id="sky-glow"><stop stop-color="#ffe7ab" stop-opacity=".95" /><stop offset="1" stop-color="#ffe7ab" stop-opacity="0" /></radialGradient>
      <clipPath id="sky-whole"><rect width=${WIDE} height=${HIGH} rx="22" /></clipPath><clipPath id="sky-front"><path d=${FRONT} /></clipPath>
    </defs>
    <g clip-path="url(#sky-whole)"><rect width=${WIDE} height=${HIGH} fill="url(#sky-across)" /><rect width=${WIDE} height=${HIGH} fill="url(#sky-down)" />
      <g class="weathers">${children}</g><${Hills} before=${before} /></g>
    <rect class="sky-binding" x="6" y="6" width=${WIDE - 12} height=${HIGH - 12} rx="18" /><rect class="sky-stitch" x="6" y="6" width=${WIDE - 12} height=${HIGH - 12} rx="18" />
  </svg>`;
}

// Feelings in words: labels of cloth in the sky, larger for more.
function Labels({ list }) {
  let size = 1;
  let rows;
  const laid = () => {
    rows = [];
    list.slice().sort((a, b) => (a.key === "others") - (b.key === "others") || b.many - a.many).forEach((share) => {
      const letter = size * between(30, 34 + 90 * Math.sqrt(share.part), 92);
      const label = { share, letter, wide: letter * (0.58 * (share.name.length + String(share.many).length + 1) + 1.1), high: letter * 1.7 };
      const row = rows[rows.length - 1];
      if (row && row.wide + label.wide + 24 <= 1470) {
        row.labels.push(label);
        row.wide += label.wide + 24;
        row.high = Math.max(row.high, label.high);
      } else rows.push({ labels: [label], wide: label.wide, high: label.high });
    });
    return rows.reduce((sum, row) => sum + row.high + 18, -18);
  };
  let high = laid();
  while (high > 370 && size > 0.4) {
    size -= 0.06;
    high = laid();
  }
  let y = 222 - high / 2;
  return rows.map((row) => {
    let x = (WIDE - row.wide) / 2;
    const line = y + row.high / 2;
    y += row.high + 18;
    return row.labels.map(({ share, letter, wide, high: tall }) => {
      x += wide + 24;
      return html`<g key=${share.key} transform=${`translate(${x - wide / 2 - 24} ${line})`}><rect class="label-cloth" x=${-wide / 2} y=${-tall / 2} width=${wide} height=${tall} rx=${tall / 2} />
        <text class="label-word" font-size=${letter} dy=".33em">${share.name}<tspan class="label-many" dx=".35em">${share.many}</tspan></text></g>`;
    });
  });
}

// Numbers: a thread from 0 to 10 with the group's average as a bead on it, and how many were low, in the middle, high.
function Thread({ list, middle }) {
  const at = (value) => 180 + value * 124;
  let x = 180;
  return html`<g class="thread-line"><path d="M180 150H1420" />${steps(11).map((n) => html`<g key=${n}><path d=${`M${at(n)} 132v36`} /><text x=${at(n)} y="212">${n}</text></g>`)}</g>
    ${middle !== undefined && sun(at(middle), 150, 0.46)}
    ${list.map(({ key, name, many, part }) => {
      const wide = 190 + (1240 - 190 * list.length) * part;
      x += wide;
      return html`<g key=${key} class=${"band " + key}><rect x=${x - wide + 5} y="252" width=${wide - 10} height="104" rx="10" /><rect class="band-stitch" x=${x - wide + 13} y="260" width=${wide - 26} height="88" rx="6" />
        <text x=${x - wide / 2} y="321">${name}<tspan class="label-many" dx=".6em">${many}</tspan></text></g>`;
    })}`;
}

// The picture of a round: an empty sky until it is uncovered.
export function Sky({ round, boot }) {
  const dawn = [[0, DAWN], [1, "#e3d9c6"]];
  if (!round.shown || !round.shown.counts) return html`<${Land} label=${t("A quiet sky over quilted hills")} tones=${dawn} />`;
  const list = shares(round, boot);
  const label = t("The group's weather: {said}", { said: list.map(({ name, many }) => `${name} ${many}`).join(", ") });
  if (round.scale === "words") return html`<${Land} label=${label} tones=${dawn}><${Labels} list=${list} /><//>`;
  if (round.scale === "number") return html`<${Land} label=${label} tones=${dawn}><${Thread} list=${list} middle=${round.shown.middle} /><//>`;
  const placed = zones(list);
  const tones = placed.map((z) => [z.middle / WIDE, TONES[z.key]]);
  return html`<${Land} label=${label} tones=${tones} before=${placed.filter((z) => BEFORE[z.key]).map((z) => BEFORE[z.key](z))}>
    ${placed.map((z) => html`<g key=${z.key}>${BEHIND[z.key](z)}</g>`)}<//>`;
}
