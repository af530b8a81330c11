// Written words, on their way to the big screen: shown when the facilitator lets them through, covered when they must be.
import { html } from "../parts/html.js";
import { asking } from "../parts/saying.js";
import { t } from "../parts/t.js";

export function ForTheScreen({ live }) {
  const { words, seats, hold } = live.view;
  const items = Object.keys(words);
  const waiting = items.filter((i) => !words[i].on_screen && !words[i].covered);
  const ordered = waiting.concat(items.filter((i) => !waiting.includes(i)));
  return html`<section class="card stack" aria-label=${t("Words and the big screen")}>
    <div class="row apart"><h3>${t("Words and the big screen")}</h3>
      ${waiting.length > 1 && html`<button onClick=${() => waiting.forEach((item) => asking(live, "words.screen", { item, on: true }))}>${t("Show all")}</button>`}</div>
    <label class="choice"><input type="checkbox" checked=${hold} onChange=${(e) => asking(live, "words.hold", { on: e.target.checked })} />
      <span>${t("Written words wait for me before the big screen shows them")}</span></label>
    ${!items.length && html`<p class="soft small">${t("Nothing written yet.")}</p>`}
    <ul class="stack">${ordered.map((item) => {
      const piece = words[item];
      const by = piece.by && seats[piece.by];
      return html`<li key=${item} class=${"piece stack" + (piece.covered ? " covered" : "")}>
        <p class="words"><bdi dir="auto">${piece.text}</bdi></p>
        <div class="row apart"><span class="small soft">${by ? by.handle : t("without a handle")}</span>
          <span class="row tight">
            <button aria-pressed=${piece.on_screen ? "true" : "false"} onClick=${() => asking(live, "words.screen", { item, on: !piece.on_screen })}>${piece.on_screen ? t("On the big screen") : t("Show")}</button>
            <button aria-pressed=${piece.covered ? "true" : "false"} onClick=${() => asking(live, "words.cover", { item, on: !piece.covered })}>${piece.covered ? t("Covered") : t("Cover")}</button>
          </span></div>
      </li>`;
    })}</ul>
  </section>`;
}
