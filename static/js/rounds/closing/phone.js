// Closing on a phone: a word to leave with, the ruler once more, and what goes home.
import { Patchwork } from "../../parts/around.js";
import { Ask } from "../../parts/ask.js";
import { Cards, Named } from "../../parts/cards.js";
import { StayInTouch } from "../../parts/closing.js";
import { html, useState } from "../../parts/html.js";
import { FromPage } from "../../parts/page.js";
import { GroupRuler, MyRuler } from "../../parts/ruler.js";
import { asking } from "../../parts/saying.js";
import { t, tn } from "../../parts/t.js";
import { TakeHome } from "../../parts/take-home.js";
import { length, useDraft } from "../../parts/typing.js";

const LIMIT = 40;

function Giving({ live }) {
  const [text, setText] = useDraft(`${live.own.seat}:word`);
  const [named, setNamed] = useState(false);
  const used = length(text.trim());
  const give = (event) => {
    event.preventDefault();
    if (used && used <= LIMIT) asking(live, "closing.word", { text: text.trim(), named }).then((ok) => ok && setText(""));
  };
  return html`<form class="card stack" onSubmit=${give}>
    <div class="field"><label for="one-word">${t("One word, or a very few")}</label>
      <input id="one-word" type="text" dir="auto" autocomplete="off" enterkeyhint="send" value=${text} aria-describedby="one-word-hint" onInput=${(e) => setText(e.target.value)} />
      <p class=${"small " + (used > LIMIT ? "wrong" : "soft")} id="one-word-hint" role="status">${used > LIMIT ? t("{used} of {limit}", { used, limit: LIMIT }) : t("It waits, and shows together with everyone's. No word is fine too.")}</p></div>
    <${Named} named=${named} set=${setNamed} />
    <button class="main wide" type="submit" disabled=${!used || used > LIMIT}>${t("Leave it here")}</button>
  </form>`;
}

function MyWord({ live, item }) {
  const piece = live.own.mine[item];
  if (!piece) return null;
  return html`<section class="card stack center"><p class="small soft">${piece.waiting ? t("Your word waits for the others.") : t("Your word")}</p>
    <p class="serif one-word"><bdi dir="auto">${piece.text}</bdi></p>
    <${Ask} live=${live} kind="words.take_back" fields=${{ item }} class="quiet">${t("Take it back")}<//></section>`;
}

function Words({ live, round }) {
  if (!Object.keys(round.cards).length) return null;
  return html`<section class="stack leaving"><h2 class="lesser">${t("What we leave with")}</h2>
    ${!live.view.large && html`<${Patchwork} live=${live} />`}<${Cards} pieces=${round.cards} seats=${live.view.seats} label=${t("What we leave with")} />
    ${round.more && html`<p class="small soft center">${tn("and {n} more", "and {n} more", round.more)}</p>`}</section>`;
}

// A facilitator's own seat needs no credit, and is given none.
export default function ClosingPhone({ live, round, mine, boot, credit }) {
  return html`
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${mine.can.includes("closing.word") && html`<${Giving} live=${live} />`}
    ${mine.word && html`<${MyWord} live=${live} item=${mine.word} />`}
    <${Words} live=${live} round=${round} />
    <${GroupRuler} ruler=${live.view.ruler} />
    ${round.ruler && !round.over && html`<${MyRuler} live=${live} when="end" />`}
    <${TakeHome} live=${live} boot=${boot} />
    ${credit && credit("card")}
    <${StayInTouch} />
    <details class="card"><summary><b>${t("Help now")}</b></summary><${FromPage} id="help" /></details>
  `;
}
