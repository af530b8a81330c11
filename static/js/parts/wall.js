// Cards on the big screen: lying about like paper on a table, in columns once there are many, as large as they all fit.
// Nobody scrolls a wall, so what does not fit even when small is left to the phones.
import { html, useLayoutEffect, useRef, useState } from "./html.js";
import { Patch } from "./patch.js";
import { t } from "./t.js";

const SIZES = [2, 1.7, 1.45, 1.25, 1.1, 0.95, 0.85, 0.76];
const MANY = 1;
const ROW = 4;

// Cards of different heights one below the other, without holes: each takes as many thin rows as it is high.
function lay(wall, cards, many) {
  wall.classList.toggle("many", many);
  cards.forEach((card) => (card.style.gridRowEnd = ""));
  const rows = cards.map((card) => Math.ceil((card.offsetHeight + ROW * 4) / ROW));
  if (many) cards.forEach((card, i) => (card.style.gridRowEnd = `span ${rows[i]}`));
}

// Gives how many cards had to be left out.
function fit(wall) {
  const cards = Array.from(wall.children);
  const fits = () => wall.scrollHeight <= wall.clientHeight + 1 && wall.scrollWidth <= wall.clientWidth + 1;
  cards.forEach((card) => (card.hidden = false));
  SIZES.some((size) => {
    wall.style.fontSize = size + "em";
    return (size < MANY ? [true] : [false, true]).some((many) => {
      lay(wall, cards, many);
      return fits();
    });
  });
  let out = 0;
  while (out < cards.length - 1 && !fits()) {
    out += 1;
    cards[cards.length - out].hidden = true;
  }
  return out;
}

// `pieces`: item -> {text, by?}, the newest first; `after`: what stands at the foot of one card, given its item and piece.
export function Wall({ pieces, seats, label, after }) {
  const wall = useRef();
  const [out, setOut] = useState(0);
  useLayoutEffect(() => {
    const again = () => setOut(fit(wall.current));
    again();
    addEventListener("resize", again);
    return () => removeEventListener("resize", again);
  });
  const items = Object.keys(pieces).reverse();
  return html`<div class="wall-place"><ul class="wall" ref=${wall} aria-label=${label} aria-live="polite">${items.map((item) => {
    const { text, by } = pieces[item];
    const seat = by && seats[by];
    return html`<li key=${item} class="card paper"><p class="serif words"><bdi dir="auto">${text}</bdi></p>
      <div class="foot">${seat && seat.handle && html`<p class="from soft"><${Patch} of=${seat} /> <bdi dir="auto">${seat.handle}</bdi></p>`}
      ${after && after(item, pieces[item])}</div></li>`;
  })}</ul>
  ${out > 0 && html`<p class="soft center">${t("There are more on your phones.")}</p>`}</div>`;
}
