// Group choice on a phone: press what I would like; see what the group chose.
import { Ask } from "../../parts/ask.js";
import { html, useEffect, useState } from "../../parts/html.js";
import { asking } from "../../parts/saying.js";
import { t } from "../../parts/t.js";
import { Picking } from "./picking.js";
import { Result } from "./result.js";

// What was pressed shows at once, and what is so as soon as the view says it; a refusal puts it back.
function Voting({ live, round, mine }) {
  const said = mine.picks || [];
  const [wish, setWish] = useState(null);
  useEffect(() => {
    if (wish && wish.join() === said.join()) setWish(null);
  }, [wish, said.join()]);
  const set = (picks) => {
    setWish(picks);
    const sent = picks.length ? asking(live, "choice.vote", { picks, wording: round.wording }) : asking(live, "choice.withdraw");
    sent.then((ok) => ok || setWish(null));
  };
  return html`<${Picking} round=${round} picks=${wish || said} set=${set} />
    <p class="small soft center">${t("Nobody sees what you choose. You can change it until the choice is closed.")}</p>
    ${mine.can.includes("choice.withdraw") && html`<${Ask} live=${live} kind="choice.withdraw" class="quiet">${t("Take mine away")}<//>`}`;
}

export default function ChoicePhone({ live, round, mine }) {
  return html`
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${round.result && html`<${Result} round=${round} />`}
    ${mine.can.includes("choice.vote") && html`<${Voting} key=${round.wording} live=${live} round=${round} mine=${mine} />`}
    ${!round.options.length && !round.over && html`<p class="soft center">${t("What there is to choose from comes in a moment.")}</p>`}
  `;
}
