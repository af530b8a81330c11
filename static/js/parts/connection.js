// How the connection is, in one quiet line. Nothing typed or sent is lost meanwhile, and it says so.
import { html } from "./html.js";
import { t, tn } from "./t.js";

export function Connection({ live }) {
  const many = live.sending.length;
  let says = "";
  if (live.status === "back_soon") says = t("Back in a moment. Nothing is lost.");
  else if (live.status === "away" || (live.status === "connecting" && Date.now() - live.since > 4000)) {
    says = many ? tn("Finding the room again. What you sent goes when you are back.", "Finding the room again. What you sent goes when you are back.", many) : t("Finding the room again…");
  }
  else if (live.own && live.hostAway) says = t("Your facilitator is away for a moment. The session goes on.");
  const unsent = says && live.unsent().length > 0;
  return html`<p class="connection" role="status" hidden=${!says}>${says}
    ${unsent && html` <button class="quiet" onClick=${live.cancel}>${t("Don't send it")}</button>`}</p>`;
}
