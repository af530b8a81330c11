// Side by side on a phone: the prompt, and leave to put the phone down.
import { MyWords } from "../../parts/belongings.js";
import { Cards, Named } from "../../parts/cards.js";
import { html, useState } from "../../parts/html.js";
import { asking, tell } from "../../parts/saying.js";
import { t } from "../../parts/t.js";
import { TextField, useDraft } from "../../parts/typing.js";
import { Threads } from "./threads.js";

function ShareLine({ live }) {
  const [text, set] = useDraft(`${live.own.seat}:line`);
  const [named, setNamed] = useState(true);
  const [begun] = useState(Boolean(text));
  const send = () =>
    asking(live, "side_by_side.share", { text, named }).then((ok) => {
      if (!ok) return;
      set("");
      tell(named ? t("Shared.") : t("It is shown later, together with others."));
    });
  return html`<details class="card" open=${begun}><summary>${t("Share a line, if you like")}</summary><div class="stack">
    <${TextField} id="line" label=${t("What you made or did")} value=${text} onInput=${set} limit=${280} rows=${2} />
    <${Named} named=${named} set=${setNamed} />
    <button class="wide" disabled=${!text.trim()} onClick=${send}>${t("Share it")}</button></div></details>`;
}

export default function SideBySidePhone({ live, round, mine, boot }) {
  return html`
    ${round.prompt && html`<h1 class="prompt beside"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    <${Threads} />
    ${!round.over && html`<p class="soft center">${t("You need do nothing here. Put the phone down if you like.")}</p>`}
    ${mine.can.includes("side_by_side.share") && html`<${ShareLine} live=${live} />`}
    <${Cards} pieces=${round.cards} seats=${live.view.seats} label=${t("Shared with everyone")} />
    ${Object.keys(live.own.mine).length > 0 && html`<details class="card"><summary>${t("What you wrote")}</summary><${MyWords} live=${live} boot=${boot} /></details>`}
  `;
}
