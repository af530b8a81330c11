// What makes the hash of a name say nothing about the name. Apart from format.js, so that the live page stays small.
export const SALT = 16;

export function toText(bytes) {
  return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function newSalt() {
  return toText(crypto.getRandomValues(new Uint8Array(SALT)));
}
