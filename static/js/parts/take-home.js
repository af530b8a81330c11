// What goes home with a person: a card of those of their own words that they choose, as a picture or on paper. It is made
// on this device and sent nowhere; what was chosen is remembered by the open page alone.
import { html, render } from "./html.js";
import { strengthName } from "./belongings.js";
import { kept } from "./keeping.js";
import { Patch } from "./patch.js";
import { tell } from "./saying.js";
import { t } from "./t.js";

// Everything of mine that I could keep, what was given to me first. Nobody else's handle is in it.
export function ownThings(live, boot) {
  const { received, mine, saved } = live.own;
  const of = (pieces, what) =>
    Object.keys(pieces || {}).sort().map((item) => {
      const piece = pieces[item];
      const strength = piece.strength && strengthName(boot, piece.strength);
      const word = piece.what === "word";
      return {
        item, what: word ? t("Your word") : what, title: word ? piece.text : strength, text: word ? "" : piece.text,
        said: [strength, piece.text].filter(Boolean).join(": "),
      };
    });
  return [...of(received, t("Given to you")), ...of(mine, t("Yours")), ...of(saved, t("To try"))].filter((thing) => thing.said);
}

export function today(boot) {
  return new Date().toLocaleDateString(boot.lang, { day: "numeric", month: "long", year: "numeric" });
}

let putAway = () => {};

// A sheet of paper that shows in print alone, and nothing else does: not the group's name either, which browsers print
// above a page as its title.
export function print(live, boot, things) {
  putAway();
  const paper = document.body.appendChild(document.createElement("div"));
  paper.className = "home-paper";
  const row = () => html`<div class="home-row">${[0, 1, 2, 3, 4, 5].map((n) => html`<${Patch} key=${n} of=${live.own} />`)}</div>`;
  const part = ({ item, what, title, text }) => html`<section key=${item}><p class="small">${what}</p>
    ${title && html`<h2><bdi dir="auto">${title}</bdi></h2>`}${text && html`<p class="serif"><bdi dir="auto">${text}</bdi></p>`}</section>`;
  render(html`${row()}${things.map(part)}<p class="small">${today(boot)}</p>${row()}`, paper);
  const title = document.title;
  document.title = t("card");
  document.body.classList.add("printing");
  putAway = () => {
    document.title = title;
    document.body.classList.remove("printing");
    paper.remove();
    putAway = () => {};
  };
  addEventListener("afterprint", () => putAway(), { once: true });
  window.print();
}

export function Picture({ picture }) {
  return html`<figure class="stack">
    <img class="home-picture" src=${picture.src} alt=${t("Your card: {words}", { words: picture.said })} />
    <a class="button main wide" href=${picture.file} download=${t("card") + ".png"}>${t("Save the picture")}</a>
    <figcaption class="small soft center">${t("Or press and hold the picture to save it.")}</figcaption></figure>`;
}

// `over`: the session has ended; what had been chosen or kept by then can still be saved.
export function TakeHome({ live, boot, over }) {
  if (!live.home) live.home = { chosen: {}, picture: null };
  const { home } = live;
  if (over && !home.left) {
    const keptHere = kept().map((piece) => piece.said);
    home.left = ownThings(live, boot).filter((thing) => home.chosen[thing.item] || keptHere.includes(thing.said));
  }
  const things = over ? home.left : ownThings(live, boot);
  const chosen = things.filter((thing) => home.chosen[thing.item]);
  const said = chosen.map((thing) => thing.said).join(" · ");
  if (!things.length) return null;
  // A picture shows what is chosen just now, and no words that have been taken back since.
  if (home.picture && home.picture.said !== said) {
    URL.revokeObjectURL(home.picture.file);
    home.picture = null;
  }
  const choose = (item, on) => {
    home.chosen[item] = on;
    live.redraw();
  };
  const draw = () =>
    live.card()
      .then((card) => card.default(live.own, chosen, today(boot)))
      .then((canvas) => new Promise((resolve) => canvas.toBlob(resolve)).then((blob) => {
        home.picture = { said, src: canvas.toDataURL(), file: URL.createObjectURL(blob) };
        live.redraw();
      }))
      .catch(() => tell(t("This phone could not draw the picture. Printing may still work.")));
  return html`<details class="card take-home" open=${over || Object.keys(home.chosen).length > 0}><summary><b>${t("Take home: a card of your own")}</b></summary><div class="stack">
    <p class="small soft">${t("Choose what goes on it. It is made on this phone and sent to nobody.")}</p>
    <fieldset><legend class="unseen">${t("What goes on your card")}</legend>${things.map(({ item, what, said }) => html`<label key=${item} class="choice"><input type="checkbox" checked=${Boolean(home.chosen[item])} onChange=${(e) => choose(item, e.target.checked)} />
      <span><span class="small soft">${what}</span><br /><bdi dir="auto" class="home-said">${said}</bdi></span></label>`)}</fieldset>
    <div class="row two"><button disabled=${!chosen.length} onClick=${draw}>${t("Save as a picture")}</button>
      <button disabled=${!chosen.length} onClick=${() => print(live, boot, chosen)}>${t("Print")}</button></div>
    <div aria-live="polite">${home.picture && html`<${Picture} picture=${home.picture} />`}</div>
  </div></details>`;
}
