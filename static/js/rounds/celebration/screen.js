// Celebration on the big screen: bunting, and under it the wins, the newest with a gentle burst.
import { html, useRef } from "../../parts/html.js";
import { t } from "../../parts/t.js";
import { Wall } from "../../parts/wall.js";
import { Bunting, Glow, Rosette } from "./bunting.js";

// What has gone up last while this screen was watching; a screen that was just loaded has seen nothing go up.
function useFresh(items) {
  const seen = useRef(null);
  const fresh = useRef([]);
  const known = seen.current || items;
  const came = items.filter((item) => !known.includes(item));
  if (came.length) fresh.current = came;
  seen.current = items;
  return fresh.current;
}

export default function CelebrationScreen({ live, boot, round }) {
  const items = Object.keys(round.cards);
  const fresh = useFresh(items);
  const sewn = (item, win) => html`<${Rosette} fresh=${fresh.includes(item)} /><${Glow} lights=${win.lights} />`;
  return html`<div class="party"><${Bunting} flags=${24} />
    <h1 class="prompt"><bdi dir="auto">${round.prompt || t("Celebration")}</bdi></h1>
    ${items.length
      ? html`<${Wall} pieces=${round.cards} seats=${live.view.seats} label=${t("Wins")} after=${sewn} />`
      : html`<div class="invitation"><${Rosette} fresh=${true} /><p class="serif where-line">${round.over ? t("Here is to every win, said out loud or not.") : t("Name a win on your phone, however small.")}</p></div>`}
  </div>`;
}
