// The options to choose from: one press chooses, another takes it away again. Where they are ranked, they are pressed in
// order of preference. Shared by the phone and, for people without one, the console.
import { html } from "../../parts/html.js";
import { t } from "../../parts/t.js";

const nth = () => [t("1st choice"), t("2nd choice"), t("3rd choice"), t("4th choice"), t("5th choice"), t("6th choice"), t("7th choice"), t("8th choice")];
const asks = () => ({
  one: t("Press the one you would like."),
  several: t("Press all that you would like."),
  ranked: t("Press them in order: first the one you would like most. Press again to take one out."),
});

export function pressed({ way }, picks, option) {
  if (picks.includes(option)) return picks.filter((pick) => pick !== option);
  return way === "one" ? [option] : way === "ranked" ? picks.concat([option]) : picks.concat([option]).sort();
}

export function Picking({ round, picks, set }) {
  const ranked = round.way === "ranked";
  return html`<fieldset class="stack choosing"><legend class="soft small">${asks()[round.way]}</legend>${round.options.map((words, option) => {
    const at = picks.indexOf(option);
    return html`<button key=${option} class=${"wide choose " + round.way} aria-pressed=${at < 0 ? "false" : "true"} onClick=${() => set(pressed(round, picks, option))}>
      <span class="choose-mark" aria-hidden="true">${at < 0 ? "" : ranked ? at + 1 : "✓"}</span>
      <span class="grow"><bdi dir="auto">${words}</bdi>${ranked && at >= 0 && html`<span class="small soft choose-nth">${nth()[at]}</span>`}</span></button>`;
  })}</fieldset>`;
}
