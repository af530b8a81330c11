// The help card: always one tap away, also with no network.
import { html } from "./html.js";
import { FromPage, isThere } from "./page.js";
import { Sheet } from "./sheet.js";
import { t } from "./t.js";

export function HelpSheet({ onClose, children, more }) {
  return html`<${Sheet} title=${t("Help now")} onClose=${onClose}>
    ${children}
    <${FromPage} id="help" />
    ${isThere("bridge") && html`<details><summary><b>${t("More places to turn to")}</b></summary><${FromPage} id="bridge" /></details>`}
    <p class="small soft">${t("This is peer support, not treatment. If you are in danger, or somebody else is, please call.")}</p>
    ${more}
  <//>`;
}
