// Certificates that somebody chose to keep on this device. They go when this device forgets a seat, and one by one.
import { PROOFS } from "../parts/keeping.js";

const MOST = 200;

// Everything kept, the newest first: [{proof, name, salt}].
export function certificates() {
  try {
    return JSON.parse(localStorage.getItem(PROOFS)) || [];
  } catch (nothing) {
    return [];
  }
}

// Gives whether there was room for them.
export function setCertificates(all) {
  try {
    if (all.length) localStorage.setItem(PROOFS, JSON.stringify(all.slice(0, MOST)));
    else localStorage.removeItem(PROOFS);
    return true;
  } catch (full) {
    return false;
  }
}

export const isKept = (one) => certificates().some((other) => other.proof === one.proof);

export const erase = (one) => setCertificates(certificates().filter((other) => other.proof !== one.proof));

export const keepCertificate = (one) => setCertificates([one, ...certificates().filter((other) => other.proof !== one.proof)]);
