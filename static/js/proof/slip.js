// The slip this tab came with, and the one question it is turned into a proof by. The salt stays with the slip: after a lost
// answer or a reload, the same name gives the same hash, and so the same proof.
import { fromText, nameHash, newSalt } from "./format.js";

const PLACE = "facilitator:slip";

// Takes the slip out of the address, so that no history keeps it. Gives {slip, salt, blank} or null.
export function slipHere() {
  const found = location.hash.slice(1);
  if (found) {
    const blank = found.startsWith("blank.");
    putSlip({ slip: blank ? found.slice(6) : found, salt: blank ? "" : newSalt(), blank });
    history.replaceState(null, "", location.pathname + location.search);
  }
  return here;
}

let here = null;
try {
  here = JSON.parse(sessionStorage.getItem(PLACE));
} catch (nothing) {
  // A private window: it works all the same until the page is loaded again.
}

export function putSlip(slip) {
  here = slip;
  try {
    if (slip) sessionStorage.setItem(PLACE, JSON.stringify(slip));
    else sessionStorage.removeItem(PLACE);
  } catch (nothing) {
    // The same.
  }
}

// Sends the slip and a hash, never a name. Gives {proof} or {message}: a refusal in the reader's language, or "" where no
// answer came.
export async function redeem({ slip, salt, blank }, name, csrf) {
  const said = blank ? { slip, blank: "1" } : { slip, hash: nameHash(fromText(salt), name) };
  try {
    const answer = await fetch("/proof", { method: "POST", headers: { "X-CSRFToken": csrf }, body: new URLSearchParams(said) });
    return await answer.json();
  } catch (lost) {
    return { message: "" };
  }
}
