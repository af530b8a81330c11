// Goals on a phone: my next step, for me; what worked for others, to save and try; what worked for me, for everyone.
import { Ask } from "../../parts/ask.js";
import { reaches, strengthName, TakeBack } from "../../parts/belongings.js";
import { Named } from "../../parts/cards.js";
import { html, useState } from "../../parts/html.js";
import { Person } from "../../parts/patch.js";
import { Reach } from "../../parts/reach.js";
import { asking, tell } from "../../parts/saying.js";
import { Sheet } from "../../parts/sheet.js";
import { t, tn } from "../../parts/t.js";
import { TextField, useDraft } from "../../parts/typing.js";

function Sure({ value, set }) {
  return html`<div class="field ruler"><label for="goal-sure">${t("How sure are you that you will do it?")}</label>
    <input id="goal-sure" type="range" min="0" max="10" step="1" value=${value === null ? 5 : value} class=${value === null ? "untouched" : ""}
      aria-valuetext=${value === null ? t("not set") : String(value)} onInput=${(e) => set(Number(e.target.value))} />
    <p class="row apart small soft"><span>0 · ${t("not at all")}</span><output for="goal-sure">${value === null ? "–" : value}</output><span>${t("very")} · 10</span></p>
    <p class="small soft">${t("This number is for you. Nobody else is ever shown it.")}</p>
    ${value !== null && html`<button class="quiet" onClick=${() => set(null)}>${t("Leave the number out")}</button>`}</div>`;
}

function Setting({ live, boot, text, setText, before, done }) {
  const [strength, setStrength] = useState(before.strength || null);
  const [sure, setSure] = useState(before.sure === undefined ? null : before.sure);
  const save = () => asking(live, "goals.set", { text, strength, sure }).then((ok) => ok && done());
  return html`<section class="card stitched stack setting">
    <p class="small soft"><span aria-hidden="true">✎ </span>${t("Only you see this until you choose otherwise.")}</p>
    <${TextField} id="goal-text" label=${t("My next step")} value=${text} onInput=${setText} limit=${280} rows=${2} hint=${t("In my own words, and small enough to begin.")} />
    <fieldset class="stack"><legend class="label">${t("A strength of mine that could go with it")}</legend>
      <div class="chips">${boot.kinds.goals.strengths.map(
        ([key, name]) => html`<button key=${key} class="chip" aria-pressed=${strength === key ? "true" : "false"} onClick=${() => setStrength(strength === key ? null : key)}>${name}</button>`,
      )}</div></fieldset>
    <${Sure} value=${sure} set=${setSure} />
    <button class="main wide" disabled=${!text.trim()} onClick=${save}>${t("This is my step")}</button>
    ${before.text && html`<p class="small soft">${before.reach === "me" ? "" : t("Changed, it is yours alone again until you share it.")}</p>
      <button class="quiet" onClick=${done}>${t("Leave it as it was")}</button>`}
  </section>`;
}

function Goal({ live, boot, mine, item, piece, change }) {
  const [choosing, setChoosing] = useState(false);
  const can = mine.can.includes("goals.share");
  const open = piece.reach === "everyone" && !piece.waiting && !piece.covered;
  const status = [open ? t("Everyone can read it") : "", reaches(piece), piece.waiting ? t("Shown later, together with others") : "", piece.covered ? t("Your facilitator has covered it") : ""];
  return html`<section class="card stack my-goal" aria-label=${t("My next step")}>
    <h2 class="lesser">${t("My next step")}</h2>
    <p class="words serif goal"><bdi dir="auto">${piece.text}</bdi></p>
    ${piece.strength && html`<p>${t("With {strength}", { strength: strengthName(boot, piece.strength) })}</p>`}
    ${piece.sure !== undefined && html`<p class="small">${t("How sure: {n} of 10. Only you see the number.", { n: piece.sure })}
      ${piece.sure < 7 && html`<br /><span class="soft">${t("If you like: what would make it one surer? A smaller step, or some company?")}</span>`}</p>`}
    <p class="small soft" role="status">${status.filter(Boolean).join(" · ")}</p>
    ${choosing && can && html`<${Reach} live=${live} kind="goals.share" item=${item} piece=${piece} done=${() => setChoosing(false)} />`}
    <div class="row small-actions">
      ${can && html`<button aria-expanded=${choosing ? "true" : "false"} onClick=${() => setChoosing(!choosing)}>${t("Who may read it?")}</button>`}
      ${change && html`<button onClick=${change}>${t("Change it")}</button>`}
      <${TakeBack} live=${live} item=${item} says=${piece.reach === "me" ? t("Erase it") : ""} />
    </div>
  </section>`;
}

function MyGoal({ live, boot, round, mine }) {
  const [text, setText] = useDraft(`${live.own.seat}:goal`);
  const [open, setOpen] = useState(Boolean(text));
  const item = Object.keys(live.own.mine).find((i) => live.own.mine[i].what === "goal" && live.own.mine[i].round === round.id);
  const piece = item ? live.own.mine[item] : {};
  const can = mine.can.includes("goals.set");
  const change = () => {
    setText(piece.text);
    setOpen(true);
  };
  const done = () => {
    setText("");
    setOpen(false);
  };
  if (can && (open || !item)) return html`<${Setting} live=${live} boot=${boot} text=${text} setText=${setText} before=${piece} done=${done} />`;
  return item ? html`<${Goal} live=${live} boot=${boot} mine=${mine} item=${item} piece=${piece} change=${can && change} />` : null;
}

function OfferSheet({ live, onClose }) {
  const [text, set] = useDraft(`${live.own.seat}:strategy`);
  const [named, setNamed] = useState(true);
  const send = () =>
    asking(live, "goals.offer", { text, named }).then((ok) => {
      if (!ok) return;
      set("");
      tell(named ? t("Offered to everyone.") : t("Offered. It is shown later, mixed with others."));
      onClose();
    });
  return html`<${Sheet} title=${t("What worked for me")} onClose=${onClose}>
    <p class="soft">${t("For the whole group, and for nobody in particular. Whoever likes can save it and try.")}</p>
    <${TextField} id="strategy-text" label=${t("What worked for me was…")} value=${text} onInput=${set} limit=${280} rows=${4} hint=${t("What I did, and what came of it. What works for one may not for another.")} />
    <${Named} named=${named} set=${setNamed} />
    <div class="sheet-action"><button class="main wide" disabled=${!text.trim()} onClick=${send}>${t("Offer it")}</button></div>
  <//>`;
}

function Strategy({ live, mine, item, piece }) {
  const by = piece.by && live.view.seats[piece.by];
  const saved = Boolean(live.own.saved[item]);
  const own = live.own.mine[item];
  return html`<li class=${"card stack strategy" + (saved ? " saved" : "")}>
    <p class="words"><bdi dir="auto">${piece.text}</bdi></p>
    <div class="row apart">${by && by.handle ? html`<span class="small soft"><${Person} seat=${by} /></span>` : html`<span></span>`}
      ${own ? html`<span class="small soft">${t("Yours")}</span>` : mine.can.includes("goals.save") ? html`<${Ask} live=${live} kind="goals.save" fields=${{ item, on: !saved }}
        then=${() => saved || tell(t("Saved. You find it under your handle, and at the closing."))} aria-pressed=${saved ? "true" : "false"}>${saved ? t("Saved to try") : t("Save to try")}<//>`
        : saved && html`<b class="small">${t("Saved to try")}</b>`}</div></li>`;
}

function Goals({ live, boot, round }) {
  const items = Object.keys(round.goals).sort().filter((i) => !live.own.mine[i]);
  if (!items.length) return null;
  return html`<section class="stack"><h2 class="lesser">${t("Next steps others shared")}</h2><ul class="stack">${items.map((item) => {
    const piece = round.goals[item];
    const by = piece.by && live.view.seats[piece.by];
    return html`<li key=${item} class="card stack"><p class="words serif"><bdi dir="auto">${piece.text}</bdi></p>
      ${piece.strength && html`<p class="small">${t("With {strength}", { strength: strengthName(boot, piece.strength) })}</p>`}
      ${by && by.handle && html`<p class="small soft"><${Person} seat=${by} /></p>`}</li>`;
  })}</ul></section>`;
}

export default function GoalsPhone({ live, boot, round, mine }) {
  const [offering, setOffering] = useState(false);
  const strategies = Object.keys(round.cards).sort();
  const waiting = Object.keys(live.own.mine).filter((i) => live.own.mine[i].what === "strategy" && live.own.mine[i].waiting).sort();
  return html`
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    <${MyGoal} live=${live} boot=${boot} round=${round} mine=${mine} />
    <section class="stack" aria-live="polite"><h2 class="lesser">${t("What worked for us")}</h2>
      ${mine.can.includes("goals.offer") && html`<button class="wide" onClick=${() => setOffering(true)}>${t("Tell what worked for me")}</button>`}
      ${!strategies.length && html`<p class="small soft">${t("Nothing here yet. Save what you would like to try; only you will know.")}</p>`}
      <ul class="stack">${waiting.map((item) => html`<li key=${item} class="card stack strategy"><p class="words"><bdi dir="auto">${live.own.mine[item].text}</bdi></p>
        <p class="small soft">${t("Yours")} · ${t("Shown later, together with others")}</p></li>`)}
        ${strategies.map((item) => html`<${Strategy} key=${item} live=${live} mine=${mine} item=${item} piece=${round.cards[item]} />`)}</ul>
      ${round.more && html`<p class="small soft center">${tn("And {n} more.", "And {n} more.", round.more)}</p>`}
    </section>
    <${Goals} live=${live} boot=${boot} round=${round} />
    ${offering && html`<${OfferSheet} live=${live} onClose=${() => setOffering(false)} />`}
  `;
}
