// A pause for the facilitator: the same quiet picture, and more time. It ends when the facilitator goes on.
import { Ask } from "../../parts/ask.js";
import { html } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";
import { clock, Rest } from "./rest.js";

export default function PauseConsole({ live, round }) {
  return html`<${Rest} live=${live} round=${round} />
    ${!round.over && html`<p class="small soft center">${t("Meant to last until {time}. Nothing ends by itself.", { time: clock(round.until) })}</p>
      <div class="row two">${[1, 2, 5].map((minutes) => html`<${Ask} key=${minutes} live=${live} kind="pause.more" fields=${{ minutes }}>${tn("One more minute", "{n} more minutes", minutes)}<//>`)}</div>`}`;
}

const ways = () => [["breathe", t("Breathing together"), t("A slow circle, on every screen at once.")], ["break", t("A break"), t("Every screen says when we come back.")]];

export function Settings({ settings, set }) {
  const how = settings.how || "breathe";
  return html`
    <fieldset class="stack"><legend class="label">${t("What kind of pause")}</legend>${ways().map(
      ([value, name, says]) => html`<label key=${value} class="choice"><input type="radio" name="how" checked=${how === value} onChange=${() => set({ how: value })} /><span><b>${name}</b><br /><span class="small soft">${says}</span></span></label>`,
    )}</fieldset>
    <div class="field"><label for="pause-minutes">${t("How many minutes until we go on")}</label><select id="pause-minutes" value=${String(settings.minutes || 3)} onChange=${(e) => set({ minutes: Number(e.target.value) })}>
      ${[1, 2, 3, 5, 7, 10, 15, 20, 30].map((n) => html`<option key=${n} value=${String(n)}>${n}</option>`)}</select></div>
  `;
}
