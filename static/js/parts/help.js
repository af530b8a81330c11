// The help card: always one tap away, also with no network.
import { html } from "./html.js";
import { FromPage } from "./page.js";
import { Sheet } from "./sheet.js";
import { t } from "./t.js";

export function HelpSheet({ onClose, children }) {
  return html`<${Sheet} title=${t("Help now")} onClose=${onClose}>
    ${children}
    <${FromPage} id="help" />
    <p class="small soft">${t("This is peer support, not treatment. If you are in danger, or somebody else is, please call.")}</p>
  <//>`;
}
