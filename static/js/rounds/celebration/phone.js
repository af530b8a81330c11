// Celebration on a phone: name a win, however small; celebrate the others'.
import { Ask } from "../../parts/ask.js";
import { MyWords } from "../../parts/belongings.js";
import { Cards, Named } from "../../parts/cards.js";
import { html, useState } from "../../parts/html.js";
import { asking, tell } from "../../parts/saying.js";
import { t } from "../../parts/t.js";
import { TextField, useDraft } from "../../parts/typing.js";
import { Bunting, Glow, newestFirst, Rosette } from "./bunting.js";

function Write({ live }) {
  const [text, set] = useDraft(`${live.own.seat}:win`);
  const [named, setNamed] = useState(true);
  const send = () =>
    asking(live, "celebration.name", { text, named }).then((ok) => {
      if (!ok) return;
      set("");
      tell(named ? t("Your win is up.") : t("Your win waits, and goes up together with others."));
    });
  return html`<section class="card stack">
    <${TextField} id="win-text" label=${t("A win, however small")} value=${text} onInput=${set} limit=${280} rows=${3} />
    <${Named} named=${named} set=${setNamed} />
    ${!named && html`<p class="small soft">${t("Without your handle it waits, and goes up together with others.")}</p>`}
    <button class="main wide" disabled=${!text.trim()} onClick=${send}>${t("Put it up")}</button>
  </section>`;
}

export default function CelebrationPhone({ live, boot, round, mine }) {
  const cheered = mine.cheered || [];
  const cheer = (item, win) => html`<div class="row apart"><${Glow} lights=${win.lights} />
    ${mine.can.includes("celebration.cheer") && html`<${Ask} live=${live} kind="celebration.cheer" fields=${{ item, on: !cheered.includes(item) }} class="chip cheer" aria-pressed=${cheered.includes(item) ? "true" : "false"}><${Rosette} fresh=${cheered.includes(item)} /> ${t("Celebrate")}<//>`}</div>`;
  return html`
    <${Bunting} />
    <h1 class="prompt"><bdi dir="auto">${round.prompt || t("Celebration")}</bdi></h1>
    ${mine.can.includes("celebration.name") && html`<${Write} live=${live} />`}
    <div class="wins"><${Cards} pieces=${newestFirst(round.cards)} seats=${live.view.seats} label=${t("Wins")} after=${cheer} /></div>
    ${round.more && html`<p class="soft center">${t("And {n} more.", { n: round.more })}</p>`}
    ${Object.keys(live.own.mine).length > 0 && html`<details class="card"><summary><b>${t("What you wrote")}</b></summary><${MyWords} live=${live} boot=${boot} /></details>`}
  `;
}
