// A patch: cloth and pattern, stitched round. Drawn from the symbols in the page.
import { html } from "./html.js";

export function Patch({ of, size }) {
  return html`<svg class=${"patch " + of.colour + (size ? " " + size : "")} viewBox="0 0 100 100" aria-hidden="true">
    <use href=${"#p-" + of.pattern} /><use href="#stitches" />
  </svg>`;
}

// A person as a patch and a handle. Somebody who left and took everything along has no handle any more.
export function Person({ seat, size, children }) {
  return html`<span class="person"><${Patch} of=${seat} size=${size} /><bdi dir="auto">${seat.handle}</bdi>${children}</span>`;
}

export function byPlace(seats) {
  return Object.keys(seats)
    .map((id) => Object.assign({ id }, seats[id]))
    .sort((a, b) => a.place - b.place);
}
