// Welcome on the big screen: the agreements, large, and patches arriving in a quilt without names.
import { html } from "../../parts/html.js";
import { Quilt } from "../../parts/quilt.js";
import { t } from "../../parts/t.js";
import { Agreed } from "./agreed.js";

export default function WelcomeScreen({ live, round, boot }) {
  const view = live.view;
  return html`<div class="welcome-screen">
    <section class="agreed"><h1>${t("What we agreed on")}</h1><${Agreed} today=${round.prompt} /></section>
    <section class="cloth"><${Quilt} seats=${view.seats} quilt=${view.quilt} boot=${boot} wide=${1} /></section>
  </div>`;
}
