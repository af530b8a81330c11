// What this phone holds for credit: it asks once, after a while that nobody chose, so that nothing follows the order in
// which people tap. One voucher goes with the two bits of the stamp, the other waits for whoever wants to sign.
import { read, write } from "../parts/keeping.js";
import { before, stamp } from "./stamps.js";
import { post } from "./post.js";

const WITHIN = 6000;
const SOON = 1500;
const TOLD_WITHIN = 5000;
const WITHIN_IF_LARGE = 60000;
const AGAIN_AFTER = 4000;
const TRIES = 5;

const sometime = (within) => new Promise((done) => setTimeout(done, Math.random() * within));

function noted(live) {
  return live.own.seat + ":credit";
}

// {sign?: a voucher, came?: what is still to be told}
export function mine(live) {
  if (!live.credit) live.credit = read(noted(live)) || {};
  return live.credit;
}

function remember(live, more) {
  const { sign, came } = Object.assign(mine(live), more);
  write(noted(live), { sign, came });
  live.redraw();
}

// Begins by itself, once for a seat: at the closing, or when somebody who leaves asks.
export function attend(live, boot) {
  const credit = mine(live);
  if (credit.began) return;
  credit.began = true;
  if (credit.came) tellSometime(live);
  else if (!credit.sign && live.own.credit.vouchers === 3)
    sometime(live.view.large ? WITHIN_IF_LARGE : WITHIN).then(() => live.bye || ask(live, boot));
}

// Asks for what is still to be had. Gives the server's answer.
export function ask(live, boot) {
  const credit = mine(live);
  if (credit.sign) return Promise.resolve({ ok: true });
  if (!credit.asking) {
    const wanted = live.own.credit.vouchers === 3 && !boot.practice ? 2 : 1;
    credit.asking = sometime(SOON).then(() => live.ask("credit.ask", { vouchers: wanted })).then((answer) => {
      credit.asking = null;
      const [sign, other] = answer.vouchers || [];
      if (sign) remember(live, { sign });
      if (other) come(live, boot.stamp, other);
      return answer;
    });
  }
  return credit.asking;
}

function come(live, { group, year }, voucher) {
  remember(live, { came: Object.assign({ voucher }, before(group, year)) });
  stamp(group, year);
  tellSometime(live);
}

// Not in the order in which vouchers were given; but before this page is left, which may be for good.
function tellSometime(live) {
  let told = false;
  const now = () => {
    if (!told && !live.bye) tell(live, 0);
    told = true;
  };
  sometime(TOLD_WITHIN).then(now);
  addEventListener("pagehide", now, { once: true });
}

// In the background, and again if no answer comes: told twice, it counts once.
function tell(live, tried) {
  post("/credit/came", mine(live).came).then(
    (outcome) => (outcome === "slow" ? retry(live, tried) : remember(live, { came: undefined })),
    () => retry(live, tried),
  );
}

function retry(live, tried) {
  if (tried < TRIES && !live.bye) setTimeout(() => tell(live, tried + 1), AGAIN_AFTER * (tried + 1));
}
