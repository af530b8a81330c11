// Bunting and rosettes, sewn from the same cloths as the patches. Shared by the screens of this round.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";

const CLOTHS = [
  ["madder", "dots"], ["ochre", "stripes"], ["teal", "waves"], ["rose", "gingham"], ["indigo", "star"],
  ["sage", "chevron"], ["clay", "crosses"], ["plum", "leaves"], ["moss", "pinwheel"],
];

// A string of flags. How many is a matter of width, never of people.
export function Bunting({ flags }) {
  const n = flags || 9;
  const width = n * 60 + 20;
  const sag = (x) => 8 + 22 * (1 - ((2 * x) / width - 1) ** 2);
  return html`<svg class="bunting" viewBox=${`0 0 ${width} 92`} aria-hidden="true">
    <defs><clipPath id="flag"><path d="M0 0H50L25 56Z" /></clipPath></defs>
    ${Array.from({ length: n }, (_, i) => {
      const x = 15 + i * 60;
      const turn = (Math.atan2(sag(x + 50) - sag(x), 50) * 180) / Math.PI;
      const [colour, pattern] = CLOTHS[i % CLOTHS.length];
      return html`<g key=${i} class=${colour} transform=${`translate(${x} ${sag(x)}) rotate(${turn})`}>
        <use href=${"#p-" + pattern} width="58" height="58" x="-4" clip-path="url(#flag)" /><path class="flag-thread" d="M5 3H45L25 48Z" /></g>`;
    })}
    <path class="bunting-string" d=${`M0 8Q${width / 2} 52 ${width} 8`} />
  </svg>`;
}

const RAYS = Array.from({ length: 12 }, (_, i) => i * 30);

// A rosette of folded ribbon; the newest one has threads bursting from it, which stand still where motion is not wanted.
export function Rosette({ fresh }) {
  return html`<svg class=${"rosette" + (fresh ? " fresh" : "")} viewBox="-60 -60 120 120" aria-hidden="true">
    ${fresh && html`<g class="rays">${RAYS.map((turn) => html`<path key=${turn} d=${turn % 60 ? "M0 -38V-48" : "M0 -38V-56"} transform=${`rotate(${turn})`} />`)}</g>`}
    <path class="tails" d="M-14 16 -22 54 -10 46 -2 56 0 20ZM14 16 22 54 10 46 2 56 0 20Z" />
    <g class="folds">${RAYS.map((turn) => html`<circle key=${turn} cx="0" cy="-21" r="8.5" transform=${`rotate(${turn})`} />`)}<circle r="21" /></g>
    <circle class="heart" r="14" /><circle class="heart-thread" r="10.5" />
  </svg>`;
}

// A few lights, never a number.
export function Glow({ lights }) {
  if (!lights) return null;
  return html`<span class="glows" role="img" aria-label=${t("The room celebrates this")}>${Array.from({ length: lights }, (_, i) => html`<span key=${i} class="glow"></span>`)}</span>`;
}

// The newest on top.
export function newestFirst(cards) {
  return Object.keys(cards).reverse().reduce((turned, item) => Object.assign(turned, { [item]: cards[item] }), {});
}
