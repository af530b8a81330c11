// Pace that bends: how long everyone has, so that what is planned still fits. Seen here only, and said calmly.
import { Ask } from "../parts/ask.js";
import { html, useEffect, useState } from "../parts/html.js";
import { t } from "../parts/t.js";

const MINUTE = 60000;
const PLENTY = 10;
const STEP = 5;
const SHORTEST = 15;
const LONGEST = 480;

// To half minutes, and never less than one: nobody is told seconds.
function about(seconds) {
  const halves = Math.max(2, Math.round(seconds / 30));
  const n = Math.floor(halves / 2) + (halves % 2 ? "½" : "");
  return halves === 2 ? t("about a minute") : t("about {n} minutes", { n });
}

function says({ pace, seconds, title }) {
  if (seconds < pace.shortest) return title ? t("It is getting tight: leaving out «{title}» would free time.", { title }) : t("It is getting tight. A few minutes more would help.");
  if (seconds > PLENTY * 60) return t("There is plenty of time for everyone, and the closing still fits.");
  return t("At this pace everyone has {time}, and the closing still fits.", { time: about(seconds) });
}

function Length({ live, pace, length }) {
  const set = (minutes) => ({ minutes: Math.min(LONGEST, Math.max(SHORTEST, minutes)) });
  // The end is the server's time; a clock on the wall is this computer's.
  const end = pace && new Date(pace.ends_at + Date.now() - live.now()).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  return html`<div class="row apart"><span class="small soft">${pace ? t("Planned end: {time}", { time: end }) : t("Planned: {n} minutes", { n: length })}</span>
    <span class="row tight">
      <${Ask} live=${live} kind="meeting.length" fields=${set(length - STEP)} class="quiet small" disabled=${length <= SHORTEST}>${t("−5 minutes")}<//>
      <${Ask} live=${live} kind="meeting.length" fields=${set(length + STEP)} class="quiet small" disabled=${length >= LONGEST}>${t("+5 minutes")}<//></span></div>`;
}

export function Pace({ live, boot }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 15000);
    return () => clearInterval(timer);
  }, []);
  const { pace, plan, length, phase } = live.view;
  const turns = phase === "running" && pace ? pace.turns : 0;
  const seconds = turns > 0 && (pace.ends_at - live.now() - pace.later) / turns / 1000;
  const skip = turns > 0 && seconds < pace.shortest && plan[pace.skip];
  const title = skip && boot.kinds[skip.kind].title;
  return html`<section class="pace" aria-label=${t("Time")}>
    ${turns > 0 && html`<p>${says({ pace, seconds, title })}</p>`}
    ${skip && html`<${Ask} live=${live} kind="round.skip" fields=${{ round: pace.skip }}>${t("Leave it out")}<//>`}
    <${Length} live=${live} pace=${pace} length=${length} />
  </section>`;
}
