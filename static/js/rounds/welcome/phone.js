// Welcome on a phone: the agreements, my own yes to them, or a private word; and who we are, without names.
import { Patchwork } from "../../parts/around.js";
import { Ask } from "../../parts/ask.js";
import { html } from "../../parts/html.js";
import { MyRuler } from "../../parts/ruler.js";
import { t } from "../../parts/t.js";
import { Agreed } from "./agreed.js";

function AWord({ live }) {
  const sent = live.own.signal;
  if (!sent) return html`<${Ask} live=${live} kind="signal.send" fields=${{ what: "a_word_later" }} class="wide">${t("I would like a word with the facilitator")}<//>`;
  if (sent.what !== "a_word_later") return null;
  return html`<div class="note stack"><p role="status">${sent.seen ? t("Your facilitator knows that you would like a word.") : t("Sent. Your facilitator has not looked yet.")}</p>
    <${Ask} live=${live} kind="signal.withdraw" class="quiet">${t("Take it back")}<//></div>`;
}

function Yes({ live, mine }) {
  const on = Boolean(mine.accepted);
  return html`<section class="stack">
    <${Ask} live=${live} kind="welcome.accept" fields=${{ on: !on }} class=${on ? "wide" : "main wide"} aria-pressed=${on ? "true" : "false"}>${on ? t("You can live with these. Tap to take it back.") : t("I can live with these")}<//>
    <${AWord} live=${live} />
    <p class="small soft center">${t("Your facilitator sees how many of us said yes, and never who. A wish for a word goes to them alone, with your handle.")}</p>
  </section>`;
}

export default function WelcomePhone({ live, round, mine }) {
  return html`
    <section class="card stitched stack agreed"><h1 class="prompt">${t("What we agreed on")}</h1><${Agreed} today=${round.prompt} /></section>
    ${mine.can.includes("welcome.accept") && html`<${Yes} live=${live} mine=${mine} />`}
    ${round.ruler && !round.over && html`<${MyRuler} live=${live} when="start" />`}
    ${!live.view.large && html`<${Patchwork} live=${live} />`}
  `;
}
