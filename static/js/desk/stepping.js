// Deputies: stepping in while the facilitator is gone, and handing back. And the last step, taken back.
import { Ask } from "../parts/ask.js";
import { html, useEffect, useState } from "../parts/html.js";
import { t } from "../parts/t.js";

const SUGGESTED_AFTER = 60000;

// Whether the facilitator has been away for a minute.
function useLongGone(live) {
  const [long, setLong] = useState(false);
  const there = live.here.host;
  useEffect(() => {
    setLong(false);
    if (there) return undefined;
    const timer = setTimeout(() => setLong(true), SUGGESTED_AFTER);
    return () => clearTimeout(timer);
  }, [there]);
  return long;
}

export function Stepping({ live, boot }) {
  const { acting } = live.view.deputy;
  const long = useLongGone(live);
  if (boot.me === boot.host)
    return acting ? html`<div class="note row apart" role="status"><span>${t("A deputy has stepped in for you.")}</span>
      <${Ask} live=${live} kind="deputy.hand_back">${t("I lead again")}<//></div>` : null;
  if (acting === boot.me)
    return html`<div class="note row apart" role="status"><span>${t("You have stepped in.")}</span>
      <${Ask} live=${live} kind="deputy.hand_back">${t("Hand back")}<//></div>`;
  return html`<div class=${"note row apart" + (long ? " warm" : "")} role="status">
    <span>${long ? t("The facilitator has been away for a minute. You can step in.") : t("You see what the facilitator sees. You can step in at any time.")}</span>
    ${!acting && html`<${Ask} live=${live} kind="deputy.step_in" class=${long ? "main" : ""}>${t("Step in")}<//>`}</div>`;
}

export function UndoStep({ live }) {
  const step = live.view.step;
  return step ? html`<${Ask} live=${live} kind="undo.step" fields=${{ step: step.id }} class="quiet" aria-keyshortcuts="u">↶ ${t("Undo the last step")}<//>` : null;
}
