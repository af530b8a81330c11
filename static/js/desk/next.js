// The next step: one button, one key. Nothing that cannot be undone happens on one press.
import { Ask } from "../parts/ask.js";
import { html, useState } from "../parts/html.js";
import { asking } from "../parts/saying.js";
import { Ending } from "./ending.js";
import { UndoStep } from "./stepping.js";
import { t } from "../parts/t.js";

// What comes next, from the view alone. A kind of round may have a step of its own before it can sensibly end: its
// console then exports `next(round, view)`, which gives it or nothing.
function nextStep(view, boot, kinds) {
  const twin = view.round && !view.round.over && view.phase === "running" && kinds[view.round.kind];
  const first = twin && twin.next && twin.next(view.round, view);
  if (first) return first;
  const planned = view.order.find((id) => view.plan[id].stage === "planned");
  const start = planned && { kind: "round.start", fields: { round: planned }, says: t("Start: {title}", { title: boot.kinds[view.plan[planned].kind].title }) };
  if (view.phase === "closing") return { closes: true, says: t("End the session") };
  if (view.round && !view.round.over) return { kind: "round.end", fields: { round: view.round.id }, says: t("End this round") };
  return start || { kind: "meeting.begin_closing", fields: {}, says: t("Begin the closing") };
}

export function NextStep({ live, boot, kinds }) {
  const [ending, setEnding] = useState(false);
  const [waits, setWaits] = useState(false);
  const view = live.view;
  const step = nextStep(view, boot, kinds);
  const go = () => {
    if (step.closes) return setEnding(true);
    if (waits) return undefined;
    setWaits(true);
    return asking(live, step.kind, step.fields).then(() => setWaits(false));
  };
  const between = !view.round || view.round.over;
  const running = view.phase === "running" && !between;
  return html`<div class="next stack">
    <button class="main wide" onClick=${go} aria-disabled=${waits ? "true" : null} aria-keyshortcuts=${step.kind === "round.end" ? "n e" : "n"}>${step.says} <kbd aria-hidden="true">N</kbd></button>
    <div class="row">
      ${running && step.kind !== "round.end" && html`<${Ask} live=${live} kind="round.end" fields=${{ round: view.round.id }} aria-keyshortcuts="e">${t("End this round")}<//>`}
      ${view.phase === "closing" && html`<${Ask} live=${live} kind="meeting.reopen">${t("Back to the session")}<//>`}
      ${view.phase === "running" && between && step.kind === "round.start" && html`<${Ask} live=${live} kind="meeting.begin_closing" class="quiet">${t("Begin the closing")}<//>`}
    </div>
    <${UndoStep} live=${live} />
    ${ending && html`<${Ending} live=${live} practice=${boot.practice} onClose=${() => setEnding(false)} />`}
  </div>`;
}
