// The lead of a round: an offer to one phone, and the round's controls while it leads.
import { Ask } from "./ask.js";
import { html } from "./html.js";
import { t } from "./t.js";

export function Leading({ live, boot, round }) {
  const { lead, can_lead } = live.own;
  if (lead === "offered")
    return html`<section class="card stitched stack center" aria-live="polite"><h2>${t("Would you like to lead this round?")}</h2>
      <p class="soft">${t("Only you can see this. You can give it back any time, with one tap.")}</p>
      <${Ask} live=${live} kind="lead.answer" fields=${{ accept: true }} class="main wide">${t("I lead it")}<//>
      <${Ask} live=${live} kind="lead.answer" fields=${{ accept: false }} class="wide">${t("Not today")}<//></section>`;
  if (lead !== "leading" || !can_lead) return null;
  const says = boot.kinds[round.kind].lead || [];
  return html`<section class="card stack" aria-label=${t("You lead this round")}><h2 class="lesser">${t("You lead this round")}</h2>
    ${says.filter(([kind]) => can_lead.includes(kind)).map(([kind, name]) => html`<${Ask} key=${kind} live=${live} kind=${kind} class="wide">${name}<//>`)}
    <${Ask} live=${live} kind="lead.end" class="quiet wide">${t("Give the lead back")}<//></section>`;
}

// For everyone: who leads just now.
export function LedBy({ live }) {
  const seat = live.view.lead && live.view.seats[live.view.lead];
  return seat && seat.handle ? html`<p class="small soft center">${t("{name} leads this round.", { name: seat.handle })}</p>` : null;
}
