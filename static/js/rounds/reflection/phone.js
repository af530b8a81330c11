// Reflection on a phone: a page for oneself first; then whom it reaches, by choice; then what others shared, and a
// perspective only where somebody asked for one.
import { Ask, Check } from "../../parts/ask.js";
import { reaches, TakeBack } from "../../parts/belongings.js";
import { Named } from "../../parts/cards.js";
import { html, useState } from "../../parts/html.js";
import { Person } from "../../parts/patch.js";
import { Reach } from "../../parts/reach.js";
import { asking, tell } from "../../parts/saying.js";
import { Sheet } from "../../parts/sheet.js";
import { t, tn } from "../../parts/t.js";
import { TextField, useDraft } from "../../parts/typing.js";

function By({ live, seat }) {
  const by = seat && live.view.seats[seat];
  return by && by.handle ? html`<p class="small soft"><${Person} seat=${by} /></p>` : null;
}

function Writing({ text, set, save, leave }) {
  return html`<section class="card stitched stack writing">
    <p class="small soft"><span aria-hidden="true">✎ </span>${t("Only you see this until you choose otherwise.")}</p>
    <${TextField} id="reflection-text" label=${t("Write for yourself")} value=${text} onInput=${set} limit=${1000} rows=${8}
      hint=${t("Names, places and numbers can show who somebody is. Leave out what is not yours to tell.")} />
    <button class="main wide" disabled=${!text.trim()} onClick=${save}>${t("Done writing")}</button>
    ${leave && html`<button class="quiet" onClick=${leave}>${t("Leave it as it was")}</button>`}
  </section>`;
}

// What came to me because I asked: first to me alone.
function Given({ live, items }) {
  if (!items.length) return null;
  return html`<section class="stack" aria-live="polite"><h2 class="lesser">${t("Perspectives you asked for")}</h2><ul class="stack">${items.map((item) => {
    const piece = live.own.received[item];
    return html`<li key=${item} class="perspective stack"><p class="words"><bdi dir="auto">${piece.text}</bdi></p>
      <${By} live=${live} seat=${piece.by} />
      <${Check} live=${live} kind="words.allow" fields=${{ item }} checked=${piece.allowed}>${t("Let everyone read it")}<//></li>`;
  })}</ul></section>`;
}

function Asking({ live, mine, item, piece }) {
  if (piece.asks)
    return html`<div class="note stack"><p>${t("You asked for perspectives. They come to you first, and you decide whether others read them.")}</p>
      <${Ask} live=${live} kind="reflection.ask" fields=${{ item, on: false }}>${t("Ask no longer")}<//></div>`;
  if (!mine.can.includes("reflection.ask")) return null;
  return html`<div class="stack"><${Ask} live=${live} kind="reflection.ask" fields=${{ item, on: true }} class="wide">${t("Ask for perspectives")}<//>
    <p class="small soft">${t("Others can then tell you what was so for them. Nobody can unless you ask.")}</p></div>`;
}

function Page({ live, mine, item, change }) {
  const piece = live.own.mine[item];
  const [choosing, setChoosing] = useState(false);
  const shared = piece.reach !== "me";
  const can = mine.can.includes("reflection.share");
  const open = piece.reach === "everyone" && !piece.waiting && !piece.covered;
  const status = [open ? t("Everyone can read it") : "", reaches(piece), piece.waiting ? t("Shown later, together with others") : "", piece.covered ? t("Your facilitator has covered it") : ""];
  const given = Object.keys(live.own.received).filter((i) => live.own.received[i].about === item).sort();
  return html`<section class="card stack mine" aria-label=${t("What you wrote")}>
    <p class="words serif"><bdi dir="auto">${piece.text}</bdi></p>
    ${shared && html`<p class="small soft" role="status">${status.filter(Boolean).join(" · ")}</p>`}
    ${piece.reach === "everyone" && html`<${Asking} live=${live} mine=${mine} item=${item} piece=${piece} />`}
    <${Given} live=${live} items=${given} />
    ${can && (!shared || choosing) && html`<${Reach} live=${live} kind="reflection.share" item=${item} piece=${piece} done=${() => setChoosing(false)} />`}
    <div class="row small-actions">
      ${can && shared && html`<button aria-expanded=${choosing ? "true" : "false"} onClick=${() => setChoosing(!choosing)}>${t("Who may read it?")}</button>`}
      ${change && html`<button onClick=${change}>${t("Change it")}</button>`}
      <${TakeBack} live=${live} item=${item} says=${shared ? "" : t("Erase it")} />
    </div>
  </section>`;
}

// My pages in this round: the one I am writing, and those I have done something with.
function Mine({ live, round, mine }) {
  const [text, set] = useDraft(`${live.own.seat}:reflection`);
  const [open, setOpen] = useState(Boolean(text));
  const pages = Object.keys(live.own.mine).sort().filter((i) => live.own.mine[i].what === "reflection" && live.own.mine[i].round === round.id);
  const can = mine.can.includes("reflection.write");
  const done = () => {
    set("");
    setOpen(false);
  };
  const write = (again) => {
    if (again && !text) set(live.own.mine[mine.private].text);
    setOpen(true);
  };
  const save = () => asking(live, "reflection.write", { text }).then((ok) => ok && done());
  const writing = can && (open || !pages.length);
  const left = pages.filter((i) => !writing || i !== mine.private);
  return html`
    ${writing && html`<${Writing} text=${text} set=${set} save=${save} leave=${pages.length > 0 && done} />`}
    ${left.map((item) => html`<${Page} key=${item} live=${live} mine=${mine} item=${item} change=${can && item === mine.private && (() => write(true))} />`)}
    ${can && !writing && !mine.private && html`<button class="quiet" onClick=${() => write(false)}>+ ${t("Write another page")}</button>`}
  `;
}

function OfferSheet({ live, item, piece, onClose }) {
  const [text, set] = useDraft(`${live.own.seat}:perspective:${item}`);
  const [named, setNamed] = useState(true);
  const send = () =>
    asking(live, "reflection.offer", { item, text, named }).then((ok) => {
      if (!ok) return;
      set("");
      tell(t("Offered. Whoever asked reads it first."));
      onClose();
    });
  return html`<${Sheet} title=${t("Offer a perspective")} onClose=${onClose}>
    <blockquote class="words serif quoted" tabindex="0" role="region" aria-label=${t("What they wrote")}><bdi dir="auto">${piece.text}</bdi></blockquote>
    <div class="experience"><${TextField} id="perspective-text" label=${t("From my own experience…")} value=${text} onInput=${set} limit=${280} rows=${3}
      hint=${t("Not advice: what was so for me. What happened, what I felt, what helped.")} /></div>
    <${Named} named=${named} set=${setNamed} />
    <p class="small soft">${t("It goes to whoever asked, and to nobody else. They decide whether others read it.")}</p>
    <div class="sheet-action"><button class="main wide" disabled=${!text.trim()} onClick=${send}>${t("Offer it")}</button></div>
  <//>`;
}

function Shared({ live, mine, item, piece, offer }) {
  const answers = piece.perspectives || {};
  const given = Object.keys(live.own.mine).find((i) => live.own.mine[i].about === item);
  return html`<li class="card stack">
    <p class="words serif"><bdi dir="auto">${piece.text}</bdi></p>
    <${By} live=${live} seat=${piece.by} />
    ${Object.keys(answers).sort().map((i) => html`<div key=${i} class="perspective"><p class="words"><bdi dir="auto">${answers[i].text}</bdi></p><${By} live=${live} seat=${answers[i].by} /></div>`)}
    ${given && !answers[given] && html`<div class="perspective"><p class="small soft">${t("You offered, for them alone so far:")}</p><p class="words"><bdi dir="auto">${live.own.mine[given].text}</bdi></p></div>`}
    ${given && html`<div><${TakeBack} live=${live} item=${given} says=${t("Take mine back")} /></div>`}
    ${piece.asks && !given && html`<p class="small"><b>${t("Perspectives are welcome here.")}</b></p>
      ${mine.can.includes("reflection.offer") && html`<button class="wide" onClick=${offer}>${t("Offer a perspective")}</button>`}`}
  </li>`;
}

export default function ReflectionPhone({ live, round, mine }) {
  const [offering, setOffering] = useState(null);
  const own = live.own;
  const pages = round.cards;
  const others = Object.keys(pages).sort().filter((i) => !own.mine[i]);
  const loose = Object.keys(own.received).filter((i) => own.received[i].what === "perspective" && !own.received[i].about).sort();
  return html`
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    <${Mine} live=${live} round=${round} mine=${mine} />
    <${Given} live=${live} items=${loose} />
    ${others.length > 0 && html`<section class="stack" aria-live="polite"><h2 class="lesser">${t("What others shared")}</h2>
      <ul class="stack">${others.map((item) => html`<${Shared} key=${item} live=${live} mine=${mine} item=${item} piece=${pages[item]} offer=${() => setOffering(item)} />`)}</ul>
      ${round.more && html`<p class="small soft center">${tn("And {n} more.", "And {n} more.", round.more)}</p>`}</section>`}
    ${offering && pages[offering] && html`<${OfferSheet} live=${live} item=${offering} piece=${pages[offering]} onClose=${() => setOffering(null)} />`}
  `;
}
