// Icebreaker for the facilitator: how many have answered, and turning everything over at once. Nobody's answer before that.
import { Ask } from "../../parts/ask.js";
import { Cards } from "../../parts/cards.js";
import { html } from "../../parts/html.js";
import { t, tn } from "../../parts/t.js";
import { FaceDown, Ribbon } from "./table.js";

function Words({ live, round }) {
  const laid = Object.keys(round.cards).length > 0;
  return html`
    ${!round.uncovered && !round.over && html`<${FaceDown} />`}
    <p>${tn("{n} person has answered.", "{n} people have answered.", round.answered)}</p>
    ${!round.over && !round.uncovered && html`<${Ask} live=${live} kind="icebreaker.uncover" class="main wide" disabled=${!round.waiting}>${t("Uncover the answers")}<//>`}
    ${!round.over && round.uncovered && round.waiting > 0 && html`<${Ask} live=${live} kind="icebreaker.uncover" class="wide">${t("Uncover the new ones")}<//>
      ${round.waiting === 1 && html`<p class="small soft">${t("When several show together, none can be told by its moment.")}</p>`}`}
    ${laid && html`<div class="turned"><${Cards} pieces=${round.cards} seats=${live.view.seats} label=${t("Turned over")} /></div>`}
    ${round.more && html`<p class="soft">${t("And {n} more.", { n: round.more })}</p>`}`;
}

function Taps({ live, boot, round }) {
  if (round.uncovered) return html`<${Ribbon} round=${round} boot=${boot} />`;
  return html`<${Ribbon} round=${round} boot=${boot} />
    <p>${tn("{n} person has answered.", "{n} people have answered.", round.answered)}</p>
    ${!round.over && html`${round.answered < round.least && html`<p class="small soft">${t("Numbers show only when at least {n} have answered. They can be uncovered once.", { n: round.least })}</p>`}
      <${Ask} live=${live} kind="icebreaker.uncover" class="main wide" disabled=${!round.answered}>${t("Uncover the answers")}<//>`}`;
}

export default function IcebreakerConsole({ live, boot, round }) {
  const Way = round.answer === "tap" ? Taps : Words;
  return html`<${Way} live=${live} boot=${boot} round=${round} />`;
}

export function Settings({ boot, settings, set }) {
  const answer = settings.answer || "words";
  const pairs = boot.kinds.icebreaker.pairs;
  return html`
    <fieldset class="stack"><legend class="label">${t("How people answer")}</legend>${[["words", t("A short answer")], ["tap", t("One tap")]].map(
      ([value, name]) => html`<label key=${value} class="choice"><input type="radio" name="answer" checked=${answer === value} onChange=${() => set({ answer: value })} /><span>${name}</span></label>`,
    )}</fieldset>
    ${answer === "tap" && html`
      <div class="field"><label for="pair">${t("Between what")}</label><select id="pair" value=${settings.pair || "mountains_sea"} onChange=${(e) => set({ pair: e.target.value })}>
        ${Object.keys(pairs).map((key) => html`<option key=${key} value=${key}>${pairs[key].map(([, name]) => name).join(" · ")}</option>`)}</select></div>
      <div class="field"><label for="least">${t("Show numbers only when at least so many have answered")}</label><select id="least" value=${String(settings.least || 5)} onChange=${(e) => set({ least: Number(e.target.value) })}>
        ${[3, 4, 5, 6, 8, 10, 15, 20, 30].map((n) => html`<option key=${n} value=${String(n)}>${n}</option>`)}</select></div>`}
  `;
}
