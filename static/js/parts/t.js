// Sentences in the reader's language, from the page's part of the one catalogue. English is what they are written in.
// The catalogue's keys are short hashes of the English, so that a page does not carry every sentence twice.
let catalogue = {};

export function speak(words) {
  catalogue = words || {};
}

// The sentences of what comes later come with it.
export function learn(words) {
  catalogue = Object.assign({}, catalogue, words);
}

// FNV-1a, 32 bits; facilitator/screens.py makes the same.
function key(sentence) {
  let n = 0x811c9dc5;
  for (let i = 0; i < sentence.length; i += 1) n = Math.imul(n ^ sentence.charCodeAt(i), 0x01000193);
  return (n >>> 0).toString(36);
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
}

export function t(sentence, values) {
  return fill(catalogue[key(sentence)] || sentence, values);
}

// One or many: both languages say one for exactly one, and many otherwise.
export function tn(one, many, n, values) {
  const forms = catalogue[key(one)] || [one, many];
  return fill(n === 1 ? forms[0] : forms[1], Object.assign({ n }, values));
}
