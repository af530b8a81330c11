// The confidence ruler: my own, for me; and the group's, once it is shown.
import { html, useState } from "./html.js";
import { asking } from "./saying.js";
import { t } from "./t.js";

// `when`: "start" or "end".
export function MyRuler({ live, when }) {
  const mine = live.own.ruler;
  const [moving, setMoving] = useState(null);
  if (!mine) return null;
  const set = mine[when];
  const value = moving === null ? set : moving;
  const send = (to) => asking(live, "ruler.set", { when, value: to }).then(() => setMoving(null));
  const chosen = value !== undefined && value !== null;
  return html`<section class="card stack ruler"><label for=${"ruler-" + when}><b>${t("How sure do you feel that you can manage what is ahead?")}</b></label>
    <input id=${"ruler-" + when} type="range" min="0" max="10" step="1" value=${chosen ? value : 5} class=${chosen ? "" : "untouched"}
      aria-valuetext=${chosen ? String(value) : t("not set")} onInput=${(e) => setMoving(Number(e.target.value))} onChange=${(e) => send(Number(e.target.value))} />
    <p class="row apart small soft"><span>0 · ${t("not at all")}</span><output for=${"ruler-" + when}>${chosen ? value : "–"}</output><span>${t("very")} · 10</span></p>
    <p class="small soft">${t("Nobody sees yours. The group's is shown once, when at least five have answered.")}</p>
    ${chosen && html`<button class="quiet" onClick=${() => send(null)}>${t("Take mine away")}</button>`}
  </section>`;
}

const at = (value) => 20 + value * 26;

function Mark({ value, above, says }) {
  return html`<g transform=${`translate(${at(value)} 50)`} class=${above ? "mark end" : "mark start"}>
    <path d=${above ? "M0 -6 L-9 -22 L9 -22 Z" : "M0 6 L-9 22 L9 22 Z"} /><text y=${above ? -28 : 38} text-anchor="middle">${says}</text></g>`;
}

// The group's, at the start and at the end: only once it has been shown, and only if enough have answered.
export function GroupRuler({ ruler }) {
  if (!ruler) return null;
  const { start, end } = ruler;
  if (start === undefined && end === undefined)
    return html`<p class="card center">${t("Thank you. Too few have answered to show a picture of the group.")}</p>`;
  const says = start !== undefined && end !== undefined ? t("The group: {start} at the start, {end} now, of 10.", { start, end })
    : t("The group: {value} of 10.", { value: end === undefined ? start : end });
  return html`<figure class="card stack ruler-group"><svg viewBox="0 0 300 100" role="img" aria-label=${says}>
      <line x1="20" x2="280" y1="50" y2="50" />${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => html`<line key=${n} x1=${at(n)} x2=${at(n)} y1="45" y2="55" />`)}
      ${start !== undefined && html`<${Mark} value=${start} says=${t("start")} />`}${end !== undefined && html`<${Mark} value=${end} above=${true} says=${t("now")} />`}</svg>
    <figcaption class="small soft center">${says}</figcaption></figure>`;
}
