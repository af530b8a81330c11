// What the server put into the page beside the view: lists and forms that need no drawing again.
import { html, useEffect, useRef } from "./html.js";

// The content of a template in the page.
export function FromPage({ id, as }) {
  const place = useRef();
  useEffect(() => {
    const template = document.getElementById(id);
    place.current.replaceChildren(template.content.cloneNode(true));
  }, []);
  return html`<${as || "div"} ref=${place} />`;
}

export function isThere(id) {
  const template = document.getElementById(id);
  return Boolean(template && template.content.textContent.trim());
}
