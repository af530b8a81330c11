// Side by side on the big screen: the prompt, quietly, and the few lines that were let through.
import { Cards } from "../../parts/cards.js";
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { Threads } from "./threads.js";

export default function SideBySideScreen({ live, round }) {
  const full = Object.keys(round.cards).length > 4;
  return html`<div class=${"side-screen" + (full ? " full" : "")}>
    <div class="side-prompt">${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}${!full && html`<${Threads} />`}</div>
    <${Cards} pieces=${round.cards} seats=${live.view.seats} label=${t("Shared with everyone")} />
  </div>`;
}
