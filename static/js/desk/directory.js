// The organization's directory on the console: a line becomes a card on one phone, or on all. Handed again, it is taken back.
import { html, useState } from "../parts/html.js";
import { asking } from "../parts/saying.js";
import { t } from "../parts/t.js";

export const linesOf = (id) => Array.from(document.getElementById(id).content.querySelectorAll("li"));

// `seat`: whose phone; without one, every phone.
export function Directory({ live, seat }) {
  const [wanted, want] = useState("");
  const here = live.view.offered.filter((o) => (o.seat || "") === (seat || "")).map((o) => o.resource);
  const words = wanted.toLowerCase().split(" ").filter(Boolean);
  const lines = linesOf("bridge").filter((line) => words.every((word) => line.textContent.toLowerCase().includes(word)));
  const id = "directory-" + (seat || "all");
  return html`<div class="stack">
    <p class="small soft">${t("It shows as a card they can take along or put away. You are not told which, and nobody else sees it on one phone. It is written down nowhere once the session ends.")}</p>
    <div class="field"><label for=${id}>${t("Find by a word")}</label><input id=${id} type="text" autocomplete="off" value=${wanted} onInput=${(e) => want(e.target.value)} /></div>
    ${lines.map((line) => {
      const resource = line.dataset.resource;
      const on = here.includes(resource);
      const [kind, about] = [line.querySelector("p"), line.querySelector(".about")];
      return html`<button key=${resource} class="wide idea" aria-pressed=${on ? "true" : "false"} onClick=${() => asking(live, "care.offer", { resource, seat: seat || null, on: !on })}>
        <span><b><bdi dir="auto">${line.querySelector("h3").textContent}</bdi></b><br /><span class="small soft">${[kind, about].filter(Boolean).map((part) => part.textContent.trim()).join(" · ")}</span></span></button>`;
    })}
    <p class="small soft" role="status">${lines.length === 0 && t("No line says that.")}</p>
  </div>`;
}
