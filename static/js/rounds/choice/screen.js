// Group choice on the big screen: the options, quietly; the result once the choice is closed. Never a count on its way.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { Result } from "./result.js";

export default function ChoiceScreen({ round }) {
  const many = round.options.length;
  return html`<div class=${"choice-screen" + (round.result && round.result.counts ? " counted" : "")}>
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${round.result ? html`<${Result} round=${round} />`
      : html`<ul class=${"offered" + (many > 6 ? " many" : many > 4 ? " some" : "")}>${round.options.map((words, i) => html`<li key=${i} class="card stitched serif"><bdi dir="auto">${words}</bdi></li>`)}</ul>`}
    ${!round.result && !round.over && round.options.length > 0 && html`<p class="soft center">${t("Choose on your phone. Nobody sees what you choose.")}</p>`}
  </div>`;
}
