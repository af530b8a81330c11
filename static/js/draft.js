// Keeps what is typed into a form as a draft, a moment after the last key. Without this file its button does the same.

const form = document.querySelector("form[data-draft]");
const says = document.getElementById("kept");
const WAIT = 1500;
const AGAIN = 10000; // when it could not be kept: the network may be away for a while
let timer = 0;
let sending = Promise.resolve();

async function keep() {
  timer = 0;
  const sent = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form) }).catch(() => null);
  const kept = sent && sent.ok && !sent.redirected;
  says.textContent = kept ? says.dataset.kept : says.dataset.lost;
  if (!kept && !timer) soon(AGAIN);
}

function soon(wait = WAIT) {
  clearTimeout(timer);
  timer = setTimeout(() => (sending = sending.then(keep)), wait);
}

form.addEventListener("input", () => soon());
addEventListener("online", () => timer && soon());
form.addEventListener("submit", () => clearTimeout(timer) || (timer = 0));
addEventListener("pagehide", () => timer && navigator.sendBeacon(form.dataset.draft, new FormData(form)));
