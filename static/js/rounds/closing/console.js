// Closing for the facilitator: how many words wait, uncovering them, and the group's change, once.
import { Ask } from "../../parts/ask.js";
import { Cards } from "../../parts/cards.js";
import { html, useState } from "../../parts/html.js";
import { Quilt } from "../../parts/quilt.js";
import { GroupRuler } from "../../parts/ruler.js";
import { t, tn } from "../../parts/t.js";

function Change({ live }) {
  const [sure, setSure] = useState(false);
  if (live.view.ruler) return html`<${GroupRuler} ruler=${live.view.ruler} />`;
  if (!sure) return html`<button onClick=${() => setSure(true)}>${t("Show the group's change")}</button>`;
  return html`<div class="note stack"><p>${t("Everyone sees where the group was at the start and is now, if at least five have answered. It is shown once; after that nobody can move theirs.")}</p>
    <div class="row"><${Ask} live=${live} kind="ruler.show" class="main">${t("Show it now")}<//><button class="quiet" onClick=${() => setSure(false)}>${t("Not yet")}</button></div></div>`;
}

export default function ClosingConsole({ live, boot, round }) {
  const view = live.view;
  return html`
    ${!round.over && (round.waiting > 0 || !Object.keys(round.cards).length) && html`<p role="status">${tn("{n} word waits.", "{n} words wait.", round.waiting)}</p>`}
    ${round.waiting > 0 && html`<${Ask} live=${live} kind="closing.uncover" class="main wide">${t("Show the words")}<//>
      <p class="small soft">${t("All at once, on every phone. The big screen shows those that you let through.")}</p>`}
    <div class="leaving"><${Cards} pieces=${round.cards} seats=${view.seats} label=${t("What we leave with")} /></div>
    ${round.more && html`<p class="small soft">${tn("and {n} more", "and {n} more", round.more)}</p>`}
    ${(round.ruler || view.ruler) && html`<${Change} live=${live} />`}
    <${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${2} />
  `;
}

export function Settings({ settings, set }) {
  return html`<label class="choice"><input type="checkbox" checked=${settings.ruler !== false} onChange=${(e) => set({ ruler: e.target.checked })} />
    <span>${t("Ask how sure people feel, from 0 to 10, and show the group's change since the start")}</span></label>`;
}
