// After the end: shows what was kept on this phone, saves it as a file, and wipes it on request; the stamp too. A slip that
// was fetched in time still leads to a proof.
import { stamps } from "./credit/stamps.js";
import { kept, last, lasting, read, wipeAll, wipeSession } from "./parts/keeping.js";

wipeSession();
const place = document.getElementById("kept");
const pieces = kept();

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

if (pieces.length) {
  const list = element("ul", "");
  list.className = "stack";
  pieces.forEach((piece) => {
    const item = element("li", "");
    item.className = "note good";
    const words = element("bdi", piece.said);
    words.dir = "auto";
    item.append(words);
    list.append(item);
  });
  const save = element("a", place.dataset.save);
  save.className = "button";
  save.download = place.dataset.name;
  save.href = URL.createObjectURL(new Blob([pieces.map((p) => `${p.what}: ${p.said}`).join("\n")], { type: "text/plain" }));
  place.className = "stack";
  place.append(element("h2", place.dataset.heading), list, save);
}

// What the group was let keep can be taken back from here once it keeps it, as long as this phone remembers the secrets.
const given = document.getElementById("given");
if (document.getElementById("gone")) last("given", null);
(given ? lasting("given") || [] : []).forEach((secret) => {
  const field = element("input", "");
  Object.assign(field, { type: "hidden", name: "secret", value: secret });
  given.append(field);
  given.hidden = false;
});

const handed = document.getElementById("handed");
(lasting("handoffs") || []).forEach((card) => {
  const item = element("li", "");
  item.className = "note stack";
  const [name, more] = [element("b", card.title), element("bdi", card.text)];
  item.append(name, more);
  if (card.call) {
    const call = element("a", card.title);
    call.className = "button";
    call.href = card.call;
    call.textContent = handed.dataset.call;
    call.setAttribute("aria-label", `${handed.dataset.call}: ${card.title}`);
    item.append(call);
  }
  handed.querySelector("ul").append(item);
  handed.hidden = false;
});

const proof = document.getElementById("proof");
if (read("slip")) proof.firstElementChild.href += "#" + read("slip");
proof.hidden = !read("slip") && !lasting("proofs");

document.getElementById("hours").hidden = !lasting("hours");

const about = document.getElementById("stamps");
const [says, , button, gone] = about.children;
const many = Object.keys(stamps()).length;
about.hidden = !many;
says.textContent = many === 1 ? says.dataset.one : says.dataset.many;
button.addEventListener("click", () => {
  last("stamps", null);
  button.remove();
  gone.textContent = gone.dataset.gone;
});

document.querySelectorAll("[data-wipes]").forEach((form) => form.addEventListener("submit", wipeAll));
