// Choosing a handle and a patch.
import { html, useState } from "./html.js";
import { Patch } from "./patch.js";
import { t } from "./t.js";

function Swatches({ label, names, chosen, onChoose, draw }) {
  return html`<div class="swatches" role="radiogroup" aria-label=${label}>
    ${names.map(
      ([value, name]) => html`<button key=${value} class="swatch-button" role="radio" aria-checked=${chosen === value ? "true" : "false"}
        aria-label=${name} title=${name} onClick=${() => onChoose(value)}>${draw(value)}</button>`,
    )}
  </div>`;
}

// `done(look)` gets {handle, colour, pattern}.
export function LookForm({ looks, start, label, action, done }) {
  const [handle, setHandle] = useState(start.handle);
  const [colour, setColour] = useState(start.colour);
  const [pattern, setPattern] = useState(start.pattern);
  const send = (event) => {
    event.preventDefault();
    if (handle.trim()) done({ handle: handle.trim(), colour, pattern });
  };
  return html`<form class="stack" onSubmit=${send}>
    <div class="row">
      <${Patch} of=${{ colour, pattern }} size="large" />
      <div class="field grow"><label for="look-handle">${label}</label>
        <input id="look-handle" type="text" value=${handle} maxlength="120" autocomplete="off" required onInput=${(e) => setHandle(e.target.value)} /></div>
    </div>
    <${Swatches} label=${t("Colour")} names=${looks.colours} chosen=${colour} onChoose=${setColour}
      draw=${(name) => html`<span class=${"swatch " + name}></span>`} />
    <${Swatches} label=${t("Pattern")} names=${looks.patterns} chosen=${pattern} onChoose=${setPattern}
      draw=${(name) => html`<${Patch} of=${{ colour: "slate", pattern: name }} size="fill" />`} />
    <button class="main wide" type="submit">${action}</button>
  </form>`;
}

export function someLook(looks) {
  const any = (list) => list[Math.floor(Math.random() * list.length)][0];
  return { handle: "", colour: any(looks.colours), pattern: any(looks.patterns) };
}
