// The plan: what has been, what is, what is still to come; everything still to come can be changed.
import { Ask } from "../parts/ask.js";
import { html, useState } from "../parts/html.js";
import { asking } from "../parts/saying.js";
import { Sheet } from "../parts/sheet.js";
import { t } from "../parts/t.js";
import { TextField } from "../parts/typing.js";

// A round as it is being thought about: kind, prompt, settings.
function RoundSheet({ title, action, boot, kinds, start, fixedKind, settled, onSave, onClose }) {
  const [kind, setKind] = useState(start.kind);
  const [prompt, setPrompt] = useState(start.prompt);
  const [settings, setSettings] = useState(start.settings);
  const Settings = kinds[kind] && kinds[kind].Settings;
  const ideas = boot.prompts[kind] || [];
  const choose = (name) => {
    setKind(name);
    setSettings({});
  };
  return html`<${Sheet} title=${title} onClose=${onClose}>
    ${!fixedKind && html`<div class="chips" role="radiogroup" aria-label=${t("Kind of round")}>${Object.keys(boot.kinds).map(
      (name) => html`<button key=${name} class="chip" role="radio" aria-checked=${kind === name ? "true" : "false"} onClick=${() => choose(name)}>${boot.kinds[name].title}</button>`,
    )}</div>`}
    <${TextField} id="prompt" label=${t("Prompt")} value=${prompt} onInput=${setPrompt} limit=${400} rows=${3} />
    ${ideas.length > 0 && html`<details><summary>${t("Ideas for a prompt")}</summary><ul class="stack">${ideas.map(
      (idea) => html`<li key=${idea}><button class="wide idea" onClick=${() => setPrompt(idea)}>${idea}</button></li>`,
    )}</ul></details>`}
    ${Settings && !settled && html`<${Settings} settings=${settings} set=${(change) => setSettings(Object.assign({}, settings, change))} />`}
    <button class="main wide" onClick=${() => onSave({ kind, prompt: prompt.trim() || null, settings })}>${action}</button>
  <//>`;
}

function Step({ live, boot, id, round, onEdit, first, last }) {
  const title = boot.kinds[round.kind].title;
  const planned = round.stage === "planned";
  return html`<li class=${"card stack step " + round.stage} aria-current=${round.stage === "running" ? "step" : null}>
    <div><b>${title}</b>${round.stage === "over" && html` <span class="soft small">· ${t("over")}</span>`}</div>
    ${round.prompt && html`<p class="small"><bdi dir="auto">${round.prompt}</bdi></p>`}
    ${round.stage !== "over" && html`<div class="row tight">
      ${planned && html`<${Ask} live=${live} kind="round.start" fields=${{ round: id }}>${t("Start")}<//>`}
      <button class="quiet" onClick=${() => onEdit(id)}>${t("Change")}</button>
      ${planned && html`<span class="row tight end">
        <${Ask} live=${live} kind="round.move" fields=${{ round: id, by: -1 }} class="quiet" aria-label=${t("Earlier: {title}", { title })} disabled=${first}>↑<//>
        <${Ask} live=${live} kind="round.move" fields=${{ round: id, by: 1 }} class="quiet" aria-label=${t("Later: {title}", { title })} disabled=${last}>↓<//>
        <${Ask} live=${live} kind="round.drop" fields=${{ round: id }} class="quiet" aria-label=${t("Remove: {title}", { title })}>✕<//></span>`}
    </div>`}
  </li>`;
}

export function Plan({ live, boot, kinds }) {
  const [editing, setEditing] = useState(null);
  const { plan, order } = live.view;
  const planned = order.filter((id) => plan[id].stage === "planned");
  const add = ({ kind, prompt, settings }) => asking(live, "round.plan", { round_kind: kind, prompt, settings }).then((ok) => ok && setEditing(null));
  const change = ({ prompt, settings }) => asking(live, "round.change", { round: editing, prompt, settings }).then((ok) => ok && setEditing(null));
  const edited = editing && plan[editing];
  return html`
    <h2>${t("Plan")}</h2>
    ${!order.length && html`<p class="soft">${t("Nothing planned yet. Add a first round.")}</p>`}
    <ol class="stack">${order.map(
      (id) => html`<${Step} key=${id} live=${live} boot=${boot} id=${id} round=${plan[id]} onEdit=${setEditing} first=${id === planned[0]} last=${id === planned[planned.length - 1]} />`,
    )}</ol>
    <button class="wide" onClick=${() => setEditing("new")}>+ ${t("Add a round")}</button>
    ${editing === "new" && html`<${RoundSheet} title=${t("Add a round")} action=${t("Add it")} boot=${boot} kinds=${kinds}
      start=${{ kind: Object.keys(boot.kinds)[0], prompt: "", settings: {} }} onSave=${add} onClose=${() => setEditing(null)} />`}
    ${edited && html`<${RoundSheet} title=${boot.kinds[edited.kind].title} action=${t("Save")} boot=${boot} kinds=${kinds} fixedKind=${true} settled=${edited.stage !== "planned"}
      start=${{ kind: edited.kind, prompt: edited.prompt, settings: edited.settings }} onSave=${change} onClose=${() => setEditing(null)} />`}
  `;
}
