// Credit for coming, on a phone: what leads to signing and to a proof, and the stamp that somebody can see and erase.
// Fetched at the closing, or when somebody asks for it.
import { html, useEffect, useState } from "../parts/html.js";
import { read, write } from "../parts/keeping.js";
import { asking, tell } from "../parts/saying.js";
import { t } from "../parts/t.js";
import { newSalt } from "../proof/salt.js";
import { Hours } from "./hours.js";
import { erase, yearsOf } from "./stamps.js";
import { ask, attend, mine } from "./vouchers.js";

// In a room, the number on its big screen shows who is in it.
function Presence({ live, id }) {
  const [code, setCode] = useState("");
  if (live.own.credit.shown) return html`<p class="note good" role="status">${t("You have shown that you are in the room.")}</p>`;
  if (!live.view.number) return null;
  const show = (event) => {
    event.preventDefault();
    if (code.trim()) asking(live, "presence.show", { code: code.trim() }).then((ok) => ok || setCode(""));
  };
  return html`<form class="stack" onSubmit=${show}>
    <div class="field"><label for=${id}>${t("The number on the big screen")}</label>
      <div class="row number"><input id=${id} class="grow" type="text" inputmode="numeric" autocomplete="off" maxlength="12" value=${code} aria-describedby=${id + "-hint"} onInput=${(e) => setCode(e.target.value)} />
      <button type="submit">${t("Show it")}</button></div>
      <p class="small soft" id=${id + "-hint"}>${t("If you like: it shows that you were in the room. Type it before you ask for a proof.")}</p></div>
  </form>`;
}

function Signing({ live, boot }) {
  const [waits, setWaits] = useState(false);
  const { sign } = mine(live);
  const signed = sign && (read("signed") || {})[sign] === "kept";
  if (signed) return html`<p class="note good">${t("You have signed for credit.")}</p>`;
  if (!sign && !waits && live.own.credit.vouchers < 1) return html`<p class="note">${t("This phone has had all it can have. Your facilitator has paper to sign on.")}</p>`;
  const go = () => {
    if (waits) return;
    setWaits(true);
    ask(live, boot).then((answer) => {
      setWaits(false);
      const voucher = mine(live).sign;
      if (voucher) location.assign("/credit#" + voucher);
      else tell(answer.message || t("That did not get through. Please try again."));
    });
  };
  return html`<button class="main wide" aria-disabled=${waits ? "true" : null} onClick=${go}>${waits ? t("One moment…") : t("Sign for credit")}</button>
    <p class="small soft">${t("With a name, or the initials your programme uses. Your words and your handle stay apart from it. Sign before the session ends; after that it is on paper only.")}</p>`;
}

// One for a seat: a second certificate of it, for a longer stay, is for the same name.
function salt(live) {
  const place = live.own.seat + ":salt";
  if (!read(place)) write(place, newSalt());
  return read(place) || newSalt();
}

function Proof({ live }) {
  const [waits, setWaits] = useState(false);
  const go = () => {
    if (waits) return;
    const last = read("slip");
    if (last && live.own.credit.slips < 1) {
      location.assign("/proof#" + last);
      return;
    }
    setWaits(true);
    live.ask("proof.ask").then(({ slip, message }) => {
      setWaits(false);
      if (!slip) {
        tell(message || t("A proof cannot be made here just now. Your facilitator can help you on paper."));
        return;
      }
      write("slip", slip + "." + salt(live));
      location.assign("/proof#" + read("slip"));
    });
  };
  return html`<button class="wide" aria-disabled=${waits ? "true" : null} onClick=${go}>${t("A proof to take home")}</button>
    <p class="small soft">${t("A certificate of your time here up to this moment, in your own name. It is made on your phone, and nobody keeps the name. Ask for it before the session ends.")}</p>`;
}

function Stamp({ boot }) {
  const [, look] = useState(0);
  const years = yearsOf(boot.stamp.group);
  const wipe = () => {
    erase(boot.stamp.group);
    look((n) => n + 1);
  };
  return html`<div class="stack"><p>${t("If you sign for credit, your facilitator and the coordinators see your name in a list for the day, in no order, and never which words or handle belong to it. Without a signature there is no name.")}</p>
    <p>${t("You can sign, or ask for a proof, at the closing. If you leave before it: choose “Going”, then “Leave, and forget me here”. It asks about credit first.")}</p>
    <p>${years.length ? t("This phone remembers that it was in this group in {years}.", { years: years.join(", ") }) : t("This phone has no stamp of this group.")}</p>
    <p class="small soft">${t("The stamp is the same for everyone. At the closing, phones say whether they came for the first time or came back, so that a group knows how many return. Nothing says whose phone it was.")}</p>
    ${years.length > 0 && html`<button onClick=${wipe}>${t("Erase the stamp")}</button>`}</div>`;
}

// `part`: "card", "leaving" for the same in the sheet, or "stamp" for the stamp alone.
export default function CreditPhone({ live, boot, part }) {
  const card = part !== "stamp" && live.own.credit;
  useEffect(() => {
    if (card) attend(live, boot);
  }, []);
  if (part === "stamp") return html`<${Stamp} boot=${boot} />`;
  if (!card) return null;
  if (boot.practice) return html`<${Hours} live=${live} boot=${boot} id=${part + "-title"} />`;
  return html`<section class="card stack credit" aria-labelledby=${part + "-title"}>
    <h2 class="lesser" id=${part + "-title"}>${t("Credit for coming, if you want it")}</h2>
    <${Presence} live=${live} id=${part + "-number"} /><${Signing} live=${live} boot=${boot} /><${Proof} live=${live} />
  </section>`;
}
