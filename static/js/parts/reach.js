// Whom something of mine reaches: kept, shared with my handle or without, or for the facilitator. First chosen, then done,
// so that nothing is shared by one slip of a thumb.
import { html, useEffect, useState } from "./html.js";
import { asking } from "./saying.js";
import { t } from "./t.js";

const choices = () => [
  ["me", t("Only me")],
  ["everyone", t("Everyone, with my handle")],
  ["unnamed", t("Everyone, without my handle"), t("Shown later, mixed with others, so that nobody can tell whose it is.")],
  ["facilitator", t("Only my facilitator"), t("With your handle, so that they know whom to speak with.")],
];

// `kind`: the command that takes {item, reach, named}; `piece`: my words as they are just now; `done`: after a yes.
export function Reach({ live, kind, item, piece, done }) {
  const now = piece.reach === "everyone" && !piece.named ? "unnamed" : piece.reach;
  const [chosen, setChosen] = useState(now);
  useEffect(() => setChosen(now), [now]);
  const send = () =>
    asking(live, kind, { item, reach: chosen === "unnamed" ? "everyone" : chosen, named: chosen === "everyone" || chosen === "facilitator" }).then(
      (ok) => ok && done && done(),
    );
  return html`<fieldset class="reach stack"><legend class="label">${t("Who may read it?")}</legend>
    ${choices().map(
      ([value, name, says]) => html`<div key=${value} class="stack"><label class=${"choice" + (chosen === value ? " chosen" : "")}>
        <input type="radio" name=${"reach-" + item} checked=${chosen === value} onChange=${() => setChosen(value)} />
        <span>${name}${says && html`<br /><span class="small soft">${says}</span>`}</span></label>
        ${chosen === value && chosen !== now && html`<button class="main wide" onClick=${send}>${value === "me" ? t("Keep it for me") : t("Share this")}</button>`}</div>`,
    )}
  </fieldset>`;
}
