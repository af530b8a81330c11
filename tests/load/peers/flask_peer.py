"""Flask-SocketIO on eventlet as its own documentation has it: one room a session, each change sent to everybody in it.
It stores nothing."""

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402 - patched first
import secrets  # noqa: E402
from collections import Counter  # noqa: E402

import eventlet.wsgi  # noqa: E402
from flask import Flask, redirect, request  # noqa: E402
from flask_socketio import SocketIO, emit, join_room  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet", ping_interval=10, ping_timeout=8)
seats: dict[str, str] = {}
counts: Counter[str] = Counter()
rooms: dict[str, str] = {}


@app.route("/j/<link>", methods=["GET", "POST"])
def join(link: str):
    if request.method == "GET":
        return '<!doctype html><form method="post"><input name="csrf_token" value="x"><input name="suggested"></form>'
    request.form.get("suggested")
    seat = secrets.token_urlsafe(11)
    seats[seat] = link
    response = redirect("/here", 303)
    response.set_cookie("seat", seat)
    return response


@app.get("/here")
def here():
    seat = request.cookies["seat"]
    boot = {"ticket": seat, "view": {"n": counts[seats[seat]]}, "own": {"seat": seat}}
    return f'<!doctype html><script type="application/json" id="boot">{json.dumps(boot)}</script>'


@socketio.on("connect")
def connect(auth):
    room = rooms[request.sid] = seats[auth["ticket"]]
    join_room(room)
    emit("state", {"v": "0" * 12, "view": {"n": counts[room]}})


@socketio.on("do")
def do(message):
    room = rooms[request.sid]
    counts[room] += 1
    n = counts[room]
    body = {"from": f"{n - 1:012}", "v": f"{n:012}", "patch": {"n": n, "more": message.get("more")}}
    emit("patch", body, to=room)
    return {"ok": True}


listener = eventlet.listen(("127.0.0.1", 0), backlog=4096)
print(f"port {listener.getsockname()[1]}", flush=True)
eventlet.wsgi.server(listener, app, log_output=False, max_size=5000, debug=False)
