// Balance: how the time was shared, how many have been heard, how many patches are bare. Drawn, and never by name.
import { html } from "../parts/html.js";
import { t, tn } from "../parts/t.js";

const WIDTH = 300;
const MOST_THREADS = 40;
const MOST_DOTS = 100;
const MOST_PATCHES = 60;
const SHORT = 120;

function minutes(seconds) {
  return seconds < 60 ? t("under a minute") : tn("{n} minute", "{n} minutes", Math.round(seconds / 60));
}

// Each turn a line of running stitch as long as it took. Of very many, some at even steps stand for all.
function Threads({ turns }) {
  const shown = turns.length > MOST_THREADS ? Array.from({ length: MOST_THREADS }, (_, i) => turns[Math.round((i * (turns.length - 1)) / (MOST_THREADS - 1))]) : turns;
  const step = Math.max(5, Math.min(14, 180 / shown.length));
  const longest = Math.max(SHORT, turns[turns.length - 1]);
  const said = turns.length === 1 ? t("One turn so far: {time}.", { time: minutes(turns[0]) })
    : t("{n} turns so far. The shortest: {short}. The longest: {long}.", { n: turns.length, short: minutes(turns[0]), long: minutes(turns[turns.length - 1]) });
  return html`<svg viewBox=${`0 0 ${WIDTH} ${shown.length * step + 8}`} role="img" aria-label=${said}>${shown.map((seconds, i) => {
    const y = 4 + step * (i + 0.5);
    return html`<g key=${i}><circle class="knot" cx="6" cy=${y} r="3" /><path class="thread" d=${`M6 ${y}H${10 + (WIDTH - 20) * (seconds / longest)}`} /></g>`;
  })}</svg>`;
}

// So many of all, as marks in rows: the first ones full, the rest open. Of very many, in proportion.
function Marks({ full, all, most, size, said, mark }) {
  const many = Math.min(all, most);
  const filled = all > most ? Math.min(many, Math.ceil((full / all) * many)) : full;
  const each = Math.floor(WIDTH / size);
  return html`<svg viewBox=${`0 0 ${WIDTH} ${Math.ceil(many / each) * size}`} role="img" aria-label=${said}>${Array.from({ length: many }, (_, i) =>
    mark((i % each) * size, Math.floor(i / each) * size, i < filled, i))}</svg>`;
}

const dot = (x, y, full, i) => html`<circle key=${i} class=${full ? "heard" : "unheard"} cx=${x + 10} cy=${y + 10} r="6.5" />`;
const patch = (x, y, sewn, i) => html`<g key=${i} class=${sewn ? "sewn" : "bare"} transform=${`translate(${x + 3} ${y + 3})`}><rect width="20" height="20" rx="2" />${sewn && html`<path d="M4 10q3 -6 6 0t6 0" />`}</g>`;

export function Balance({ live }) {
  const { balance } = live.view;
  if (!balance) return null;
  const { turns, heard, here, bare } = balance;
  const heardSaid = tn("{heard} of {n} person here has been heard.", "{heard} of {n} people here have been heard.", here, { heard });
  const bareSaid = tn("{n} person here has been given no shout-out yet.", "{n} people here have been given no shout-out yet.", bare || 0);
  return html`<details class="card balance"><summary><b>${t("Balance, for your eyes only")}</b></summary>
    <figure><figcaption class="small soft">${turns.length ? t("How the time was shared, shortest turn first") : t("No turn has been taken yet.")}</figcaption>
      ${turns.length > 0 && html`<${Threads} turns=${turns} />`}</figure>
    ${here > 0 && html`<figure><figcaption class="small soft">${t("Heard so far, and not yet")}</figcaption>
      <${Marks} full=${heard} all=${here} most=${MOST_DOTS} size=${20} said=${heardSaid} mark=${dot} /></figure>`}
    ${here > 0 && bare !== undefined && html`<figure><figcaption class="small soft">${t("Given a shout-out, and still bare")}</figcaption>
      <${Marks} full=${here - bare} all=${here} most=${MOST_PATCHES} size=${27} said=${bareSaid} mark=${patch} /></figure>`}
  </details>`;
}
