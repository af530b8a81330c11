// What a proof says, in the reader's words: on the certificate, in its PDF, and where it is checked.
import { t, tn } from "../parts/t.js";

function day({ year, month, day }, lang) {
  return new Date(year, month - 1, day).toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric" });
}

function how({ room, remote }) {
  if (remote) return t("Online");
  return room ? t("In person, confirmed in the room") : t("A session in person");
}

// [[what, value]]
export function facts(proof, lang) {
  return [
    [t("Held by"), proof.organization],
    [t("Day"), day(proof, lang)],
    [t("Time there"), tn("{n} minute", "{n} minutes", proof.minutes)],
    [t("How"), how(proof)],
  ];
}
