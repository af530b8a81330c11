// What this browser remembers of a seat: drafts, commands not yet answered, what its owner chose to keep.
// Everything is under one prefix, so that it can all be wiped; nothing is kept longer than twelve hours but what was chosen
// and the stamp of a group (credit/stamps.js).
const PREFIX = "facilitator:";
// Certificates of attendance, where their owner chose to keep them here (see proof/kept.js).
export const PROOFS = PREFIX + "proofs";
const OUTLASTS = ["kept", "given", "handoffs", "hours", "stamps", "slip", "proofs"].map((name) => PREFIX + name);
const HOURS = 12 * 3600 * 1000;

function storage() {
  try {
    return window.localStorage;
  } catch (nothing) {
    return null;
  }
}

// Private windows and full phones keep nothing: then this page remembers, as long as it is open.
const here = {};

export function read(key) {
  if (key in here) return here[key];
  try {
    const found = JSON.parse(storage().getItem(PREFIX + key));
    return found && Date.now() - found.at < HOURS ? found.value : undefined;
  } catch (nothing) {
    return undefined;
  }
}

export function write(key, value) {
  delete here[key];
  try {
    if (value === undefined || value === "") storage().removeItem(PREFIX + key);
    else storage().setItem(PREFIX + key, JSON.stringify({ at: Date.now(), value }));
  } catch (full) {
    here[key] = value;
  }
}

function keys() {
  const store = storage();
  return store ? Array.from({ length: store.length }, (_, i) => store.key(i)).filter((k) => k.startsWith(PREFIX)) : [];
}

// What has been taken is no draft any more, whichever page asked for it.
export function forgetDrafts(message) {
  const texts = Object.keys(message).map((field) => message[field]);
  keys().forEach((key) => {
    const draft = read(key.slice(PREFIX.length));
    if (typeof draft === "string" && draft && texts.includes(draft.trim())) write(key.slice(PREFIX.length));
  });
}

// Everything of a session but what outlasts it: what its owner chose to keep, stamps, a slip for a proof.
export function wipeSession() {
  Object.keys(here).forEach((key) => delete here[key]);
  keys().filter((k) => !OUTLASTS.includes(k)).forEach((k) => storage().removeItem(k));
}

// What a tab holds for the pages without a seat goes as well: a voucher, a slip.
export function wipeAll() {
  keys().forEach((k) => storage().removeItem(k));
  try {
    sessionStorage.clear();
  } catch (nothing) {
    // A private window may have none.
  }
}

// What is kept until its owner erases it.
export function lasting(name) {
  try {
    return JSON.parse(storage().getItem(PREFIX + name));
  } catch (nothing) {
    return null;
  }
}

export function last(name, value) {
  try {
    if (value) storage().setItem(PREFIX + name, JSON.stringify(value));
    else storage().removeItem(PREFIX + name);
  } catch (full) {
    return false;
  }
  return true;
}

export function kept() {
  return lasting("kept") || [];
}

export function keep(pieces) {
  return last("kept", pieces.length && pieces);
}
