// A warm hand-off: what the facilitator shows of the organization's directory, as a card that its reader takes along. Fetched
// when there is one to show. Whether it is kept, saved, printed or put away stays on this phone, and nobody is told.
import { html, useEffect, useRef, useState } from "./html.js";
import { last, lasting, read, write } from "./keeping.js";
import { t } from "./t.js";
import { Picture, print, today } from "./take-home.js";
import { tell } from "./saying.js";

const lines = () => Array.from(document.getElementById("bridge").content.querySelectorAll("[data-resource]"));
const lineOf = (key) => lines().find((line) => line.dataset.resource === key);

// A line written since this page was loaded: the page is asked for once more, as on any reload.
function lookAgain() {
  return fetch("/here", { credentials: "same-origin" })
    .then((answer) => answer.text())
    .then((text) => {
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("bridge");
      if (fresh) document.getElementById("bridge").replaceWith(document.importNode(fresh, true));
    });
}

function cardOf(line) {
  const said = (selector) =>
    Array.from(line.querySelectorAll(selector)).map((part) => Array.from(part.children, (one) => one.textContent.trim()).join(": ") || part.textContent.trim());
  const call = line.querySelector("a[href^='tel:']");
  return {
    key: line.dataset.resource,
    what: said("p")[0],
    title: said("h3")[0],
    text: said(".about, a, .fact").join("\n"),
    call: call && call.getAttribute("href"),
  };
}

const isMissing = (keys) => keys.some((key) => !lineOf(key));
const TRIES = 5;
const LATER = 1500; // longer than a server may remember the directory as it was; and the network may be away

// Looks until every line is there, a few times. Gives how to stop.
function untilThere(keys, then) {
  let timer = 0;
  let left = TRIES;
  const ask = () => {
    if (!left || !isMissing(keys)) return;
    left -= 1;
    lookAgain().then(then, () => {}).then(() => left && (timer = setTimeout(ask, LATER)));
  };
  ask();
  return () => {
    left = 0;
    clearTimeout(timer);
  };
}

const keptHere = () => lasting("handoffs") || [];

function Card({ live, boot, line, away }) {
  const place = useRef();
  const [picture, setPicture] = useState(null);
  const [kept, setKept] = useState(() => keptHere().some((one) => one.key === line.dataset.resource));
  const card = cardOf(line);
  const part = Object.assign({ item: card.key, said: card.title + "\n" + card.text }, card);
  useEffect(() => place.current.replaceChildren(...Array.from(line.cloneNode(true).childNodes)), [line]);
  const keep = () => {
    const others = keptHere().filter((one) => one.key !== card.key);
    const all = kept ? others : others.concat([card]);
    if (last("handoffs", all.length && all)) setKept(!kept);
    else tell(t("This phone could not keep it. The picture may still work."));
  };
  const draw = () =>
    live.card()
      .then((made) => made.default(live.own, [part], today(boot)))
      .then((canvas) => new Promise((done) => canvas.toBlob(done)).then((blob) => setPicture({ said: part.said, src: canvas.toDataURL(), file: URL.createObjectURL(blob) })))
      .catch(() => tell(t("This phone could not draw the picture. Printing may still work.")));
  return html`<article class="stack" aria-label=${card.title}>
    <div class="stack" ref=${place}></div>
    <button class=${kept ? "wide" : "main wide"} aria-pressed=${kept ? "true" : "false"} onClick=${keep}>${kept ? t("Kept on this phone. Tap to undo.") : t("Keep it on this phone")}</button>
    <div class="row two"><button onClick=${draw}>${t("Save as a picture")}</button><button onClick=${() => print(live, boot, [part])}>${t("Print")}</button></div>
    <div aria-live="polite">${picture && html`<${Picture} picture=${picture} />`}</div>
    <button class="quiet" onClick=${() => away(card.key)}>${t("Put it away")}</button>
  </article>`;
}

// `keys`: the lines shown to this phone, or to all.
export default function HandOff({ live, boot, keys }) {
  const noted = live.own.seat + ":put-away";
  const [away, setAway] = useState(() => read(noted) || []);
  const [, look] = useState(0);
  useEffect(() => untilThere(keys, () => look((n) => n + 1)), [keys.join()]);
  const put = (key) => {
    write(noted, away.concat(key));
    setAway(away.concat(key));
  };
  const shown = keys.filter((key) => !away.includes(key) && lineOf(key));
  if (!shown.length) return null;
  return html`<section class="card stitched stack handed" aria-live="polite" aria-label=${t("A card for you")}>
    <p class="small soft">${t("Your facilitator thought this might be of use. It is yours to take or leave, and nobody is told which.")}</p>
    ${shown.map((key) => html`<${Card} key=${key} live=${live} boot=${boot} line=${lineOf(key)} away=${put} />`)}
    <p class="small soft">${t("If you would like company for the first call, ask your facilitator: a peer can sit beside you.")}</p>
  </section>`;
}
