// How people come in: the code to type, the QR to scan, the link to send; and the link of the big screen.
import { html, useState } from "../parts/html.js";
import { Sheet } from "../parts/sheet.js";
import { t } from "../parts/t.js";

// Plain-HTTP pages have no clipboard: then the address is selected, ready to be copied by hand.
function CopyField({ id, label, value }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    const field = document.getElementById(id);
    field.select();
    if (navigator.clipboard) navigator.clipboard.writeText(value).then(() => setCopied(true));
    else setCopied(document.execCommand("copy"));
  };
  return html`<div class="field"><label for=${id}>${label}</label>
    <div class="row"><input id=${id} class="grow" type="text" readonly value=${value} onFocus=${(e) => e.target.select()} />
      <button onClick=${copy}>${copied ? t("Copied") : t("Copy")}</button></div></div>`;
}

export function Invite({ live, boot, onClose }) {
  return html`<${Sheet} title=${t("Let people in")} onClose=${onClose}>
    <div class="center stack"><img class="qr" src=${boot.links.qr} alt=${t("QR code to join with a phone")} width="240" height="240" />
      <p class="code">${live.view.code}</p></div>
    <${CopyField} id="join-link" label=${t("Link to send to people who join online")} value=${boot.links.join} />
    <${CopyField} id="screen-link" label=${t("Link of the big screen, for another computer")} value=${boot.links.screen} />
    <p class="small soft">${t("Phones in the room must be on the same Wi-Fi as this computer, unless your Facilitator has an address on the internet.")}</p>
  <//>`;
}
