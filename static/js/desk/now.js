// What is happening now, for the facilitator.
import { html } from "../parts/html.js";
import { Quilt } from "../parts/quilt.js";
import { GroupRuler } from "../parts/ruler.js";
import { t } from "../parts/t.js";

function Lobby({ live, boot }) {
  return html`<div class="card stitched lobby-card">
    <div class="stack"><p class="soft">${t("The code for phones")}</p><p class="code">${live.view.code}</p>
      <p class="small soft">${t("People can come in at any time, also after you have begun.")}</p></div>
    <img class="qr" src=${boot.links.qr} alt=${t("QR code to join with a phone")} width="180" height="180" />
  </div>`;
}

export function Now({ live, boot, kinds }) {
  const view = live.view;
  const round = view.round;
  const Kind = round && kinds[round.kind] && kinds[round.kind].default;
  if (Kind)
    return html`<article class="card stack round-card" data-kind=${round.kind} aria-label=${boot.kinds[round.kind].title}>
      <p class="soft">${boot.kinds[round.kind].title}${round.over ? " · " + t("over") : ""}</p>
      ${round.prompt && html`<h2 class="serif"><bdi dir="auto">${round.prompt}</bdi></h2>`}
      <${Kind} live=${live} boot=${boot} round=${round} />
    </article>`;
  if (view.phase === "lobby") return html`<${Lobby} live=${live} boot=${boot} />`;
  return html`<div class="card stack"><h2>${view.phase === "closing" ? t("The closing") : t("A moment in between")}</h2>
    ${view.phase === "closing" && html`<p>${t("Everyone sees what they wrote and were given, and chooses what to keep on their own phone. Nothing is erased until you end the session.")}</p>`}
    <${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${2} />
    ${view.phase === "closing" && html`<${GroupRuler} ruler=${view.ruler} />`}</div>`;
}
