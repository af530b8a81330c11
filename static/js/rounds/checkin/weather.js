// The weathers as they are drawn, small and large, and what each share of the group is called. Shared by the three screens.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";

export const CLOUD = "M17 48a11 11 0 0 1-1-22 15 15 0 0 1 29-4 13 13 0 0 1 3 26z";
export const RAYS = "M32 4v8M32 52v8M4 32h8M52 32h8M12 12l6 6M46 46l6 6M52 12l-6 6M18 46l-6 6";
export const WIND = "M4 25h31a8 8 0 1 0-8-8M4 35h46a8 8 0 1 1-8 8M4 45h24a7 7 0 1 1-7 7";

const cloud = (move, tone) => html`<path class=${"wx-cloud " + (tone || "")} transform=${move} d=${CLOUD} />`;
const arcs = () => [26, 20, 14].map((r, i) => html`<path key=${r} class=${"wx-arc wx-arc-" + i} stroke-width="6" d=${`M${32 - r} 50a${r} ${r} 0 0 1 ${2 * r} 0`} />`);

const DRAWN = {
  sunny: () => html`<circle class="wx-sun" cx="32" cy="32" r="13" /><path class="wx-rays" d=${RAYS} />`,
  partly: () => html`<g transform="translate(-7 -7) scale(.85)"><circle class="wx-sun" cx="32" cy="32" r="13" /><path class="wx-rays" d=${RAYS} /></g>${cloud("translate(9 9) scale(.85)")}`,
  cloudy: () => html`${cloud("translate(18 -6) scale(.75)", "dim")}${cloud("translate(-2 7)")}`,
  foggy: () => html`${cloud("translate(6 -12) scale(.85)", "dim")}<path class="wx-fog" d="M6 38h50M12 47h46M6 56h38" />`,
  rainy: () => html`${cloud("translate(0 -11)")}<path class="wx-rain" d="M20 44l-4 13M33 44l-4 13M46 44l-4 13" />`,
  stormy: () => html`${cloud("translate(0 -11)", "dark")}<path class="wx-rain" d="M18 44l-4 12M50 44l-4 12" /><path class="wx-bolt" d="M35 32 23 47h8l-4 14 14-18h-9l7-11z" />`,
  windy: () => html`<path class="wx-wind" d=${WIND} />`,
  rainbow: () => html`${arcs()}${cloud("translate(-2 26) scale(.45)")}${cloud("translate(36 26) scale(.45)")}`,
  others: () => html`<g transform="scale(.5)"><circle class="wx-sun" cx="32" cy="32" r="13" /><path class="wx-rays" d=${RAYS} /></g>${cloud("translate(29 2) scale(.52)")}<path class="wx-wind" transform="translate(18 32) scale(.5)" d=${WIND} />`,
};

export function Weather({ of, size }) {
  return html`<svg class="wx" viewBox="0 0 64 64" width=${size || 48} height=${size || 48} aria-hidden="true">${DRAWN[of]()}</svg>`;
}

// What was uncovered, in the order people chose from: [{key, name, many, part}].
export function shares(round, boot) {
  const counts = round.shown.counts || {};
  const names = { weather: boot.kinds.checkin.weather, words: boot.kinds.checkin.words, number: [["low", "0–3"], ["middle", "4–6"], ["high", "7–10"]] }[round.scale];
  const alone = Object.keys(counts).length === 1;
  const all = Object.keys(counts).reduce((sum, key) => sum + counts[key], 0);
  return names.concat([["others", alone ? t("Many different answers") : t("Others")]])
    .filter(([key]) => counts[key])
    .map(([key, name]) => ({ key, name, many: counts[key], part: counts[key] / all }));
}

export const tooFew = (round) => !round.shown.counts;

// What stands beside the picture: that too few have answered, or the averages there are.
export function InWords({ round }) {
  const { middle, strength } = round.shown;
  if (tooFew(round)) return html`<p class="center">${t("Thank you. Too few have answered to show a picture of the group.")}</p>`;
  return html`${middle !== undefined && html`<p class="center">${t("The group: {value} of 10.", { value: middle })}</p>`}
    ${strength !== undefined && html`<p class="center soft">${t("How strong, on average: {value} of 5.", { value: strength })}</p>`}`;
}
