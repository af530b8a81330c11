// The certificate as it stands on the screen and on paper. The name is set in here and nowhere else.
import { html, useEffect, useRef, useState } from "../parts/html.js";
import { t } from "../parts/t.js";
import { fragment, fromText, readProof } from "./format.js";
import { erase, isKept, keepCertificate } from "./kept.js";
import { qr } from "./qr.js";
import { facts } from "./words.js";

const twoDigits = (n) => String(n).padStart(2, "0");

// Everything a certificate says, in the reader's language. `one`: {proof, name, salt}.
function contents(one, boot) {
  const proof = readProof(fromText(one.proof));
  const page = `${boot.start}/verify`;
  return {
    title: t("Certificate of attendance"), name: one.name, facts: facts(proof, boot.lang), page,
    address: `${page}#${fragment(one)}`, lang: boot.lang, by_hand: t("Name, written by hand"),
    sentence: t("This person was at a group session."),
    checked: proof.blank
      ? t("The name on this sheet was written by hand; the signature covers the rest. Anyone can check it: scan the code.")
      : t("The name was typed by its owner and is part of what is signed. Anyone can check it: scan the code."),
    file: `attendance-${proof.year}-${twoDigits(proof.month)}-${twoDigits(proof.day)}.pdf`,
  };
}

function Code({ address }) {
  const { size, path } = qr(address);
  return html`<svg class="qr" viewBox=${`0 0 ${size} ${size}`} role="img" aria-label=${t("A code that leads to the check of this certificate")} shape-rendering="crispEdges">
    <rect width=${size} height=${size} fill="#fff" /><path d=${path} fill="#000" /></svg>`;
}

function Paper({ of }) {
  return html`<article class="certificate" aria-labelledby="certificate-title">
    <h2 id="certificate-title">${of.title}</h2>
    ${of.name ? html`<p class="name serif"><bdi dir="auto">${of.name}</bdi></p>` : html`<p class="name by-hand"><span>${of.by_hand}</span></p>`}
    <p>${of.sentence}</p>
    <dl>${of.facts.map(([what, value]) => html`<div key=${what}><dt>${what}</dt><dd><bdi dir="auto">${value}</bdi></dd></div>`)}</dl>
    <div class="seal"><${Code} address=${of.address} /><div class="stack small"><p>${of.checked}</p><p><a href=${of.address} target="_blank" rel="noopener">${of.page}</a></p></div></div>
  </article>`;
}

async function savePdf(of) {
  const { makePdf } = await import("./pdf.js");
  const bytes = await makePdf({ ...of, code: qr(of.address) });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  link.download = of.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// `done`: what its button does, when the certificate is put away.
export function Certificate({ one, boot, done }) {
  const of = contents(one, boot);
  const top = useRef();
  const [told, tell] = useState("");
  const [busy, setBusy] = useState(false);
  const [safe, setSafe] = useState(isKept(one));
  const [sure, setSure] = useState(false);
  const [here, setHere] = useState(isKept(one));
  useEffect(() => top.current.focus(), [one.proof]);
  const save = async () => {
    if (busy) return;
    setBusy(true);
    tell(t("One moment."));
    await savePdf(of).then(() => setSafe(true) || tell(t("The PDF is made.")), () => tell(t("The PDF could not be made just now. Printing works without a network.")));
    setBusy(false);
  };
  const keep = () => {
    const kept = here ? !erase(one) : keepCertificate(one);
    setHere(kept);
    setSafe(kept);
    tell(kept ? t("It is kept on this phone, on this page.") : here ? t("It is no longer on this phone.") : t("This phone has no room to keep it. Save it as a PDF."));
  };
  const print = () => {
    setSafe(true);
    window.print();
  };
  const close = () => {
    if (safe || sure || !one.name) return done();
    setSure(true);
    return tell(t("It is not saved yet, and nobody else has it."));
  };
  return html`<section class="stack made">
    <p class="note good unprinted" tabindex="-1" ref=${top}>${one.name ? t("Here is your certificate. Nobody else has it: save it or print it now.") : t("Here is the certificate, with room for a name.")}</p>
    <${Paper} of=${of} />
    <div class="row two unprinted"><button class="main" aria-disabled=${busy ? "true" : null} onClick=${save}>${t("Save as PDF")}</button><button onClick=${print}>${t("Print")}</button></div>
    <p class="unprinted small" role="status">${told}</p>
    ${one.name && html`<div class="unprinted stack"><p class="small soft">${t("Keep it here only if this phone is yours alone.")}</p>
      <button class="wide" aria-pressed=${here ? "true" : "false"} onClick=${keep}>${t("Keep it on this phone")}</button></div>`}
    ${one.name && html`<a class="button wide unprinted" href="/here">${t("Back to your session")}</a>`}
    <button class="quiet unprinted" onClick=${close}>${sure && !safe ? t("Close it without saving") : t("Close it")}</button>
  </section>`;
}
