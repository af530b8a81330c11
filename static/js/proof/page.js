// /proof: a slip becomes a certificate. The name is typed here, hashed here and set in here.
import { html, render, useEffect, useRef, useState } from "../parts/html.js";
import { speak, t } from "../parts/t.js";
import { Certificate } from "./certificate.js";
import { cleanName, fromText, LONGEST_NAME, readProof } from "./format.js";
import { certificates, erase, setCertificates } from "./kept.js";
import { putSlip, redeem, slipHere } from "./slip.js";
import { facts } from "./words.js";

const boot = JSON.parse(document.getElementById("boot").textContent);
speak(boot.words);

// Asks for the proof; a name left blank needs no question to the person.
function Make({ slip, made, away }) {
  const name = useRef();
  const [refused, refuse] = useState("");
  const [busy, setBusy] = useState(false);
  const ask = async (typed) => {
    if (busy) return;
    setBusy(true);
    const answer = await redeem(slip, typed, boot.csrf);
    setBusy(false);
    if (answer.proof) made({ proof: answer.proof, name: typed, salt: slip.salt });
    else refuse(answer.message || t("No answer came. Please try again: nothing is lost."));
  };
  useEffect(() => {
    if (slip.blank) ask("");
  }, []);
  const send = (event) => {
    event.preventDefault();
    const typed = cleanName(name.current.value);
    if (typed) ask(typed);
    else {
      refuse(t("Please type your name as it should stand on the certificate."));
      name.current.focus();
    }
  };
  return html`<form class="card stack" onSubmit=${send} novalidate>
    ${!slip.blank && html`<div class="field"><label for="name">${t("Your name, as it should stand there")}</label>
      <input id="name" ref=${name} type="text" dir="auto" maxlength=${LONGEST_NAME} autocomplete="name" aria-describedby="name-hint" aria-invalid=${refused ? "true" : null} />
      <p class="small soft" id="name-hint">${t("It is good for one name: please look at the spelling. The name stays on this phone. What is sent is a code made from it that nobody can turn back into a name.")}</p></div>`}
    ${refused && html`<p class="note warm" role="alert">${refused}</p>`}
    ${slip.blank ? refused && html`<button class="main wide" type="button" onClick=${() => ask("")}>${t("Try again")}</button>`
      : html`<button class="main wide" aria-disabled=${busy ? "true" : null}>${t("Make my certificate")}</button>`}
    ${slip.blank ? html`<button class="quiet" type="button" onClick=${away}>${t("Not now")}</button>` : html`<a class="button wide" href="/here">${t("Back to your session")}</a>`}
  </form>`;
}

// `alone`: nothing else is on this page.
function Kept({ open, redraw, alone }) {
  const all = certificates();
  const gone = (change) => {
    change();
    redraw();
  };
  if (!all.length) return alone && html`<p class="card">${t("A certificate is made from a session: while it runs, ask for one on the phone you take part with. None is kept on this device.")}</p>`;
  return html`<section class="stack"><h2>${t("Kept on this phone")}</h2>
    <ul class="stack">${all.map((one) => {
      const said = facts(readProof(fromText(one.proof)), boot.lang);
      return html`<li key=${one.proof} class="card row apart"><div><p><b><bdi dir="auto">${one.name}</bdi></b></p><p class="small soft"><bdi>${said[1][1]}</bdi> · <bdi dir="auto">${said[0][1]}</bdi></p></div>
        <div class="row"><button onClick=${() => open(one)}>${t("Open")}<span class="unseen"> ${said[1][1]}</span></button><button class="quiet" onClick=${() => gone(() => erase(one))}>${t("Erase")}<span class="unseen"> ${said[1][1]}</span></button></div></li>`;
    })}</ul>
    <button class="warm" onClick=${() => gone(() => setCertificates([]))}>${t("Erase all of them")}</button></section>`;
}

function Page() {
  const [slip, setSlip] = useState(slipHere);
  const [one, show] = useState(null);
  const [, redraw] = useState(0);
  useEffect(() => {
    const again = () => {
      if (location.hash.length < 2) return;
      show(null);
      setSlip({ ...slipHere() });
    };
    addEventListener("hashchange", again);
    return () => removeEventListener("hashchange", again);
  }, []);
  const away = () => {
    putSlip(null);
    setSlip(null);
    show(null);
  };
  if (one) return html`<${Certificate} one=${one} boot=${boot} done=${away} />`;
  const kept = html`<${Kept} open=${show} redraw=${() => redraw((n) => n + 1)} alone=${!slip} />`;
  return slip ? html`<div class="stack"><${Make} key=${slip.slip} slip=${slip} made=${show} away=${away} />${!slip.blank && kept}</div>` : kept;
}

render(html`<${Page} />`, document.getElementById("proof"));
