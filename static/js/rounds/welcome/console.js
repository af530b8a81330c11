// Welcome for the facilitator: the agreements to read out, what is added for today, and how many can live with them.
import { html, useState } from "../../parts/html.js";
import { FromPage, isThere } from "../../parts/page.js";
import { Quilt } from "../../parts/quilt.js";
import { asking } from "../../parts/saying.js";
import { t, tn } from "../../parts/t.js";
import { TextField } from "../../parts/typing.js";

function Today({ live, round }) {
  const [text, setText] = useState(round.prompt);
  const save = () => asking(live, "round.change", { round: round.id, prompt: text.trim() || null });
  return html`<details><summary>${t("Change what is added for today")}</summary><div class="stack">
    <${TextField} id="for-today" label=${t("For today")} value=${text} onInput=${setText} limit=${400} rows=${2} hint=${t("For this session only. What should last is changed on the group's page.")} />
    <button disabled=${text.trim() === round.prompt} onClick=${save}>${t("Show it to everyone")}</button></div></details>`;
}

export default function WelcomeConsole({ live, boot, round }) {
  const view = live.view;
  return html`
    ${isThere("agreements") && html`<section class="stack"><h2 class="lesser">${t("What we agreed on")}</h2><${FromPage} id="agreements" as="ul" /></section>`}
    ${!round.over && html`<${Today} key=${round.prompt} live=${live} round=${round} />`}
    <p class="many" role="status"><b>${tn("{n} person can live with these.", "{n} people can live with these.", round.accepted)}</b></p>
    <p class="small soft">${t("Nobody sees who, you included. People without a phone can say it out loud.")}</p>
    <${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${2} />
  `;
}

export function Settings({ settings, set }) {
  return html`<label class="choice"><input type="checkbox" checked=${settings.ruler !== false} onChange=${(e) => set({ ruler: e.target.checked })} />
    <span>${t("Ask how sure people feel, from 0 to 10. Asked again at the closing, it shows the group's change.")}</span></label>`;
}
