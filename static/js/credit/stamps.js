// The stamp: a group and the years this device was there, on this device alone. What leaves it is two bits.
import { lasting, last } from "../parts/keeping.js";

const NAME = "stamps";

// group tag -> years.
export function stamps() {
  return lasting(NAME) || {};
}

export function yearsOf(group) {
  return stamps()[group] || [];
}

// Whether this device was there before: {before_in_group, before_this_year}, each 0 or 1.
export function before(group, year) {
  const years = yearsOf(group);
  return { before_in_group: years.length ? 1 : 0, before_this_year: years.includes(year) ? 1 : 0 };
}

export function stamp(group, year) {
  const years = yearsOf(group);
  if (!years.includes(year)) last(NAME, Object.assign(stamps(), { [group]: years.concat([year]) }));
}

export function erase(group) {
  const left = stamps();
  delete left[group];
  last(NAME, Object.keys(left).length ? left : null);
}
