// A slow breath, or a cup that stays warm, and when we go on. Shared by the three screens of this round.
import { html, useEffect, useState } from "../../parts/html.js";
import { t } from "../../parts/t.js";

const BREATH = 11000;

// Whether the time is up. Looks once, when it should be; nothing counts down.
function useUp(live, until) {
  const [, look] = useState(0);
  const up = live.now() >= until;
  useEffect(() => {
    if (up) return undefined;
    const timer = setTimeout(() => look((n) => n + 1), until - live.now() + 200);
    return () => clearTimeout(timer);
  });
  return up;
}

export function clock(until) {
  return new Date(until).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

// All screens of a room breathe together: where in the breath we are follows from the clock they share.
function Breath({ live }) {
  const [into] = useState(() => live.now() % BREATH);
  return html`<svg class="breath" viewBox="-110 -110 220 220" aria-hidden="true"><circle class="breath-whole" r="104" />
    <g class="breathes" style=${{ animationDelay: `-${into}ms` }}><circle class="breath-cloth" r="94" />${[0, 45, 90, 135, 180, 225, 270, 315].map((turn) => html`<ellipse key=${turn} class="breath-petal" cy="-50" rx="24" ry="38" transform=${`rotate(${turn})`} />`)}<circle class="breath-heart" r="19" /></g></svg>`;
}

function Cup() {
  return html`<svg class="cup" viewBox="0 0 200 190" aria-hidden="true"><path class="steam" d="M80 62c-12-16 12-24 0-44M108 62c-12-16 12-24 0-44" />
    <path class="cup-ear" d="M144 92c34-8 38 46-4 46" /><path class="cup-body" d="M44 78h102v44c0 30-20 46-51 46s-51-16-51-46z" />
    <path class="cup-stitch" d="M53 92h84M53 150c10 9 24 11 42 11s32-2 42-11" /><path class="cup-band" d="M44 108h102v14a60 60 0 0 1-1 10H45a60 60 0 0 1-1-10z" /><path class="cup-plate" d="M26 176h138" /></svg>`;
}

function Words({ round, up }) {
  if (round.over) return html`<p class="rest-line serif">${t("The pause is over. Good to be back together.")}</p>`;
  if (round.how === "break") return html`<p class=${"rest-line serif" + (up ? "" : " when")} role="status">${up ? t("We go on soon. Come back when you are ready.") : t("Back at {time}", { time: clock(round.until) })}</p>`;
  return html`<p class="rest-line serif"><span class="moving">${t("Breathe along if you like, or at your own pace")}</span><span class="still">${t("Breathe at your own pace")}</span></p>
    <p class="soft" role="status">${up && t("We go on soon. Take the time you need.")}</p>`;
}

export function Rest({ live, round }) {
  const up = useUp(live, round.until);
  return html`<div class="rest">${round.how === "break" ? html`<${Cup} />` : html`<${Breath} live=${live} />`}<${Words} round=${round} up=${up} /></div>`;
}
