// Feelings check-in for the facilitator: how many have answered, never who or what; then the same picture as everyone.
import { Ask } from "../../parts/ask.js";
import { html, useState } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";
import { Sky } from "./sky.js";
import { InWords, shares, tooFew, Weather } from "./weather.js";

// It can be shown once. Too early is asked about; enough is one press.
function Uncover({ live, round }) {
  const [sure, setSure] = useState(false);
  const { answered, least } = round;
  const says = t("Show the group's weather");
  if (answered >= least) return html`<${Ask} live=${live} kind="checkin.uncover" class="main wide">${says}<//>`;
  if (!sure) return html`<button class="wide" disabled=${!answered} onClick=${() => setSure(true)}>${says}</button>`;
  return html`<div class="note stack"><p>${t("Fewer than {n} have answered. Everyone would see a thank-you and no picture, and it cannot be shown again.", { n: least })}</p>
    <div class="row"><button class="main" onClick=${() => setSure(false)}>${t("Wait a little")}</button>
      <${Ask} live=${live} kind="checkin.uncover">${t("Thank them now")}<//></div></div>`;
}

function Table({ round, boot }) {
  return html`<table class="counts"><thead class="unseen"><tr><th>${t("Answer")}</th><th>${t("How many")}</th></tr></thead>
    <tbody>${shares(round, boot).map(
      ({ key, name, many }) => html`<tr key=${key}><th scope="row">${round.scale === "weather" && html`<${Weather} of=${key} size=${28} />`}${name}</th><td>${many}</td></tr>`,
    )}</tbody></table>`;
}

export default function CheckinConsole({ live, boot, round }) {
  if (round.shown)
    return html`${!tooFew(round) && html`<${Sky} round=${round} boot=${boot} /><${Table} round=${round} boot=${boot} />`}<${InWords} round=${round} />`;
  if (round.over) return html`<p>${t("Nothing was shown, and nothing is kept.")}</p>`;
  return html`
    <p role="status"><b>${tn("{n} person has answered.", "{n} people have answered.", round.answered)}</b></p>
    <p class="small soft">${t("Nobody's own answer is shown, here or anywhere. The group's is shown once, when at least {n} have answered.", { n: round.least })}</p>
    <${Uncover} live=${live} round=${round} />
  `;
}

const scales = () => [["weather", t("A weather")], ["words", t("A feeling word")], ["number", t("A number from 0 to 10")]];

export function Settings({ settings, set }) {
  const scale = settings.scale || "weather";
  return html`
    <fieldset class="stack"><legend class="label">${t("People choose")}</legend>${scales().map(
      ([value, name]) => html`<label key=${value} class="choice"><input type="radio" name="scale" checked=${scale === value} onChange=${() => set({ scale: value })} /><span>${name}</span></label>`,
    )}</fieldset>
    <label class="choice"><input type="checkbox" checked=${Boolean(settings.strength)} onChange=${(e) => set({ strength: e.target.checked })} /><span>${t("Also ask how strong it is, 1 to 5")}</span></label>
    <div class="field"><label for="least">${t("Shown only when so many have answered")}</label><select id="least" value=${String(settings.least || 5)} onChange=${(e) => set({ least: Number(e.target.value) })}>
      ${[3, 4, 5, 6, 8, 10].map((n) => html`<option key=${n} value=${String(n)}>${n}</option>`)}</select></div>
  `;
}
