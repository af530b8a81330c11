// Buttons and boxes that ask the server for something. One press is one command: until it has been answered the button
// waits, and a box shows what was chosen.
import { html, useEffect, useState } from "./html.js";
import { asking } from "./saying.js";

// `then` is called after a yes.
export function Ask({ live, kind, fields, then, children, ...more }) {
  const [waits, setWaits] = useState(false);
  const press = () => {
    if (waits) return;
    setWaits(true);
    asking(live, kind, fields).then((ok) => {
      setWaits(false);
      if (ok && then) then();
    });
  };
  return html`<button ...${more} aria-disabled=${waits ? "true" : null} onClick=${press}>${children}</button>`;
}

// Shows what was chosen at once, and what is so as soon as the view says it; a refusal puts it back.
export function Check({ live, kind, fields, name, checked, children, ...more }) {
  const [chosen, setChosen] = useState(null);
  useEffect(() => {
    if (chosen === checked) setChosen(null);
  }, [checked, chosen]);
  const choose = (event) => {
    const on = event.target.checked;
    setChosen(on);
    asking(live, kind, Object.assign({}, fields, { [name || "on"]: on })).then((ok) => {
      if (!ok) setChosen(null);
    });
  };
  return html`<label class="choice" ...${more}><input type="checkbox" checked=${chosen === null ? checked : chosen} onChange=${choose} /><span>${children}</span></label>`;
}
