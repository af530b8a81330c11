// Building a plan: rounds move by dragging or with the arrow keys, minutes add up while somebody types, and buttons that
// change the form ask the server without leaving the page. Without this file the same form works by itself.

const form = document.getElementById("builder");
const says = JSON.parse(document.getElementById("sums").textContent);
const SVG = "http://www.w3.org/2000/svg";
let changed = "changed" in form.dataset;
let waiting = false;

const list = () => document.getElementById("rounds");
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const number = (input) => (/^\d+$/.test(input.value.trim()) ? Number(input.value) : 0);
const tell = (sentence) => (document.getElementById("told").textContent = sentence);

// The strip of cloth and the sentence beside it, from what is typed just now.
function addUp() {
  const rounds = [...list().children].filter((li) => !li.classList.contains("out"));
  const minutes = rounds.map((li) => number(li.querySelector("[data-minutes]")));
  const used = minutes.reduce((all, one) => all + one, 0);
  const length = number(form.elements.minutes);
  const sum = document.getElementById("sum");
  const word = !length ? "" : used > length ? says.over : used < length ? says.spare : says.exact;
  sum.querySelector("b").textContent = fill(says.sum, { used, length: length || "–" });
  sum.querySelector("span").textContent = fill(word, { n: Math.abs(length - used) });
  const strip = document.querySelector("#total .strip");
  strip.querySelectorAll("rect:not(.seam)").forEach((bar) => bar.remove());
  const whole = Math.max(length, used, 1);
  let at = 0;
  rounds.forEach((li, n) => {
    const bar = document.createElementNS(SVG, "rect");
    bar.setAttribute("class", li.dataset.cloth);
    bar.setAttribute("x", `${(100 * at) / whole}%`);
    bar.setAttribute("width", `${(100 * minutes[n]) / whole}%`);
    bar.setAttribute("height", "100%");
    strip.insertBefore(bar, strip.querySelector(".seam"));
    at += minutes[n];
  });
}

// One step earlier or later. The others move around it, so that focus, and a finger that holds it, stay where they are.
function step(li, by) {
  const other = by < 0 ? li.previousElementSibling : li.nextElementSibling;
  if (!other) return false;
  if (by < 0) li.after(other);
  else li.before(other);
  changed = true;
  return true;
}

function moved(li) {
  const all = [...list().children];
  tell(fill(form.dataset.moved, { title: li.dataset.title, at: all.indexOf(li) + 1, all: all.length }));
  addUp();
}

function takeIdea(button) {
  const li = button.closest(".round");
  const prompt = li.querySelector("textarea");
  prompt.value = button.querySelector("bdi").textContent;
  button.closest("details").open = false;
  said(li);
  prompt.focus();
}

function said(li) {
  li.querySelector("[data-said]").textContent = li.querySelector("textarea").value.trim() || says.none;
  changed = true;
}

// Nothing may be typed into what is about to be replaced.
function wait(on) {
  waiting = on;
  for (const id of ["course", "total"]) document.getElementById(id).inert = on;
}

async function answer(data) {
  try {
    const answered = await fetch(form.getAttribute("action"), { method: "POST", body: data });
    if (answered.ok && !answered.redirected) return new DOMParser().parseFromString(await answered.text(), "text/html");
    show(answered.redirected ? says.signed_out : says.failed);
  } catch (_) {
    show(says.failed);
  }
  return null;
}

// What a button means is the server's to say: the part of its page that holds the rounds takes the place of ours.
async function ask(button) {
  if (waiting) return;
  const [verb] = button.value.split(" ");
  const near = button.closest(".round");
  const data = new FormData(form);
  data.append(button.name, button.value);
  wait(true);
  const page = await answer(data);
  wait(false);
  if (!page) return button.focus();
  const open = [...document.querySelectorAll(".inside[open]")].map((inside) => inside.closest(".round").id);
  for (const id of ["course", "total"]) document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
  open.forEach((id) => document.querySelector(`#${id} .inside`)?.setAttribute("open", ""));
  begin();
  addUp();
  changed = true;
  show(page.getElementById("said").textContent);
  const target = verb === "add" ? list().lastElementChild : near && document.getElementById(near.id);
  if (!target || document.activeElement !== document.body) return; // somebody who has gone on typing is left alone
  const within = verb === "add" ? target.querySelector("textarea") : verb === "keep" ? target.querySelector(".keep summary") : target;
  within.focus();
  target.scrollIntoView({ block: "nearest" });
}

function show(sentence) {
  const note = document.getElementById("said");
  note.textContent = sentence;
  note.hidden = !sentence;
  tell(sentence);
}

form.addEventListener("submit", (e) => {
  const button = e.submitter;
  const verb = button ? button.value.split(" ")[0] : "save";
  const here = ["count", "idea", "up", "down"].includes(verb);
  if (!button || verb === "save" || !(here || "inert" in form)) {
    changed = false;
    return;
  }
  e.preventDefault();
  const li = button.closest(".round");
  if (verb === "count") addUp();
  else if (verb === "idea") takeIdea(button);
  else if (verb === "up" || verb === "down") {
    if (step(li, verb === "up" ? -1 : 1)) moved(li);
    button.focus();
    li.scrollIntoView({ block: "nearest" });
  } else ask(button);
});

form.addEventListener("input", (e) => {
  changed = true;
  if (e.target.matches("[data-minutes], #minutes")) addUp();
  if (e.target.matches(".round textarea")) said(e.target.closest(".round"));
});

form.addEventListener("keydown", (e) => {
  const handle = e.target.closest(".handle");
  const steps = { ArrowUp: -1, ArrowDown: 1, Home: -100, End: 100 }[e.key];
  if (!handle || !steps) return;
  e.preventDefault();
  const li = handle.closest(".round");
  for (let n = 0; n < Math.abs(steps) && step(li, steps); n++);
  moved(li);
  li.scrollIntoView({ block: "nearest" });
});

// Dragging: the card follows the finger; a card it has passed by half makes room. Escape puts everything back.
form.addEventListener("pointerdown", (e) => {
  const handle = e.target.closest(".handle");
  if (!handle || e.button) return;
  e.preventDefault();
  handle.focus();
  const li = handle.closest(".round");
  const before = [...list().children];
  const grip = e.clientY - li.getBoundingClientRect().top;
  const pointer = e.pointerId;
  let y = e.clientY;
  let frame = 0;
  handle.setPointerCapture(pointer);
  li.classList.add("lifted");

  const middle = (other) => {
    const { top, height } = other.getBoundingClientRect();
    return top + height / 2;
  };
  const place = () => {
    const floor = document.getElementById("total").getBoundingClientRect().top;
    if (y < 48) scrollBy(0, -10);
    else if (y > floor - 24) scrollBy(0, 10);
    li.style.transform = "";
    const high = li.offsetHeight;
    while (li.previousElementSibling && y - grip < middle(li.previousElementSibling)) step(li, -1);
    while (li.nextElementSibling && y - grip + high > middle(li.nextElementSibling)) step(li, 1);
    li.style.transform = `translateY(${y - grip - li.getBoundingClientRect().top}px)`;
    frame = requestAnimationFrame(place);
  };
  const follow = (event) => (y = event.clientY);
  const leave = (event) => event.key === "Escape" && drop(event);
  const drop = (event) => {
    cancelAnimationFrame(frame);
    handle.removeEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) handle.removeEventListener(end, drop);
    document.removeEventListener("keydown", leave);
    li.style.transform = "";
    li.classList.remove("lifted");
    if (event.type !== "pointerup") list().append(...before);
    if (event.type !== "pointerup" || before.some((one, n) => one !== list().children[n])) moved(li);
    handle.focus();
  };
  handle.addEventListener("pointermove", follow);
  for (const end of ["pointerup", "pointercancel"]) handle.addEventListener(end, drop);
  document.addEventListener("keydown", leave);
  frame = requestAnimationFrame(place);
});

addEventListener("beforeunload", (e) => {
  if (changed) e.preventDefault();
});

function begin() {
  form.classList.add("lively");
  document.querySelectorAll(".handle").forEach((handle) => (handle.hidden = false));
}

begin();
