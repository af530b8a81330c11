// Feelings check-in on the big screen: an empty sky and a quiet invitation; once it is uncovered, the group's weather.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { Sky } from "./sky.js";
import { InWords, shares, tooFew, Weather } from "./weather.js";

function Legend({ round, boot }) {
  return html`<ul class="stack shares">${shares(round, boot).map(
    ({ key, name, many }) => html`<li key=${key}><${Weather} of=${key} size=${64} /><span>${name}</span><b>${many}</b></li>`,
  )}</ul>`;
}

// What stands in the empty sky.
function said(round) {
  if (!round.shown) return round.over ? t("This check-in is over. Thank you.") : t("Answer on your phone, if you like. Nobody's own answer is shown.");
  return tooFew(round) ? t("Thank you. Too few have answered to show a picture of the group.") : "";
}

export default function CheckinScreen({ round, boot }) {
  const inTheSky = said(round);
  const seen = round.shown && !inTheSky;
  return html`<div class="whole">
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    <div class="cloth over-sky"><${Sky} round=${round} boot=${boot} />
      ${inTheSky && html`<p class="serif" role="status">${inTheSky}</p>`}</div>
    <div class="beside stack" aria-live="polite">${seen && html`${round.scale === "weather" && html`<${Legend} round=${round} boot=${boot} />`}<${InWords} round=${round} />`}</div>
  </div>`;
}
