// On the big screen of a group in a room, at its closing: a number that shows who is there. Another one each minute, asked
// for when the one before has run out, by the server's clock.
import { html, useEffect, useState } from "./html.js";
import { t } from "./t.js";

const AGAIN_AFTER = 2000;
const GOOD_FOR = 30000; // Where the connection is lost: phones may type the one before for a minute.

export function PresenceNumber({ live }) {
  const [page, setPage] = useState(null);
  const on = Boolean(live.view.number);
  useEffect(() => {
    if (!on) return undefined;
    let timer;
    let stopped = false;
    const ask = () => live.look("presence.number").then((answer) => {
      if (stopped) return;
      const found = answer.ok && answer.page.number ? answer.page : null;
      if (found) setPage(found);
      timer = setTimeout(ask, found ? Math.max(200, found.ends_at - live.now() + 50) : AGAIN_AFTER);
    });
    ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [on, live.status === "live"]);
  if (!on || !page || live.now() > page.ends_at + GOOD_FOR) return null;
  const number = page.number.slice(0, 3) + " " + page.number.slice(3);
  return html`<p class="presence-number soft">${t("For a proof of being here:")} <b>${number}</b></p>`;
}
