// The agreements: those of the group, which the server put into the page, and what is added for today.
import { html } from "../../parts/html.js";
import { FromPage, isThere } from "../../parts/page.js";
import { t } from "../../parts/t.js";

export function Agreed({ today }) {
  const written = isThere("agreements");
  return html`${written && html`<${FromPage} id="agreements" as="ul" />`}
    ${today && html`<div class="today"><p class="small soft">${t("For today")}</p><p class="serif"><bdi dir="auto">${today}</bdi></p></div>`}
    ${!written && !today && html`<p>${t("Nothing is written down yet. Say what you need, and agree on it together.")}</p>`}`;
}
