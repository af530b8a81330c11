// What the facilitator can do about one seat, behind a small button. More can be done: add a function to the list.
import { Ask } from "../parts/ask.js";
import { html, useEffect, useRef } from "../parts/html.js";
import { t } from "../parts/t.js";

// Each is given {live, boot, seat, mine} and gives {kind, fields, says}, or null where it cannot be done just now.
function offerLead({ live, boot, seat, mine }) {
  const { round, lead, lead_offered } = live.view;
  const leads = round && !round.over && boot.kinds[round.kind].lead;
  if (!leads || seat.phone === false || seat.id === mine || lead || lead_offered) return null;
  return { kind: "lead.offer", fields: { seat: seat.id }, says: t("Offer the lead of this round") };
}

const ITEMS = [offerLead];

export function SeatMenu({ live, boot, seat, mine }) {
  const menu = useRef();
  const items = ITEMS.map((item) => item({ live, boot, seat, mine })).filter(Boolean);
  const close = () => menu.current && menu.current.removeAttribute("open");
  useEffect(() => {
    const elsewhere = (event) => menu.current && !menu.current.contains(event.target) && close();
    addEventListener("pointerdown", elsewhere);
    return () => removeEventListener("pointerdown", elsewhere);
  }, []);
  const key = (event) => {
    if (event.key !== "Escape" || !menu.current.open) return;
    close();
    menu.current.firstElementChild.focus();
  };
  if (!items.length) return null;
  return html`<details class="seat-menu" ref=${menu} onKeyDown=${key}>
    <summary aria-label=${t("More for {name}", { name: seat.handle })}><span aria-hidden="true">⋯</span></summary>
    <ul>${items.map(({ kind, fields, says }) => html`<li key=${kind}><${Ask} live=${live} kind=${kind} fields=${fields} then=${close} class="quiet wide">${says}<//></li>`)}</ul>
  </details>`;
}
