// The facilitator's own seat: the same as on anybody's phone.
import { ComfortSheet, comforts } from "../parts/comfort.js";
import { MyWords, Received, Saved } from "../parts/belongings.js";
import { html, useState } from "../parts/html.js";
import { Patch } from "../parts/patch.js";
import { t } from "../parts/t.js";

export function MySeat({ live, boot, phones }) {
  const [sheet, setSheet] = useState(false);
  if (!live.own || !live.view.my_seat) return null;
  const round = live.view.round;
  const Kind = round && phones[round.kind];
  const comfort = comforts().find(([value]) => value === live.own.comfort);
  return html`<section class="card stack my-seat" aria-label=${t("Your seat")}>
    <div class="row apart"><span class="row"><${Patch} of=${live.own} /><b><bdi dir="auto">${live.own.handle}</bdi></b><span class="soft">${t("your seat")}</span></span>
      <button onClick=${() => setSheet(true)}>${comfort[1]}</button></div>
    ${Kind && live.own.round ? html`<${Kind} key=${round.id} live=${live} boot=${boot} round=${Object.assign({}, round, { prompt: "" })} mine=${live.own.round} />`
      : html`<${Received} live=${live} boot=${boot} keeping=${live.view.phase === "closing"} />
        <${Saved} live=${live} />
        <details><summary>${t("What you wrote")}</summary><${MyWords} live=${live} boot=${boot} /></details>`}
    ${sheet && html`<${ComfortSheet} live=${live} onClose=${() => setSheet(false)} />`}
  </section>`;
}
