// Every step by key. A button says which key presses it with aria-keyshortcuts; nothing else lists them, so a kind of
// round that gives its buttons keys is in the list by itself. They can be switched off (WCAG 2.1.4).
import { html, useLayoutEffect, useState } from "../parts/html.js";
import { read, write } from "../parts/keeping.js";
import { Sheet } from "../parts/sheet.js";
import { t } from "../parts/t.js";

const OFF = "keys-off";
const keysOf = (button) => button.getAttribute("aria-keyshortcuts").split(" ");
const buttons = () => Array.from(document.querySelectorAll("[aria-keyshortcuts]"));

export function useKeys(showKeys) {
  useLayoutEffect(() => {
    const press = (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || document.querySelector("dialog[open]");
      if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "?") showKeys();
      if (read(OFF)) return;
      const button = buttons().find((b) => keysOf(b).includes(event.key.toLowerCase()));
      if (!button) return;
      event.preventDefault();
      button.click();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

export function KeysSheet({ onClose }) {
  const [off, setOff] = useState(Boolean(read(OFF)));
  const choose = (on) => {
    write(OFF, on ? "" : "1");
    setOff(!on);
  };
  return html`<${Sheet} title=${t("Keys")} onClose=${onClose}>
    <dl class="keys">${buttons().map((b) => {
      return html`<div key=${keysOf(b)} class="row"><dt>${keysOf(b).map((key) => html`<kbd key=${key}>${key.toUpperCase()}</kbd> `)}</dt><dd>${b.dataset.says || b.textContent.replace(/[↶↗↑↓]|\s[A-Z]$/g, "").trim()}</dd></div>`;
    })}<div class="row"><dt><kbd>?</kbd></dt><dd>${t("This list")}</dd></div></dl>
    <label class="choice"><input type="checkbox" checked=${!off} onChange=${(e) => choose(e.target.checked)} /><span>${t("Single keys press buttons")}</span></label>
  <//>`;
}
