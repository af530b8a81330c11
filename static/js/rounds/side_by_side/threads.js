// Two threads sewn side by side, each in its own way. Shared by the phone and the big screen.
import { html } from "../../parts/html.js";

export function Threads() {
  return html`<svg class="threads" viewBox="0 0 360 96" aria-hidden="true">
    <g class="one-thread"><path class="thread-run" d="M4 44C40 14 72 12 104 34s66 26 100 2 52-20 76-8" /><path class="needle" d="M276 26l56-10q6-1 6 1t-6 3l-56 9z" /><path class="needle-eye" d="M283 26.500l9-1.600" /></g>
    <g class="other-thread"><path class="thread-run" d="M4 70C44 44 76 46 108 64s62 22 94 2 40-14 60-4" /><path class="needle" d="M258 60l56-6q6 0 6 2t-6 3l-56 5z" /><path class="needle-eye" d="M265 61.500l9-1" /></g>
  </svg>`;
}
