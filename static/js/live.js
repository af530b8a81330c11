// The only file that knows Socket.IO. Holds the view a page was given, brings it up to date, and sends commands until
// each has had its one answer. An answer never changes what is shown: only the server's views do.
import { io } from "../vendor/socket.io.js";
import { read, wipeSession, write } from "./parts/keeping.js";

const ANSWER_WITHIN = 3000;
const SYNC_EVERY = 30000;
const TRIES = 12;

// Random by the browser's own source: `randomUUID` does not exist on plain-HTTP pages.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

// JSON merge patch (RFC 7386): null deletes, objects go deeper, everything else replaces.
export function merged(old, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const made = old !== null && typeof old === "object" && !Array.isArray(old) ? Object.assign({}, old) : {};
  Object.keys(patch).forEach((key) => {
    if (patch[key] === null) delete made[key];
    else made[key] = merged(made[key], patch[key]);
  });
  return made;
}

export function start(boot, changed) {
  const large = Boolean(boot.view.large);
  const storedUnder = `${boot.own ? boot.own.seat : boot.ticket.slice(0, 12)}:sending`;
  const live = {
    view: boot.view,
    own: boot.own,
    here: { away: [], host: true },
    status: "connecting",
    diskFull: false,
    bye: null,
    since: Date.now(),
    lead: boot.now - Date.now(),
    sending: read(storedUnder) || [],
  };
  let v = boot.v;
  let ov = boot.ov;
  let syncing = false;
  let again = false;
  let inFlight = null;
  const waiting = {};

  const socket = io({
    auth: (give) => give({ ticket: boot.ticket, v, ov }),
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    rememberUpgrade: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: large ? 5000 : 1500,
    timeout: 8000,
  });

  function become(status) {
    if (live.status !== status) {
      live.status = status;
      live.since = Date.now();
    }
    changed();
  }

  function take(body) {
    if (body.view) live.view = body.view;
    if (body.own) live.own = body.own;
    if (body.v) v = body.v;
    if (body.ov) ov = body.ov;
    if (body.now) live.lead = body.now - Date.now();
  }

  // Views

  socket.on("state", (body) => {
    take(body);
    changed();
  });
  socket.on("patch", (body) => {
    if (body.from !== v) {
      sync();
      return;
    }
    live.view = merged(live.view, body.patch);
    v = body.v;
    changed();
  });
  socket.on("own", (body) => {
    live.own = body.own;
    ov = body.ov;
    changed();
  });
  socket.on("here", (body) => {
    live.here = body;
    changed();
  });
  socket.on("disk", (body) => {
    live.diskFull = body.full;
    changed();
  });
  socket.on("back_soon", () => become("back_soon"));
  socket.on("bye", (body) => goodbye(body.code, body.message));

  function goodbye(code, message) {
    live.bye = { code, message };
    if (code === "closed" || code === "left") wipeSession();
    become("bye");
    socket.disconnect();
  }

  // At most one sync under way: asking again on every gap would never end on a bad link.
  function sync() {
    if (!socket.connected) return;
    if (syncing) {
      again = true;
      return;
    }
    syncing = true;
    socket.timeout(ANSWER_WITHIN).emit("sync", { v, ov }, (silence) => {
      syncing = false;
      if (silence) reconnect();
      else if (again) {
        again = false;
        sync();
      }
    });
  }

  function reconnect() {
    if (live.bye) return;
    socket.disconnect().connect();
  }

  // Connection

  socket.on("connect", () => {
    live.diskFull = false;
    inFlight = null;
    syncing = again = false;
    become("live");
    send();
  });
  socket.on("disconnect", () => {
    if (!live.bye && live.status !== "back_soon") become("away");
  });
  socket.on("connect_error", (error) => {
    const code = error.data && error.data.code;
    if (code === "E_GONE") goodbye("closed", error.message);
    else if (code === "E_EXPIRED") renew(error.message);
    else become(live.status === "live" ? "away" : live.status === "connecting" ? "connecting" : live.status);
  });

  // A ticket that has run out is in an old page: a fresh page has a fresh one. Once a minute at most.
  function renew(message) {
    if (read("renewed") !== undefined && Date.now() - read("renewed") < 60000) {
      goodbye("signed_out", message);
      return;
    }
    write("renewed", Date.now());
    location.reload();
  }

  // Waking up: phones kill sockets silently, and a page that slept knows nothing.
  let lastTick = Date.now();
  setInterval(() => {
    const slept = Date.now() - lastTick > 5000;
    lastTick = Date.now();
    if (slept) wake();
  }, 1000);
  setInterval(sync, SYNC_EVERY);
  ["pageshow", "online"].forEach((name) => addEventListener(name, wake));
  document.addEventListener("visibilitychange", () => document.hidden || wake());

  function wake() {
    if (live.bye) return;
    if (socket.connected) sync();
    else if (live.status !== "connecting") reconnect();
  }

  // Commands: kept until answered, one at a time, in order, again with the same id after a reconnect or a reload.

  function store() {
    write(storedUnder, live.sending.length ? live.sending : undefined);
  }

  function ask(kind, fields) {
    const message = Object.assign({ id: newId(), kind }, fields);
    live.sending = live.sending.concat([message]);
    store();
    const answered = new Promise((resolve) => {
      waiting[message.id] = resolve;
    });
    changed();
    send();
    return answered;
  }

  function send(tried) {
    const message = live.sending[0];
    if (!message || inFlight || !socket.connected) return;
    inFlight = message.id;
    socket.timeout(ANSWER_WITHIN).emit("do", message, (silence, answer) => {
      if (inFlight !== message.id) return;
      inFlight = null;
      if (silence) reconnect();
      else if (!answer.ok && answer.retry && (tried || 0) < TRIES) setTimeout(() => send((tried || 0) + 1), 700);
      else finish(message, answer);
    });
  }

  function finish(message, answer) {
    live.sending = live.sending.filter((m) => m.id !== message.id);
    store();
    if (waiting[message.id]) waiting[message.id](answer);
    delete waiting[message.id];
    changed();
    send();
  }

  live.ask = ask;
  live.cancel = (id) => {
    if (inFlight !== id) finish({ id }, { ok: false, code: "CANCELLED", message: "" });
  };
  live.look = (what) =>
    new Promise((resolve) => {
      socket.timeout(ANSWER_WITHIN).emit("look", { id: newId(), what }, (silence, answer) => {
        resolve(silence ? { ok: false } : answer);
      });
    });
  live.redraw = changed;
  live.now = () => Date.now() + live.lead;
  return live;
}
