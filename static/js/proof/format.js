// What a proof is, byte by byte, and what stands after the # of an address. Written down in docs/proofs.md; the server makes
// the same (facilitator/attendance/proofs.py).
import { sha256 } from "../../vendor/noble/sha2.js";
import { bytesToHex } from "../../vendor/noble/utils.js";
import { SALT, toText } from "./salt.js";

const SIGNATURE = 64;
const HASH = 32;
const HEAD = 16;
export const LONGEST_NAME = 120;
// Controls, and what turns the direction of text: nobody can see them, so they would only make a name fail to match.
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;

// Null for anything that toText does not make.
export function fromText(text) {
  try {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return toText(bytes) === text ? bytes : null;
  } catch (other) {
    return null;
  }
}

function utf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (other) {
    return null;
  }
}

// A name as it is hashed and shown: NFC, one line, single spaces.
export function cleanName(typed) {
  return typed.replace(/\s+/g, " ").replace(UNSEEN, "").normalize("NFC").trim();
}

const sized = (bytes) => [bytes.length >> 8, bytes.length & 255, ...bytes];

// Salt and name, each with its length before it, so that no two pairs run together into the same bytes.
export function nameHash(salt, name) {
  return bytesToHex(sha256(Uint8Array.from([...sized(salt), ...sized(new TextEncoder().encode(name))])));
}

// The parts of a proof, or null if these bytes are none.
export function readProof(bytes) {
  if (!bytes || bytes.length < HEAD + 2 + SIGNATURE || bytes[0] !== 1) return null;
  const at = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const flags = at.getUint8(15);
  const blank = Boolean(flags & 4);
  const named = HEAD + (blank ? 0 : HASH);
  if (flags > 7 || bytes.length < named + 2 + SIGNATURE) return null;
  const end = named + 2 + at.getUint16(named);
  const organization = utf8(bytes.subarray(named + 2, end));
  if (bytes.length !== end + SIGNATURE || organization === null) return null;
  return {
    key: bytesToHex(bytes.subarray(1, 9)), year: at.getUint16(9), month: at.getUint8(11), day: at.getUint8(12),
    minutes: at.getUint16(13), room: Boolean(flags & 1), remote: Boolean(flags & 2), blank, organization,
    hash: blank ? "" : bytesToHex(bytes.subarray(HEAD, named)), signed: bytes.subarray(0, end), signature: bytes.subarray(end),
  };
}

// What stands after the #: proof, name and salt; of one with the name left blank, the proof alone.
export function fragment({ proof, name, salt }) {
  return salt ? [proof, toText(new TextEncoder().encode(name)), salt].join(".") : proof;
}

// From an address, or what was pasted of one. Paper and mail break long lines: white space says nothing.
export function readFragment(text) {
  const [proof, name, salt, more] = text.replace(/\s+/g, "").replace(/^.*#/, "").split(".");
  const bytes = fromText(proof);
  const said = name === undefined ? "" : utf8(fromText(name) || Uint8Array.of(255));
  const random = salt === undefined ? null : fromText(salt);
  if (!bytes || said === null || more !== undefined || (name !== undefined && !(random && random.length === SALT))) return null;
  return { proof: readProof(bytes), name: said, salt: random };
}
