// Before the first round, between rounds, and after the end.
import { html } from "./html.js";
import { lasting, read } from "./keeping.js";
import { FromPage, isThere } from "./page.js";
import { byPlace, Patch } from "./patch.js";
import { t } from "./t.js";

export function Patchwork({ live }) {
  const seats = byPlace(live.view.seats);
  return html`<div class="patchwork" role="img" aria-label=${t("The quilt of everyone here")}>${seats.map((seat) => html`<${Patch} key=${seat.id} of=${seat} />`)}</div>`;
}

export function Lobby({ live }) {
  return html`
    <div class="center stack">
      <h1>${t("Good that you are here")}</h1>
      <p class="soft">${t("Your patch is in the quilt. We begin in a moment; nothing to do until then.")}</p>
    </div>
    ${!live.view.large && html`<${Patchwork} live=${live} />`}
    ${isThere("call") && html`<${FromPage} id="call" />`}
    ${isThere("agreements") && html`<section class="card stack"><h2>${t("What we agreed on")}</h2><${FromPage} id="agreements" as="ul" /></section>`}
  `;
}

export function Between({ live }) {
  return html`<div class="center stack"><h1>${t("A moment in between")}</h1><p class="soft">${t("The next part begins soon.")}</p></div>
    ${!live.view.large && html`<${Patchwork} live=${live} />`}`;
}

// `children`: what goes home, once the session has ended.
export function Goodbye({ live, children }) {
  const { code, message } = live.bye;
  return html`<main class="now stack center goodbye">
    <h1>${code === "closed" ? t("Until next time") : t("This screen is done")}</h1>
    <p>${message}</p>
    ${code === "replaced"
      ? html`<button class="main" onClick=${() => location.reload()}>${t("Use this screen instead")}</button>`
      : html`<a class="button main" href="/here">${t("Go on")}</a>`}
    ${code === "closed" && read("slip") && html`<a class="button" href=${"/proof#" + read("slip")}>${t("A proof to take home")}</a>`}
    ${code === "closed" && lasting("hours") && html`<a class="button" href="/practice/circles/hours">${t("Your hours of this circle")}</a>`}
    ${code === "closed" && children}
  </main>`;
}
