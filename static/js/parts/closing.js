// The closing: what goes home with me, on this phone, by my choice. Everything else is erased at the end.
import { Check } from "./ask.js";
import { html, useEffect, useState } from "./html.js";
import { MyWords, Received, Saved, Words } from "./belongings.js";
import { keep, kept, last, lasting } from "./keeping.js";
import { GroupRuler } from "./ruler.js";
import { t } from "./t.js";
import { ownThings, TakeHome } from "./take-home.js";

export function StayInTouch() {
  return html`<p class="small soft">${t("If you would like to stay in touch with someone, ask them, and swap it on paper. This program keeps no contacts.")}</p>`;
}

export function Closing({ live, boot, credit }) {
  const [done, setDone] = useState(kept().length > 0);
  const mine = ownThings(live, boot).map(({ what, said }) => ({ what, said }));
  const shoutouts = Object.keys(live.own.mine).filter((i) => live.own.mine[i].what === "shoutout");
  const [earlier] = useState(() => lasting("given") || []);
  const secrets = [live.own.mine, live.own.received].flatMap((of) => Object.keys(of).map((item) => of[item].secret));
  const given = Array.from(new Set(secrets.filter(Boolean).concat(earlier))).slice(0, 200);
  useEffect(() => void last("given", given.length && given), [given.join()]);
  const toggle = () => {
    const next = !done;
    if (keep(next ? mine : [])) setDone(next);
  };
  return html`
    <div class="center stack"><h1>${t("We are closing")}</h1>
      <p class="soft">${t("When the session ends, everything that was written is erased. You decide what goes home with you.")}</p></div>
    ${mine.length > 0 && html`<button class=${done ? "wide" : "main wide"} aria-pressed=${done ? "true" : "false"} onClick=${toggle}>
      ${done ? t("Kept on this phone. Tap to undo.") : t("Keep mine on this phone")}</button>
      <p class="small soft center">${t("It stays on this phone only, until you erase it there.")}</p>`}
    <${TakeHome} live=${live} boot=${boot} />
    ${credit("card")}
    <${GroupRuler} ruler=${live.view.ruler} />
    <${Received} live=${live} boot=${boot} keeping=${true} />
    <${Saved} live=${live} />
    ${shoutouts.length > 0 && html`<section class="stack"><h2 class="lesser">${t("Given by you")}</h2>${shoutouts.sort().map(
      (item) => html`<div key=${item} class="card stack"><${Words} piece=${live.own.mine[item]} boot=${boot} />
        <${Check} live=${live} kind="words.let_keep" fields=${{ item }} checked=${live.own.mine[item].keep}>${t("The group may keep it, without names")}<//></div>`,
    )}</section>`}
    <section class="stack"><h2 class="lesser">${t("What you wrote")}</h2><${MyWords} live=${live} boot=${boot} /></section>
    <${StayInTouch} />
  `;
}
