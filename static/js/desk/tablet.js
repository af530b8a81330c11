// Signing for credit on this device, for people without a phone: a page of its own, which gets vouchers and no seat.
import { tell } from "../parts/saying.js";
import { t } from "../parts/t.js";

// Asks for a voucher for each of these seats and opens the page with them. A page that does not open loses none: they wait
// for the next try. `held`: seat -> voucher.
const held = {};

function ask(live, seat) {
  if (held[seat]) return Promise.resolve({});
  return live.ask("credit.ask_for", { seat }).then((answer) => {
    if (answer.vouchers && answer.vouchers.length) [held[seat]] = answer.vouchers;
    return answer;
  });
}

export function withoutPhone(view) {
  return Object.keys(view.seats).filter((id) => view.seats[id].phone === false && id !== view.my_seat);
}

// The page is opened on the press itself, before the answers: a browser lets no page be opened later.
export function signHere(live, seats) {
  const page = window.open("/credit#tablet", "_blank");
  if (page) page.opener = null;
  return Promise.all(seats.map((seat) => ask(live, seat))).then((answers) => {
    const vouchers = seats.map((seat) => held[seat]).filter(Boolean);
    if (!vouchers.length) {
      if (page) page.close();
      const refused = answers.find((answer) => answer.message);
      tell(refused ? refused.message : t("That did not get through. Please try again."));
    } else if (!page) tell(t("This browser did not open the page to sign on. Please allow it, and try again."));
    else {
      page.location.replace("/credit#tablet." + vouchers.join("."));
      seats.forEach((seat) => delete held[seat]);
    }
  });
}
