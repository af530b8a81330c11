// A pause on a phone: the same as for everyone. There is nothing to do.
import { html } from "../../parts/html.js";
import { Rest } from "./rest.js";

export default function PausePhone({ live, round }) {
  if (live.view.my_seat) return null; // the console shows it already
  return html`${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}<${Rest} live=${live} round=${round} />`;
}
