// A sheet over the page: the browser's own dialog, so that focus, Escape and screen readers work as people expect.
import { html, useEffect, useRef } from "./html.js";
import { t } from "./t.js";

export function Sheet({ title, onClose, children }) {
  const dialog = useRef();
  useEffect(() => {
    const element = dialog.current;
    if (element.showModal) element.showModal();
    else element.setAttribute("open", "");
    const before = document.activeElement;
    return () => before && before.focus && before.isConnected && before.focus();
  }, []);
  const outside = (event) => event.target === dialog.current && onClose();
  return html`<dialog ref=${dialog} onClose=${onClose} onClick=${outside} aria-labelledby="sheet-title">
    <div class="stack">
      <div class="row apart sheet-head">
        <h2 id="sheet-title">${title}</h2>
        <button class="quiet close" onClick=${onClose} aria-label=${t("Close")}>✕</button>
      </div>
      ${children}
    </div>
  </dialog>`;
}
