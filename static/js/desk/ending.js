// The end, confirmed: how many came, as counted or as the facilitator says, and what is erased.
import { Ask } from "../parts/ask.js";
import { html, useState } from "../parts/html.js";
import { Sheet } from "../parts/sheet.js";
import { t, tn } from "../parts/t.js";
import { signHere, withoutPhone } from "./tablet.js";

const MOST = 5000;

// `came`: as typed, or null while the count stands.
function Came({ counted, came, set, fits }) {
  const now = came === null ? counted : Number(came);
  const step = (by) => set(String(Math.min(MOST, Math.max(Math.min(1, counted), (Number.isInteger(now) ? now : counted) + by))));
  return html`<div class="field"><label for="came">${t("How many came?")}</label>
    <div class="row came"><button type="button" onClick=${() => step(-1)} aria-label=${t("One fewer")}>−</button>
      <input id="came" type="number" inputmode="numeric" min=${Math.min(1, counted)} max=${MOST} step="1" value=${came === null ? counted : came}
        aria-describedby="came-hint" aria-invalid=${fits ? null : "true"} onInput=${(e) => set(e.target.value)} />
      <button type="button" onClick=${() => step(1)} aria-label=${t("One more")}>+</button></div>
    <p class=${"small " + (fits ? "soft" : "wrong")} id="came-hint" role="status">${fits ? tn("{n} was counted, with and without a phone, you not among them. If you counted otherwise, say so here.", "{n} were counted, with and without a phone, you not among them. If you counted otherwise, say so here.", counted) : t("Please write a number from 1 to {most}.", { most: MOST })}</p></div>`;
}

// A practice circle counts for no attendance, and nobody signs in it: whoever was there has a code for their hours.
function Credit({ live }) {
  const guests = withoutPhone(live.view);
  return html`<div class="note stack"><p>${t("Whoever would like credit should have signed by now. After the end it is on paper only.")}</p>
      ${guests.length > 0 && html`<button onClick=${() => signHere(live, guests)}>${t("Sign on this device, for people without a phone")}</button>`}</div>`;
}

const ERASED = {
  group: () => t("Everything that was written, every handle and the order of things is erased now, on every screen. What stays is how many came and for how long, the names left for credit, what people kept on their own phones, and the shout-outs that giver and receiver both let the group keep."),
  circle: () => t("Everything that was written, every handle and the order of things is erased now, on every screen. What stays is the day, the minutes and the agenda, what people kept on their own phones, and the shout-outs that giver and receiver both let the group keep. No list says who was there: each has a code on their phone for their own hours."),
};

export function Ending({ live, practice, onClose }) {
  const [came, set] = useState(null);
  const counted = live.view.heads;
  const n = came === null ? counted : Number(came);
  const fits = came === null || n === counted || (came.trim() !== "" && Number.isInteger(n) && n >= 1 && n <= MOST);
  return html`<${Sheet} title=${t("End the session?")} onClose=${onClose}>
    ${!practice && html`<${Came} counted=${counted} came=${came} set=${set} fits=${fits} /><${Credit} live=${live} />`}
    <p>${ERASED[practice ? "circle" : "group"]()}</p>
    <p class="small soft">${t("For your own look back, whoever may lead this session keeps minutes per round and how the time was shared: counts, without anybody in them.")}</p>
    ${fits ? html`<${Ask} live=${live} kind="meeting.close" fields=${n === counted ? {} : { heads: n }} then=${onClose} class="main wide">${t("End and erase")}<//>`
      : html`<button class="main wide" aria-disabled="true" onClick=${() => document.getElementById("came").focus()}>${t("End and erase")}</button>`}
    <button class="wide" onClick=${onClose}>${t("Not yet")}</button>
  <//>`;
}
