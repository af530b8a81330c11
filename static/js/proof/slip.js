// The slip this tab came with, and the one question it is turned into a proof by. The salt comes with the slip from the
// phone's own page: the same name gives the same hash, and so a proof; another name of the same seat does not.
import { fromText, nameHash } from "./format.js";
import { newSalt } from "./salt.js";

const PLACE = "facilitator:slip";

// Takes the slip out of the address, so that no history keeps it. Gives {slip, salt, blank} or null.
export function slipHere() {
  const found = location.hash.slice(1);
  if (found) {
    const blank = found.startsWith("blank.");
    const [slip, salt] = (blank ? found.slice(6) : found).split(".");
    putSlip({ slip, salt: blank ? "" : salt || newSalt(), blank });
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
