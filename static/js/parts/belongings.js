// What I wrote, with taking it back; what was given to me, with letting it show; what I saved to try.
import { Ask, Check } from "./ask.js";
import { html, useState } from "./html.js";
import { t } from "./t.js";

export function strengthName(boot, key) {
  const lists = Object.keys(boot.kinds).map((kind) => boot.kinds[kind].strengths || []);
  const found = [].concat(...lists).find(([k]) => k === key);
  return found ? found[1] : key;
}

export function Words({ piece, boot }) {
  return html`${piece.strength && html`<b class="strength">${strengthName(boot, piece.strength)}</b>`}
  ${piece.text && html`<p class="words"><bdi dir="auto">${piece.text}</bdi></p>`}`;
}

// Whom my own words reach, in words.
export function reaches(piece) {
  if (piece.reach === "me") return t("Only you see this");
  if (piece.reach === "facilitator") return t("For your facilitator only");
  return piece.named ? t("With your handle") : t("Without your handle");
}

// Asked twice, since what is taken back is erased.
export function TakeBack({ live, item, says }) {
  const [sure, setSure] = useState(false);
  if (!sure) return html`<button onClick=${() => setSure(true)}>${says || t("Take it back")}</button>`;
  return html`<div class="row"><${Ask} live=${live} kind="words.take_back" fields=${{ item }} class="warm">${t("Yes, take it back")}<//>
    <button class="quiet" onClick=${() => setSure(false)}>${t("Leave it")}</button></div>`;
}

export function Mine({ live, boot, item, piece }) {
  const to = piece.to && live.view.seats[piece.to];
  return html`<li class="card stack">
    <${Words} piece=${piece} boot=${boot} />
    <p class="small soft">${[
      to ? t("For {name}", { name: to.handle }) : "",
      piece.what === "reply" ? t("An answer") : "",
      reaches(piece),
      piece.waiting ? t("Shown later, together with others") : "",
      piece.covered ? t("Your facilitator has covered it") : "",
      piece.hidden ? t("Not shown just now") : "",
    ].filter(Boolean).join(" · ")}</p>
    <${TakeBack} live=${live} item=${item} />
  </li>`;
}

export function MyWords({ live, boot }) {
  const mine = Object.keys(live.own.mine).sort();
  if (!mine.length) return html`<p class="soft">${t("Nothing yet. What you write shows here, and you can take it back any time.")}</p>`;
  return html`<ul class="stack">${mine.map((item) => html`<${Mine} key=${item} live=${live} boot=${boot} item=${item} piece=${live.own.mine[item]} />`)}</ul>`;
}

export function Received({ live, boot, keeping }) {
  const received = Object.keys(live.own.received).sort();
  if (!received.length) return null;
  return html`<section class="stack" aria-label=${t("Given to you")}>
    <h2 class="lesser">${t("Given to you")}</h2>
    <ul class="stack">
      ${received.map((item) => {
        const piece = live.own.received[item];
        const by = piece.by && live.view.seats[piece.by];
        const perspective = piece.what === "perspective";
        return html`<li key=${item} class="card stack received">
          <${Words} piece=${piece} boot=${boot} />
          ${by && html`<p class="small soft">${t("From {name}", { name: by.handle })}</p>`}
          ${piece.can_allow
            ? html`<${Check} live=${live} kind="words.allow" fields=${{ item }} checked=${piece.allowed}>${perspective ? t("Let everyone read it") : t("Let it show on the quilt")}<//>`
            : html`<p class="small soft">${t("Just for you")}</p>`}
          ${keeping && !perspective && html`<${Check} live=${live} kind="words.let_keep" fields=${{ item }} checked=${piece.keep}>${t("The group may keep it, without names")}<//>`}
        </li>`;
      })}
    </ul>
  </section>`;
}

// What worked for somebody else, and I would like to try.
export function Saved({ live }) {
  const saved = Object.keys(live.own.saved).sort();
  if (!saved.length) return null;
  return html`<section class="stack" aria-label=${t("To try")}><h2 class="lesser">${t("To try")}</h2>
    <ul class="stack">${saved.map((item) => html`<li key=${item} class="note good"><p class="words"><bdi dir="auto">${live.own.saved[item].text}</bdi></p></li>`)}</ul>
  </section>`;
}
