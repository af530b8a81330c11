// Group choice for the facilitator: how many have chosen, the choices of people without phones, closing, the result.
import { Ask } from "../../parts/ask.js";
import { html, useState } from "../../parts/html.js";
import { asking, tell } from "../../parts/saying.js";
import { Sheet } from "../../parts/sheet.js";
import { t, tn } from "../../parts/t.js";
import { Picking } from "./picking.js";
import { Result } from "./result.js";

const MOST = 8;
const LEAST = 5;

function ChooseFor({ live, round, seat, name, onClose }) {
  const [picks, set] = useState([]);
  const count = () =>
    asking(live, "choice.vote_for", { seat, picks, wording: round.wording }).then((ok) => {
      if (!ok) return;
      tell(t("Counted."));
      onClose();
    });
  return html`<${Sheet} title=${t("What {name} tells you", { name })} onClose=${onClose}>
    <p class="small soft">${t("Ask them aside. What you count last is what counts for them.")}</p>
    <${Picking} round=${round} picks=${picks} set=${set} />
    <button class="main wide" disabled=${!picks.length} onClick=${count}>${t("Count it")}</button>
  <//>`;
}

function WithoutPhone({ live, round }) {
  const [asked, setAsked] = useState(null);
  const seats = live.view.seats;
  const people = round.without_phone.filter((id) => seats[id]);
  if (!people.length) return null;
  return html`<div class="stack"><p class="small soft">${t("They have no phone to choose with:")}</p>
    <div class="row">${people.map((id) => html`<button key=${id} onClick=${() => setAsked(id)}>${t("Choose for {name}", { name: seats[id].handle })}</button>`)}</div>
    ${seats[asked] && html`<${ChooseFor} key=${round.wording} live=${live} round=${round} seat=${asked} name=${seats[asked].handle} onClose=${() => setAsked(null)} />`}</div>`;
}

function Options({ options }) {
  return html`<ul class="stack option-list">${options.map((words, i) => html`<li key=${i}><bdi dir="auto">${words}</bdi></li>`)}</ul>`;
}

export default function ChoiceConsole({ live, round }) {
  if (round.result)
    return html`<${Result} round=${round} />
      ${round.result.winners.length > 0 && !round.result.counts && html`<p class="small soft">${t("Without numbers, so that nobody's own choice can be told from them.")}</p>`}`;
  if (round.over) return null;
  if (!round.options.length) return html`<p class="note warm">${t("There is nothing to choose from yet. Change this round in the plan: the question first, and below it each option on a line of its own.")}</p>`;
  return html`<${Options} options=${round.options} />
    <p>${tn("{n} person has chosen.", "{n} people have chosen.", round.voted)}</p>
    <${WithoutPhone} live=${live} round=${round} />
    <${Ask} live=${live} kind="choice.close" class="main wide" disabled=${!round.voted}>${t("Close the choice")}<//>
    <p class="small soft">${t("Then the result shows to everyone, once, and who chose what is forgotten. Ending the round does the same.")}</p>`;
}

// How the prompt of this kind is written, for the plan: what people will choose between, as it is being typed.
export function aboutPrompt(prompt, settled) {
  const options = prompt.split("\n").map((line) => line.trim()).filter(Boolean).slice(1);
  const offered = { options: options.slice(0, MOST).join(" · ") };
  let hint = options.length > MOST ? t("Only the first eight are offered: {options}", offered) : t("People choose between: {options}", offered);
  if (options.length < 2) hint = t("Write each option on a line of its own below the question, two to eight of them.");
  return { label: t("The question, and below it the options"), hint: settled ? hint + " " + t("Changed while people choose, the choice starts anew.") : hint, rows: 6 };
}

const ways = () => [
  ["one", t("One each"), t("What most would like.")],
  ["several", t("As many as they like"), t("What suits most people.")],
  ["ranked", t("In order of preference"), t("While nothing has more than half, what is last leaves and its votes go to what they put next.")],
];

export function Settings({ settings, set }) {
  const least = settings.least || LEAST;
  return html`
    <fieldset class="stack"><legend class="label">${t("How to choose")}</legend>${ways().map(
      ([value, name, says]) => html`<label key=${value} class="choice"><input type="radio" name="way" checked=${(settings.way || "one") === value} onChange=${() => set({ way: value })} /><span><b>${name}</b><br /><span class="small soft">${says}</span></span></label>`,
    )}</fieldset>
    <div class="field"><label for="least">${t("Show numbers only when at least so many have answered")}</label><select id="least" value=${String(least)} onChange=${(e) => set({ least: Number(e.target.value) })} aria-describedby="least-says">
      ${[3, 4, 5, 6, 8, 10, 15].map((n) => html`<option key=${n} value=${String(n)}>${n}</option>`)}</select>
      <p class="small soft" id="least-says">${t("Below that only what was chosen shows, and below three nothing.")}</p></div>
  `;
}
