// The only file that knows Socket.IO. Holds the view a page was given, brings it up to date, and sends commands until
// each has had its one answer. An answer never changes what is shown: only the server's views do.
import { io } from "../vendor/socket.io.js";
import { forgetDrafts, read, wipeSession, write } from "./parts/keeping.js";
import { t } from "./parts/t.js";

const ANSWER_WITHIN = 3000;
const SYNC_EVERY = 30000;
const SAID_FOR = 5000;
const SURELY_GONE = 15000; // the server has given up a page that slept longer
const TRIES = 12;
const MOST_BYTES = 15000;

// Random by the browser's own source: `randomUUID` does not exist on plain-HTTP pages.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

// JSON merge patch (RFC 7386): null deletes, objects go deeper, everything else replaces.
export function merged(old, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const made = old !== null && typeof old === "object" && !Array.isArray(old) ? Object.assign({}, old) : {};
  Object.keys(patch).forEach((key) => {
    if (key === "__proto__") return;
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
  const waiting = {}; // id -> whom to tell the answer
  const tried = {}; // id -> how often it was sent; those of an earlier page may have been
  const due = {}; // id -> when it is tried again
  live.sending.forEach((m) => (tried[m.id] = 1));

  const socket = io({
    auth: (give) => give({ ticket: boot.ticket, v, ov }),
    query: boot.at === undefined ? {} : { at: boot.at }, // which of several processes is home to this meeting
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    rememberUpgrade: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: large ? 5000 : 1500,
    timeout: 8000,
  });

  function become(status) {
    if (live.status !== status) {
      if (status === "live" && live.status !== "connecting") welcomeBack();
      live.status = status;
      live.since = Date.now();
    }
    changed();
  }

  // Said once, quietly, and gone again.
  function welcomeBack() {
    live.back = true;
    setTimeout(() => {
      live.back = false;
      changed();
    }, SAID_FOR);
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
    if (body.host !== live.here.host) {
      live.hostSince = Date.now();
      setTimeout(changed, 61000);
    }
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
    live.slower = socket.io.engine.transport.name === "polling";
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
    else if (code === "E_EXPIRED") {
      if (!renew()) goodbye("signed_out", error.message);
    } else {
      if (live.status === "live") become("away");
      if (!socket.active) setTimeout(reconnect, 2000); // refused for a reason on their side: the library would give up
      changed();
    }
  });

  // An old page has an old ticket, or asks for what is no longer there: a fresh page does not. Once a minute at most; what
  // is being typed is kept.
  function renew() {
    if (Date.now() - (read("renewed") || 0) < 60000) return false;
    write("renewed", Date.now());
    location.reload();
    return true;
  }

  // Waking up: phones kill sockets silently, and a page that slept knows nothing.
  let lastTick = Date.now();
  setInterval(() => {
    if (Date.now() - lastTick > 5000) wake();
    lastTick = Date.now();
  }, 1000);
  setInterval(sync, SYNC_EVERY);
  ["pageshow", "online"].forEach((name) => addEventListener(name, wake));
  document.addEventListener("visibilitychange", () => document.hidden || wake());

  function wake() {
    if (live.bye) return;
    const gone = !document.hidden && Date.now() - lastTick > SURELY_GONE;
    lastTick = Date.now();
    if (socket.connected && !gone) sync();
    else if (live.status !== "connecting") reconnect();
  }

  // Commands: kept until answered, one at a time, again with the same id after a reconnect or a reload. Those of one sort
  // keep their order; what has to wait keeps nothing of another sort waiting.

  function store() {
    const all = (read(storedUnder) || []).filter((m) => !(m.id in tried)).concat(live.sending); // another tab's stay
    write(storedUnder, all.length ? all : "");
  }

  const answerTo = (id) => new Promise((resolve) => (waiting[id] = (waiting[id] || []).concat(resolve)));

  // Pressed twice, it is one intent: what was asked last and still waits is not asked again.
  function ask(kind, fields) {
    const body = (m) => JSON.stringify(Object.assign({}, m, { id: 0 }));
    const message = Object.assign({ id: newId(), kind }, fields);
    const last = live.sending.filter((m) => m.kind === kind).pop();
    if (last && body(last) === body(message)) return answerTo(last.id);
    const long = document.querySelector('textarea[aria-invalid="true"]');
    if (new Blob([body(message)]).size > MOST_BYTES || (long && body(message).includes(JSON.stringify(long.value)))) {
      return Promise.resolve({ ok: false, message: t("Too long to send. It is still here, whole.") });
    }
    tried[message.id] = 0;
    live.sending = live.sending.concat([message]);
    store();
    changed();
    send();
    return answerTo(message.id);
  }

  function next() {
    const taken = {};
    return live.sending.find((m) => {
      const sort = m.kind.split(".")[0];
      const free = !taken[sort] && !(due[m.id] > performance.now());
      taken[sort] = true;
      return free;
    });
  }

  function send() {
    const message = socket.connected && !inFlight && next();
    if (!message) return;
    inFlight = message.id;
    tried[message.id] += 1;
    socket.timeout(ANSWER_WITHIN).emit("do", message, (silence, answer) => {
      if (inFlight !== message.id) return;
      inFlight = null;
      if (silence) reconnect();
      else if (!answer.ok && answer.retry && (answer.code !== "E_INTERNAL" || tried[message.id] < TRIES)) {
        const pause = Math.min(5000, 500 + 200 * tried[message.id]);
        due[message.id] = performance.now() + pause;
        setTimeout(send, pause + 1);
        send();
      } else finish(message, answer);
    });
  }

  function finish(message, answer) {
    live.sending = live.sending.filter((m) => m.id !== message.id);
    store();
    if (answer.ok) forgetDrafts(message);
    (waiting[message.id] || []).forEach((tell) => tell(answer));
    delete waiting[message.id];
    if (answer.v && answer.v !== v) sync();
    changed();
    if (answer.code !== "E_UPGRADE" || !renew()) send();
  }

  // What has not been sent yet can be kept back, and then it never was.
  live.unsent = () => live.sending.filter((m) => !tried[m.id]);
  live.cancel = () => live.unsent().forEach((m) => finish(m, { ok: false }));
  live.ask = ask;
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
