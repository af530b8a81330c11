// The code for one's hours, from the address or from this phone: it travels behind the `#`, which no server is told.
import { lasting } from "../parts/keeping.js";

const field = document.getElementById("code");
field.value = field.value || location.hash.slice(1) || lasting("hours") || "";
history.replaceState(null, "", location.pathname);
