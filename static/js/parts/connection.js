// How the connection is, in one quiet line. Nothing typed or sent is lost meanwhile, and it says so.
import { html } from "./html.js";
import { t } from "./t.js";

let known; // a sheet covers the page and its line: it has one of its own, of the same connection

export function Connection({ live = known }) {
  known = live;
  if (!live) return null;
  let says = "";
  if (live.status === "back_soon") says = t("Back in a moment. Nothing is lost.");
  else if (live.status === "away" || (live.status === "connecting" && Date.now() - live.since > 4000)) {
    says = live.sending.length ? t("Finding the room again. What you sent goes when you are back.") : t("Finding the room again…");
  }
  else if (live.back) says = t("You are back.");
  else if (live.own && !live.here.host && Date.now() - live.hostSince > 60000) says = t("Your facilitator is away for a moment. The session goes on.");
  else if (live.slower) says = t("This network holds us up: everything works, a moment later.");
  const unsent = says && live.unsent().length > 0;
  return html`<p class="connection" role="status" hidden=${!says}>${says}
    ${unsent && html` <button class="quiet" onClick=${live.cancel}>${t("Don't send it")}</button>`}</p>`;
}
