// About me: my name and patch here, my words, who sees what, and going.
import { html, useState } from "./html.js";
import { MyWords, Received, Saved } from "./belongings.js";
import { wipeAll } from "./keeping.js";
import { LookForm } from "./look.js";
import { asking } from "./saying.js";
import { t } from "./t.js";

function WhoSeesWhat() {
  return html`<dl class="stack sees">
    <dt>${t("Everyone")}</dt><dd>${t("Your handle and patch, your raised hand, that you hold the piece, and what you share with everyone.")}</dd>
    <dt>${t("Your facilitator, besides")}</dt><dd>${t("Whether your phone is connected, a signal you send, whether you have been given a shout-out yet, and how long you have held the piece.")}</dd>
    <dt>${t("Only you")}</dt><dd>${t("How you take part, that you passed or want to be asked last, what was offered to you, and shout-outs until you let them show.")}</dd>
    <dt>${t("Afterwards")}</dt><dd>${t("How many came and for how long. Everything that was written is erased, and so are all handles.")}</dd>
  </dl>`;
}

// Forms of the page do the going, so that it works the same however it is asked for; this phone's traces go first.
function send(form, words) {
  wipeAll();
  const element = document.getElementById(form);
  if (words) element.querySelector("[name=words]").value = "1";
  element.submit();
}

function Going({ credit }) {
  const [wants, setWants] = useState(false);
  const [going, setGoing] = useState("");
  if (going === "someone")
    return html`<div class="note warm stack"><p>${t("Your seat stays in the circle without a phone, and your facilitator can offer you the piece. This phone forgets you.")}</p>
      <button class="main" onClick=${() => send("someone-else")}>${t("Hand the phone on")}</button><button class="quiet" onClick=${() => setGoing("")}>${t("Not now")}</button></div>`;
  if (going === "leave")
    return html`<div class="note warm stack"><p>${t("You leave the session, and this phone forgets you. Nobody is told why.")}</p>
      ${wants ? credit("leaving") : html`<button onClick=${() => setWants(true)}>${boot.practice ? t("Would you like your hours first?") : t("Would you like credit first?")}</button>`}
      <button class="main" onClick=${() => send("forget")}>${t("Leave")}</button>
      <button onClick=${() => send("forget", true)}>${t("Leave and take back everything I wrote")}</button>
      <button class="quiet" onClick=${() => setGoing("")}>${t("Stay")}</button></div>`;
  return html`<div class="stack"><button class="wide" onClick=${() => setGoing("someone")}>${t("Someone else joins on this phone")}</button>
    <button class="wide" onClick=${() => setGoing("leave")}>${t("Leave, and forget me here")}</button></div>`;
}

export function AboutMe({ live, boot, credit, onClose }) {
  const [stamp, setStamp] = useState(false);
  const look = (chosen) => asking(live, "seat.look", chosen).then((ok) => ok && onClose());
  return html`<${LookForm} looks=${boot.kinds.more} start=${live.own} label=${t("What we call you here")} action=${t("Change it")} done=${look} />
    <${Received} live=${live} boot=${boot} />
    <${Saved} live=${live} />
    <section class="stack"><h2 class="lesser">${t("What you wrote")}</h2><${MyWords} live=${live} boot=${boot} /></section>
    <details><summary><b>${t("Who sees what")}</b></summary><${WhoSeesWhat} /></details>
    ${!boot.practice && html`<details onToggle=${(e) => setStamp(e.target.open)}><summary><b>${t("Credit, and the stamp on this phone")}</b></summary>${stamp && credit("stamp")}</details>`}
    <details><summary><b>${t("Going")}</b></summary><${Going} credit=${credit} /></details>`;
}
