// Side by side for the facilitator: until when, and lines that wait to be laid out.
import { Ask } from "../../parts/ask.js";
import { html } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";

const clock = (at, lang) => new Date(at).toLocaleTimeString(lang, { hour: "numeric", minute: "2-digit" });

export default function SideBySideConsole({ live, boot, round }) {
  if (round.over) return html`<p class="soft">${t("Lines that people shared stand below, with the other words.")}</p>`;
  return html`
    ${round.until && html`<p>${t("Until about {time}. Only you see this.", { time: clock(round.until, boot.lang) })}</p>`}
    <p class="small soft">${t("Nobody is asked for anything. Lines that people share stand below, with the other words.")}</p>
    ${round.waiting > 0 && html`<div class="note stack"><p>${tn("{n} line without a handle waits.", "{n} lines without a handle wait.", round.waiting)}</p>
      <${Ask} live=${live} kind="side_by_side.lay_out">${t("Lay out what waits")}<//></div>`}
  `;
}

export function Settings({ settings, set }) {
  return html`<div class="field"><label for="until">${t("How long it goes, shown to nobody but you")}</label><select id="until" value=${String(settings.minutes || 0)} onChange=${(e) => set({ minutes: Number(e.target.value) })}>
    ${[0, 5, 10, 15, 20, 30, 45, 60].map((n) => html`<option key=${n} value=${String(n)}>${n ? tn("{n} minute", "{n} minutes", n) : t("As long as it takes")}</option>`)}</select></div>`;
}
