// A pause on the big screen: a slow breath, or the time we come back.
import { html } from "../../parts/html.js";
import { Rest } from "./rest.js";

export default function PauseScreen({ live, round }) {
  return html`<div class="pause-screen">${round.prompt && html`<h1 class="prompt"><bdi dir="auto">${round.prompt}</bdi></h1>`}<${Rest} live=${live} round=${round} /></div>`;
}
