// A sheet over the page: the browser's own dialog, so that focus, Escape and screen readers work as people expect.
import { Connection } from "./connection.js";
import { html, useLayoutEffect, useRef } from "./html.js";
import { t } from "./t.js";

export function Sheet({ title, onClose, children }) {
  const dialog = useRef();
  // Before the browser paints: a key pressed meanwhile must not be a command to the page beneath.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element.showModal) element.showModal();
    else element.setAttribute("open", "");
    return () => before && before.focus && before.isConnected && before.focus();
  }, []);
  const outside = (event) => event.target === dialog.current && onClose();
  return html`<dialog ref=${dialog} onClose=${onClose} onClick=${outside} aria-labelledby="sheet-title">
    <div class="stack">
      <div class="row apart sheet-head">
        <h2 id="sheet-title">${title}</h2>
        <button class="quiet close" onClick=${onClose} aria-label=${t("Close")}>✕</button>
      </div>
      <${Connection} />
      ${children}
    </div>
  </dialog>`;
}
