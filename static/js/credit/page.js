// The page to sign on. It carries no seat: it knows vouchers, which come after the `#` and leave the address at once, and
// a name for as long as it stands in the field. On a phone for one person; on a facilitator's device for one after another.
import { read, write } from "../parts/keeping.js";
import { post } from "./post.js";

const AT_HAND = "facilitator:credit";
const main = document.querySelector("main");
const sections = Array.from(main.querySelectorAll("section, #moment"));
const field = document.getElementById("name");
const wrong = document.getElementById("wrong");
const send = main.querySelector("form button");

// {tablet, vouchers}: only in this tab, so that a reload goes on where it was.
function atHand() {
  try {
    return JSON.parse(sessionStorage.getItem(AT_HAND));
  } catch (nothing) {
    return null;
  }
}
let hand = atHand();

function hold(next) {
  hand = next;
  try {
    sessionStorage.setItem(AT_HAND, JSON.stringify(hand));
  } catch (full) {
    // Then a reload needs the link again.
  }
}

// What became of a voucher on this device: "sending" from the first try until an answer came, then "kept".
function note(voucher, state) {
  write("signed", Object.assign(read("signed") || {}, { [voucher]: state }));
}

function noted(voucher) {
  return (read("signed") || {})[voucher];
}

function complain(why) {
  wrong.textContent = why ? wrong.dataset[why] : "";
  if (why) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  } else field.removeAttribute("aria-invalid");
}

function blank() {
  field.value = "";
  complain();
}

function show(id) {
  main.classList.toggle("tablet", Boolean(hand && hand.tablet));
  sections.forEach((section) => {
    section.hidden = section.id !== id;
  });
  main.querySelectorAll(".next").forEach((button) => {
    button.hidden = !hand || !hand.vouchers.length;
  });
  const heading = document.querySelector(`#${id} h1`);
  if (heading) heading.focus();
}

function takeFromAddress() {
  const said = location.hash.slice(1);
  if (!said) return;
  history.replaceState(null, "", location.pathname + location.search);
  const parts = said.split(".");
  const tablet = parts[0] === "tablet";
  const vouchers = tablet ? parts.slice(1) : parts;
  hold({ tablet, vouchers, waits: !vouchers.length });
}

function begin() {
  takeFromAddress();
  blank();
  if (!hand) show("none");
  else if (hand.waits) show("moment");
  else if (!hand.vouchers.length) show("done");
  else show(noted(hand.vouchers[0]) === "kept" ? "kept" : "form");
}

// On a device that goes round a voucher is put away once it is used up; all of them when the session is over.
function putAway(voucher, outcome) {
  if (hand.tablet) hold({ tablet: true, vouchers: outcome === "unknown" ? [] : hand.vouchers.filter((v) => v !== voucher) });
}

// `lost`: an answer for this voucher was lost before, on this device.
function became(voucher, outcome, lost) {
  if (outcome === "kept" || (outcome === "used" && lost)) {
    note(voucher, "kept");
    putAway(voucher);
    blank();
    show("kept");
  } else if (outcome === "used" || outcome === "unknown") {
    note(voucher);
    putAway(voucher, outcome);
    blank();
    show(outcome === "unknown" && lost ? "unsure" : outcome);
  } else {
    note(voucher, lost ? "sending" : undefined);
    if (outcome === "full") show("full");
    else complain(outcome in wrong.dataset ? outcome : "wrong");
  }
}

let waits = false;
main.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (waits) return;
  complain();
  const voucher = hand.vouchers[0];
  const lost = noted(voucher) === "sending";
  note(voucher, "sending");
  waits = true;
  send.setAttribute("aria-disabled", "true");
  post("/credit", { voucher, name: field.value })
    .then((outcome) => became(voucher, outcome, lost), () => complain("lost"))
    .then(() => {
      waits = false;
      send.removeAttribute("aria-disabled");
    });
});

main.querySelectorAll(".next, .again").forEach((button) => button.addEventListener("click", () => {
  if (button.classList.contains("next")) blank();
  show("form");
  field.focus();
}));
main.querySelectorAll(".hand-back").forEach((button) => button.addEventListener("click", () => {
  blank();
  show("done");
}));
document.getElementById("close").addEventListener("click", () => window.close());
addEventListener("hashchange", begin);
addEventListener("pagehide", () => blank());
begin();
