// Whether a proof holds. Everything is worked out here, from the page's own list of keys; nothing is asked for or sent.
import { hashes, verify } from "../../vendor/noble/ed25519.js";
import { sha512 } from "../../vendor/noble/sha2.js";
import { fromText, nameHash, readFragment } from "./format.js";

hashes.sha512 = sha512;
const SIGNED_AS = new TextEncoder().encode("facilitator proof of attendance\0");

function signedBy(key, proof) {
  const said = new Uint8Array(SIGNED_AS.length + proof.signed.length);
  said.set(SIGNED_AS);
  said.set(proof.signed, SIGNED_AS.length);
  try {
    return verify(proof.signature, said, fromText(key.public), { zip215: false });
  } catch (malformed) {
    return false;
  }
}

// Gives {verdict, proof, name}. Verdicts: "unreadable", "unknown" (not a key of this place), "altered", "revoked" (the key was
// withdrawn), "name" (genuine, but made for another name), "holds".
export function check(text, keys) {
  const found = readFragment(text);
  if (!found || !found.proof) return { verdict: "unreadable" };
  const { proof, name, salt } = found;
  const key = keys.find((k) => k.id === proof.key);
  const given = (verdict) => ({ verdict, proof, name });
  if (!key) return given("unknown");
  if (!signedBy(key, proof)) return given("altered");
  if (key.state === "revoked") return given("revoked");
  if (proof.blank ? name : !salt || nameHash(salt, name) !== proof.hash) return given("name");
  return given("holds");
}
