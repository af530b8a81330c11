// A field that remembers what was typed until it has been taken, and shows when it is getting long.
import { html, useState } from "./html.js";
import { read, write } from "./keeping.js";
import { t } from "./t.js";

const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

export function length(text) {
  return segmenter ? Array.from(segmenter.segment(text)).length : Array.from(text).length;
}

// `draft`: the name it is remembered by.
export function useDraft(draft) {
  const redraw = useState(0)[1];
  return [
    read(draft) || "",
    (typed) => {
      write(draft, typed);
      redraw((n) => n + 1);
    },
  ];
}

export function TextField({ id, label, hint, value, onInput, limit, rows }) {
  const used = length(value);
  const near = used > limit * 0.8;
  const described = [hint && id + "-hint", near && id + "-count"].filter(Boolean).join(" ") || null;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea id=${id} rows=${rows || 4} value=${value} aria-describedby=${described} aria-invalid=${used > limit ? "true" : null} dir="auto"
      onInput=${(event) => onInput(event.target.value)}></textarea>
    ${hint && html`<p class="small soft" id=${id + "-hint"}>${hint}</p>`}
    ${near && html`<p class=${"small " + (used > limit ? "wrong" : "soft")} id=${id + "-count"} role="status">
      ${t("{used} of {limit}", { used, limit })}</p>`}
  </div>`;
}
