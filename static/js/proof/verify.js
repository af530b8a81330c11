// /verify: whether a certificate holds, worked out in this browser alone. Name and salt stand after the # of the address,
// which browsers send to nobody.
import { html, render, useEffect, useState } from "../parts/html.js";
import { speak, t } from "../parts/t.js";
import { check } from "./check.js";
import { facts } from "./words.js";

const boot = JSON.parse(document.getElementById("boot").textContent);
speak(boot.words);

const verdicts = () => ({
  holds: ["good", t("This certificate holds."), t("It was signed here, and nothing in it was changed.")],
  name: ["warm", t("This certificate does not hold."), t("The signature is genuine, but it was not made for this name.")],
  altered: ["warm", t("This certificate does not hold."), t("Something in it was changed after it was signed, or it was never signed here.")],
  revoked: ["warm", t("This certificate no longer holds."), t("The key it was signed with was withdrawn. Please ask the organization for its own record.")],
  unknown: ["warm", t("This certificate cannot be checked here."), t("It was signed with a key that is not known here. It may be another organization's: look at the address it came with.")],
  unreadable: ["warm", t("This is not a whole certificate."), t("Please scan the code again, or paste the whole address.")],
});

// Whose it is, and what it says. What was not signed here is not shown as if it were.
function Says({ found }) {
  const { verdict, proof, name } = found;
  if (verdict !== "holds" && verdict !== "revoked") return null;
  const person = proof.blank ? t("Left blank: it was written by hand, and nothing here can vouch for it.") : name;
  return html`<dl>${[[t("Name"), person], ...facts(proof, boot.lang)].map(([what, value]) => html`<div key=${what}><dt>${what}</dt><dd><bdi dir="auto">${value}</bdi></dd></div>`)}</dl>
    ${verdict === "holds" && !proof.blank && html`<p class="small soft">${t("The name was typed by its owner. To know that it is theirs, ask for something with their name on it.")}</p>`}`;
}

function Verdict({ found }) {
  const [tone, title, why] = verdicts()[found.verdict];
  return html`<section class="card stitched stack" data-verdict=${found.verdict}><div class=${`note ${tone}`}><h2>${title}</h2><p>${why}</p></div><${Says} found=${found} /></section>`;
}

function Page() {
  const [text, setText] = useState(location.hash.slice(1));
  useEffect(() => {
    const changed = () => setText(location.hash.slice(1));
    const links = document.querySelectorAll("a[hreflang]");
    links.forEach((link) => (link.hash = text ? location.hash : ""));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, [text]);
  const send = (event) => {
    event.preventDefault();
    setText(event.target.elements.code.value.trim());
  };
  return html`<div class="stack"><div role="status" class="stack">${text && html`<${Verdict} found=${check(text, boot.keys)} />`}</div>
    <details open=${!text}><summary>${text ? t("Check another one") : t("Check without scanning")}</summary><form class="stack" onSubmit=${send}>
      <div class="field"><label for="code">${t("The address from the certificate, or what stands after its #")}</label>
        <textarea id="code" name="code" autocomplete="off" autocapitalize="off" spellcheck="false" required></textarea></div>
      <button class=${text ? "wide" : "main wide"}>${t("Check it")}</button></form></details></div>`;
}

render(html`<${Page} />`, document.getElementById("verify"));
