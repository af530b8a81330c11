// Written words, on their way to the big screen: shown when the facilitator lets them through, covered when they must be.
import { Ask, Check } from "../parts/ask.js";
import { html } from "../parts/html.js";
import { asking } from "../parts/saying.js";
import { t } from "../parts/t.js";

const waits = (piece) => !piece.on_screen && !piece.covered && !piece.for_you;

// Pieces in the order they are shown: those with something that waits first, answers right beneath what they answer.
function inOrder(words) {
  const items = Object.keys(words);
  const below = (item) => items.filter((i) => words[i].beneath === item);
  const above = items.filter((i) => !words[words[i].beneath]);
  const first = above.filter((i) => [i].concat(below(i)).some((j) => waits(words[j])));
  return first.concat(above.filter((i) => !first.includes(i))).flatMap((i) => [i].concat(below(i)));
}

export function ForTheScreen({ live }) {
  const { words, seats, hold } = live.view;
  const items = Object.keys(words);
  const waiting = items.filter((i) => waits(words[i]));
  return html`<section class="card stack" aria-label=${t("Words and the big screen")}>
    <div class="row apart"><h2 class="lesser">${t("Words and the big screen")}</h2>
      ${waiting.length > 1 && html`<button onClick=${() => waiting.forEach((item) => asking(live, "words.screen", { item, on: true }))}>${t("Show all")}</button>`}</div>
    <${Check} live=${live} kind="words.hold" checked=${hold}>${t("Written words wait for me before the big screen shows them")}<//>
    ${!items.length && html`<p class="soft small">${t("Nothing written yet.")}</p>`}
    <ul class="stack">${inOrder(words).map((item) => {
      const piece = words[item];
      const by = piece.by && seats[piece.by];
      return html`<li key=${item} class=${"piece stack" + (piece.covered ? " covered" : "") + (piece.beneath ? " beneath" : "")}>
        <p class="words"><bdi dir="auto">${piece.text}</bdi></p>
        <div class="row apart"><span class="small soft">${[piece.beneath ? t("An answer") : "", by ? by.handle : t("without a handle"), piece.for_you ? t("for your eyes only") : ""].filter(Boolean).join(" · ")}</span>
          <span class="row tight" hidden=${piece.for_you}>
            <${Ask} live=${live} kind="words.screen" fields=${{ item, on: !piece.on_screen }} aria-pressed=${piece.on_screen ? "true" : "false"}>${piece.on_screen ? t("On the big screen") : t("Show")}<//>
            <${Ask} live=${live} kind="words.cover" fields=${{ item, on: !piece.covered }} aria-pressed=${piece.covered ? "true" : "false"}>${piece.covered ? t("Covered") : t("Cover")}<//>
          </span></div>
      </li>`;
    })}</ul>
  </section>`;
}
