// Node's socket.io, the way its own documentation has it: one room a session, each change sent to everybody in it. The same
// steps as a phone takes here: form, seat, page, socket, first view. It stores nothing.
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { Server } from "socket.io";

const seats = new Map();
const counts = new Map();
const id = () => randomBytes(11).toString("base64url");

const http = createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (request.method === "POST") {
    request.resume().on("end", () => {
      const seat = id();
      seats.set(seat, url.pathname.slice(3));
      response.writeHead(303, { Location: "/here", "Set-Cookie": `seat=${seat}; HttpOnly; Path=/` }).end();
    });
  } else if (url.pathname === "/here") {
    const seat = (request.headers.cookie || "").replace("seat=", "");
    const boot = { ticket: seat, view: { n: counts.get(seats.get(seat)) || 0 }, own: { seat } };
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><script type="application/json" id="boot">${JSON.stringify(boot)}</script>`);
  } else {
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><form method="post"><input name="csrf_token" value="${id()}"><input name="suggested" value="Otter"></form>`);
  }
});

const io = new Server(http, { perMessageDeflate: false, pingInterval: 10000, pingTimeout: 8000 });
io.on("connection", (socket) => {
  const room = seats.get(socket.handshake.auth.ticket);
  socket.join(room);
  socket.emit("state", { v: "000000000000", view: { n: counts.get(room) || 0 } });
  socket.on("do", (message, answer) => {
    const n = (counts.get(room) || 0) + 1;
    counts.set(room, n);
    const v = String(n).padStart(12, "0");
    io.to(room).emit("patch", { from: String(n - 1).padStart(12, "0"), v, patch: { n, more: message.more } });
    answer({ ok: true });
  });
});
http.listen(0, "127.0.0.1", 4096, () => console.log(`port ${http.address().port}`));
