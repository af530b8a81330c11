// Strengths shout-outs on a phone: give one, see what was given to me, and let it show or not.
import { html, useState } from "../../parts/html.js";
import { MyWords, Received, strengthName } from "../../parts/belongings.js";
import { Person } from "../../parts/patch.js";
import { asking, tell } from "../../parts/saying.js";
import { Sheet } from "../../parts/sheet.js";
import { t } from "../../parts/t.js";
import { TextField, useDraft } from "../../parts/typing.js";

const GROUP = { seat: null };

function Who({ people, onChoose }) {
  return html`<div class="stack">
    <h3>${t("For whom?")}</h3>
    <div class="people">
      ${people.map((p) => html`<button key=${p.seat} class="person-button" onClick=${() => onChoose(p)}><${Person} seat=${p} /></button>`)}
    </div>
    <button class="wide" onClick=${() => onChoose(GROUP)}>${t("For the whole group")}</button>
  </div>`;
}

function What({ live, boot, to, done }) {
  const [strength, setStrength] = useState(null);
  const [text, setText] = useDraft(`${live.own.seat}:shoutout`);
  const [named, setNamed] = useState(true);
  const [justForThem, setJustForThem] = useState(false);
  const give = () =>
    asking(live, "shoutouts.give", {
      to: to.seat, strength, text: text.trim() ? text : null, named, just_for_them: Boolean(to.seat && justForThem),
    }).then((ok) => {
      if (!ok) return;
      setText("");
      done();
    });
  return html`<div class="stack">
    <h3>${to.seat ? t("What strength did you see in {name}?", { name: to.handle }) : t("What strength did you see in this group?")}</h3>
    <div class="chips" role="group" aria-label=${t("Strengths")}>${boot.kinds.shoutouts.strengths.map(
      ([key, name]) => html`<button key=${key} class="chip" aria-pressed=${strength === key ? "true" : "false"} onClick=${() => setStrength(strength === key ? null : key)}>${name}</button>`,
    )}</div>
    <${TextField} id="shoutout-text" label=${t("In your own words, if you like")} value=${text} onInput=${setText} limit=${280} rows=${3} />
    <label class="choice"><input type="checkbox" checked=${!named} onChange=${(e) => setNamed(!e.target.checked)} /><span>${t("Without my handle")}</span></label>
    ${to.seat && html`<label class="choice"><input type="checkbox" checked=${justForThem} onChange=${(e) => setJustForThem(e.target.checked)} /><span>${t("Just for {name}, never on the quilt", { name: to.handle })}</span></label>`}
    ${to.phone === false && html`<p class="note">${t("{name} has no phone here. Your facilitator reads it to them.", { name: to.handle })}</p>`}
    <div class="sheet-action"><button class="main wide" disabled=${!strength && !text.trim()} onClick=${give}>${t("Give it")}</button></div>
  </div>`;
}

function GiveSheet({ live, boot, people, onClose }) {
  const [to, setTo] = useState(null);
  const done = () => {
    tell(to.seat ? t("Given. {name} decides whether it shows.", { name: to.handle }) : t("Given. It is being sewn into the quilt."));
    onClose();
  };
  return html`<${Sheet} title=${t("A shout-out")} onClose=${onClose}>
    ${to ? html`<${What} live=${live} boot=${boot} to=${to} done=${done} />` : html`<${Who} people=${people} onChoose=${setTo} />`}
  <//>`;
}

function Latest({ live, round, boot }) {
  const latest = round.latest;
  if (!latest) return null;
  const seats = live.view.seats;
  const to = latest.to && seats[latest.to];
  const by = latest.by && seats[latest.by];
  return html`<section class="card stitched stack center latest" aria-live="polite">
    <p class="small soft">${t("Just sewn in")}</p>
    ${to ? html`<${Person} seat=${to} />` : html`<b>${t("For all of us")}</b>`}
    ${latest.strength && html`<p class="serif strength">${strengthName(boot, latest.strength)}</p>`}
    ${latest.text && html`<p class="words"><bdi dir="auto">${latest.text}</bdi></p>`}
    ${by && html`<p class="small soft">${t("From {name}", { name: by.handle })}</p>`}
  </section>`;
}

export default function ShoutoutsPhone({ live, round, mine, boot }) {
  const [people, setPeople] = useState(null);
  const open = () => live.look("shoutouts.people").then((a) => setPeople(a.ok ? a.page.people : []));
  return html`
    ${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}
    ${mine.can.includes("shoutouts.give") && html`<button class="main wide" onClick=${open}>${t("Give a shout-out")}</button>`}
    <${Latest} live=${live} round=${round} boot=${boot} />
    <${Received} live=${live} boot=${boot} />
    ${Object.keys(live.own.mine).length > 0 && html`<details class="card"><summary><b>${t("What you wrote")}</b></summary><${MyWords} live=${live} boot=${boot} /></details>`}
    ${people && html`<${GiveSheet} live=${live} boot=${boot} people=${people} onClose=${() => setPeople(null)} />`}
  `;
}
