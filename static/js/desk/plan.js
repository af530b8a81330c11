// The plan: what has been, what is, what is still to come; everything still to come can be changed.
import { Ask } from "../parts/ask.js";
import { html, useState } from "../parts/html.js";
import { asking } from "../parts/saying.js";
import { Sheet } from "../parts/sheet.js";
import { t, tn } from "../parts/t.js";
import { TextField } from "../parts/typing.js";

// A round as it is being thought about: kind, prompt, settings.
function RoundSheet({ title, action, boot, kinds, start, fixedKind, settled, onSave, onClose }) {
  const [kind, setKind] = useState(start.kind);
  const [prompt, setPrompt] = useState(start.prompt);
  const [settings, setSettings] = useState(start.settings);
  const [minutes, setMinutes] = useState(start.minutes || boot.kinds[start.kind].minutes);
  const [next, setNext] = useState(false);
  const Settings = kinds[kind] && kinds[kind].Settings;
  const ideas = boot.prompts[kind] || [];
  const about = kinds[kind] && kinds[kind].aboutPrompt ? kinds[kind].aboutPrompt(prompt, settled) : { label: t("Prompt"), rows: 3 };
  const choose = (name) => {
    setKind(name);
    setSettings({});
    setMinutes(boot.kinds[name].minutes);
  };
  return html`<${Sheet} title=${title} onClose=${onClose}>
    ${!fixedKind && html`<div class="chips" role="radiogroup" aria-label=${t("Kind of round")}>${Object.keys(boot.kinds).map(
      (name) => html`<button key=${name} class="chip" role="radio" aria-checked=${kind === name ? "true" : "false"} onClick=${() => choose(name)}>${boot.kinds[name].title}</button>`,
    )}</div>`}
    <p class="soft">${boot.kinds[kind].about}</p>
    <${TextField} id="prompt" label=${about.label} hint=${about.hint} value=${prompt} onInput=${setPrompt} limit=${400} rows=${about.rows} />
    ${ideas.length > 0 && html`<details><summary>${t("Ideas for a prompt")}</summary><ul class="stack">${ideas.map(
      ({ text, options }) => html`<li key=${text}><button class="wide idea" onClick=${() => setPrompt([text].concat(options || []).join("\n"))}><span>${text}${options && html`<br /><span class="small soft">${options.join(" · ")}</span>`}</span></button></li>`,
    )}</ul></details>`}
    ${Settings && !settled && html`<${Settings} boot=${boot} settings=${settings} set=${(change) => setSettings(Object.assign({}, settings, change))} />`}
    <label class="row apart"><span>${t("Minutes")}</span><input type="number" inputmode="numeric" min="1" max="240" value=${minutes} onInput=${(e) => setMinutes(Number(e.target.value))} /></label>
    ${!fixedKind && html`<label class="choice"><input type="checkbox" checked=${next} onChange=${(e) => setNext(e.target.checked)} /><span>${t("Right after the present one")}</span></label>`}
    <button class="main wide" disabled=${!(minutes >= 1 && minutes <= 240)} onClick=${() => onSave({ kind, prompt: prompt.trim() || null, settings, minutes, next })}>${action}</button>
  <//>`;
}

// What can be done with a round that is still to come.
function ToCome({ live, id, title, skipped, first, last }) {
  if (skipped) return html`<${Ask} live=${live} kind="round.skip" fields=${{ round: id, on: false }}>${t("Take it in again")}<//>`;
  return html`<span class="row tight end">
    <${Ask} live=${live} kind="round.move" fields=${{ round: id, by: -1 }} class="quiet" aria-label=${t("Earlier: {title}", { title })} disabled=${first}>↑<//>
    <${Ask} live=${live} kind="round.move" fields=${{ round: id, by: 1 }} class="quiet" aria-label=${t("Later: {title}", { title })} disabled=${last}>↓<//>
    <${Ask} live=${live} kind="round.skip" fields=${{ round: id }} class="quiet" aria-label=${t("Leave out: {title}", { title })}>✕<//></span>`;
}

function Step({ live, boot, id, round, onEdit, again, first, last }) {
  const title = boot.kinds[round.kind].title;
  const { stage } = round;
  const toCome = stage === "planned" || stage === "skipped";
  const says = stage === "over" ? t("over") : stage === "skipped" ? t("left out") : tn("{n} minute", "{n} minutes", round.minutes);
  return html`<li class=${"card stack step " + stage} aria-current=${stage === "running" ? "step" : null}>
    <div><b>${title}</b> <span class="soft small">· ${says}</span></div>
    ${round.prompt && html`<p class="small"><bdi dir="auto">${round.prompt}</bdi></p>`}
    <div class="row tight">
      ${toCome && html`<${Ask} live=${live} kind="round.start" fields=${{ round: id }}>${t("Start")}<//>`}
      ${stage === "over" ? html`<button class="quiet" onClick=${() => again(round)} aria-label=${t("Once more: {title}", { title })}>${t("Once more")}</button>`
        : html`<button class="quiet" onClick=${() => onEdit(id)} aria-label=${t("Change: {title}", { title })}>${t("Change")}</button>`}
      ${toCome && html`<${ToCome} live=${live} id=${id} title=${title} skipped=${stage === "skipped"} first=${first} last=${last} />`}
    </div>
  </li>`;
}

export function Plan({ live, boot, kinds }) {
  const [editing, setEditing] = useState(null);
  const { plan, order } = live.view;
  const planned = order.filter((id) => ["planned", "skipped"].includes(plan[id].stage));
  const done = (ok) => ok && setEditing(null);
  const add = ({ kind, prompt, settings, minutes, next }) => asking(live, "round.plan", { round_kind: kind, prompt, settings, minutes, next }).then(done);
  const change = ({ prompt, settings, minutes }) => asking(live, "round.change", { round: editing, prompt, settings, minutes }).then(done);
  const again = ({ kind, prompt, settings, minutes }) => add({ kind, prompt: prompt || null, settings, minutes, next: true });
  const edited = editing && plan[editing];
  return html`
    <h2>${t("Plan")}</h2>
    ${!order.length && html`<p class="soft">${t("Nothing planned yet. Add a first round.")}</p>`}
    <ol class="stack">${order.map(
      (id) => html`<${Step} key=${id} live=${live} boot=${boot} id=${id} round=${plan[id]} onEdit=${setEditing} again=${again} first=${id === planned[0]} last=${id === planned[planned.length - 1]} />`,
    )}</ol>
    <button class="wide" onClick=${() => setEditing("new")}>+ ${t("Add a round")}</button>
    ${editing === "new" && html`<${RoundSheet} title=${t("Add a round")} action=${t("Add it")} boot=${boot} kinds=${kinds}
      start=${{ kind: Object.keys(boot.kinds)[0], prompt: "", settings: {} }} onSave=${add} onClose=${() => setEditing(null)} />`}
    ${edited && html`<${RoundSheet} title=${boot.kinds[edited.kind].title} action=${t("Save")} boot=${boot} kinds=${kinds} fixedKind=${true} settled=${edited.stage !== "planned"}
      start=${{ kind: edited.kind, prompt: edited.prompt, settings: edited.settings, minutes: edited.minutes }} onSave=${change} onClose=${() => setEditing(null)} />`}
  `;
}
