// What people shared, as cards of paper: on phones, on the console, on the big screen.
import { html } from "./html.js";
import { Patch } from "./patch.js";
import { t } from "./t.js";

// `pieces`: item -> {text, by?}; `after`: what stands below one card, given its item and piece.
export function Cards({ pieces, seats, label, after }) {
  const items = Object.keys(pieces || {});
  if (!items.length) return null;
  return html`<ul class="papers" aria-label=${label} aria-live="polite">${items.map((item) => {
    const piece = pieces[item];
    const by = piece.by && seats[piece.by];
    return html`<li key=${item} class="card stack paper">
      ${piece.text && html`<p class="words"><bdi dir="auto">${piece.text}</bdi></p>`}
      ${by && by.handle && html`<p class="small soft row tight"><${Patch} of=${by} /><bdi dir="auto">${by.handle}</bdi></p>`}
      ${after && after(item, piece)}</li>`;
  })}</ul>`;
}

// «With my handle» or not: the one choice that goes with everything shared.
export function Named({ named, set }) {
  return html`<label class="choice"><input type="checkbox" checked=${named} onChange=${(e) => set(e.target.checked)} /><span>${t("With my handle")}</span></label>`;
}
