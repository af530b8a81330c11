// Keeps what is typed into a form as a draft, a moment after the last key. Without this file its button does the same.

const form = document.querySelector("form[data-draft]");
const says = document.getElementById("kept");
const WAIT = 1500;
let timer = 0;
let sending = Promise.resolve();

async function keep() {
  timer = 0;
  const sent = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form) }).catch(() => null);
  says.textContent = sent && sent.ok && !sent.redirected ? says.dataset.kept : says.dataset.lost;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => (sending = sending.then(keep)), WAIT);
}

form.addEventListener("input", soon);
form.addEventListener("submit", () => clearTimeout(timer) || (timer = 0));
addEventListener("pagehide", () => timer && navigator.sendBeacon(form.dataset.draft, new FormData(form)));
