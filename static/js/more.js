// What a phone shows later than its first picture: my own things, the closing, what goes home.
import { Closing } from "./parts/closing.js";
import { html } from "./parts/html.js";
import { AboutMe } from "./parts/me.js";
import { TakeHome } from "./parts/take-home.js";

const parts = { closing: Closing, home: TakeHome, me: AboutMe };

// `part`: one of these; the rest is handed on.
export default function More(props) {
  return html`<${parts[props.part]} ...${props} />`;
}
