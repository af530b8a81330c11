// What the facilitator can do about one seat, behind a small button. More can be done: add a function to the list.
import { Directory, linesOf } from "./directory.js";
import { signHere } from "./tablet.js";
import { PaperProof } from "./paper-proof.js";
import { Ask } from "../parts/ask.js";
import { html, useEffect, useRef, useState } from "../parts/html.js";
import { isThere } from "../parts/page.js";
import { Sheet } from "../parts/sheet.js";
import { t } from "../parts/t.js";

// Each is given {live, boot, seat, mine} and gives {kind, fields, says}, several of them, or null where it cannot be done just now;
// {does, says} where there is more to do than to ask.
function offerLead({ live, boot, seat, mine }) {
  const { round, lead, lead_offered } = live.view;
  const leads = round && !round.over && boot.kinds[round.kind].lead;
  if (!leads || seat.phone === false || seat.id === mine || lead || lead_offered) return null;
  return { kind: "lead.offer", fields: { seat: seat.id }, says: t("Offer the lead of this round") };
}

function quiet({ seat, mine }) {
  if (seat.phone === false || seat.id === mine) return null;
  return { kind: "care.quiet", fields: { seat: seat.id, on: !seat.quiet }, says: seat.quiet ? t("Let this phone speak again") : t("Quiet this phone: they are told") };
}

function remove({ seat, mine }) {
  if (seat.phone === false || seat.id === mine) return null;
  return { kind: "care.remove", fields: { seat: seat.id }, says: t("Remove from the session") };
}

// A line of the help card for this one phone; offered again, it is taken away.
function resources({ live, seat, mine }) {
  if (seat.phone === false || seat.id === mine) return [];
  return linesOf("help").map((line) => {
    const resource = line.dataset.resource;
    const on = live.view.offered.some((o) => o.resource === resource && o.seat === seat.id);
    const name = (line.querySelector("span") || line).textContent.trim();
    return { kind: "care.offer", key: resource, fields: { resource, seat: seat.id, on: !on }, says: on ? t("Shown to them: {name}. Take it away", { name }) : t("Show them: {name}", { name }) };
  });
}

// A card from the organization's directory, for this one phone.
function card({ seat, mine, hand }) {
  if (seat.phone === false || seat.id === mine || !isThere("bridge")) return null;
  return { key: "card", does: hand, says: t("Hand them a card from our directory") };
}

function sign({ live, boot, seat, mine }) {
  if (boot.practice || seat.phone !== false || seat.id === mine) return null;
  return { key: "sign", does: () => signHere(live, [seat.id]), says: t("Sign for credit on this device") };
}

const ITEMS = [offerLead, resources, card, sign, quiet, remove];

export function SeatMenu({ live, boot, seat, mine }) {
  const menu = useRef();
  const [open, setOpen] = useState(false);
  const [handing, hand] = useState(false);
  const items = ITEMS.flatMap((item) => item({ live, boot, seat, mine, hand: () => hand(true) }) || []);
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
  const paper = !boot.practice && seat.phone === false && seat.id !== mine;
  if (!items.length && !paper) return null;
  return html`${handing && html`<${Sheet} title=${t("A card for {name}", { name: seat.handle })} onClose=${() => hand(false)}><${Directory} live=${live} seat=${seat.id} /><//>`}<details class="seat-menu" ref=${menu} onKeyDown=${key} onToggle=${() => setOpen(menu.current.open)}>
    <summary aria-label=${t("More for {name}", { name: seat.handle })}><span aria-hidden="true">⋯</span></summary>
    ${open && html`<ul>${items.map(({ kind, key, fields, does, says }) => html`<li key=${(kind || "") + (key || "")}>${does ? html`<button class="quiet wide" onClick=${() => [close(), does()]}>${says}</button>`
      : html`<${Ask} live=${live} kind=${kind} fields=${fields} then=${close} class="quiet wide">${says}<//>`}</li>`)}${paper && html`<li><${PaperProof} live=${live} seat=${seat} then=${close} /></li>`}</ul>`}
  </details>`;
}
