// Sentences in the reader's language, from the page's part of the one catalogue. English is what they are written in.
let catalogue = {};

export function speak(words) {
  catalogue = words || {};
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
}

export function t(sentence, values) {
  const said = catalogue[sentence];
  return fill(typeof said === "string" && said ? said : sentence, values);
}

// One or many: both languages say one for exactly one, and many otherwise.
export function tn(one, many, n, values) {
  const said = catalogue[one];
  const forms = Array.isArray(said) && said[0] ? said : [one, many];
  return fill(n === 1 ? forms[0] : forms[1], Object.assign({ n }, values));
}
