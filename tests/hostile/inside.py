"""The server with one page more, which tells what is inside: `python -m tests.hostile.inside serve`. For tests alone."""

import base64
import runpy
from typing import Any

import facilitator
from facilitator.meeting.journalling import write_meeting

_make = facilitator.create_app


def _inside(home: Any, meeting: str) -> dict[str, Any]:
    live = home.desk.read(meeting)
    rooms = home.socketio.server.manager.rooms.get("/", {})
    return {
        "state": base64.b64encode(write_meeting(live.meeting)).decode() if live else None,
        "roster": [
            [s.sid, s.ticket.role, s.ticket.seat, s.ticket.member] for s in home.fanout._presence.screens(meeting)
        ],
        "rooms": {room: [*inside] for room, inside in rooms.items() if str(room).startswith(f"{meeting}/")},
        "connected": [*rooms.get(None, {})],
    }


def _made(*args: Any, **more: Any) -> Any:
    app = _make(*args, **more)
    home = app.extensions["facilitator"]
    app.add_url_rule("/inside/<meeting>", "inside", lambda meeting: _inside(home, meeting))
    return app


facilitator.create_app = _made

if __name__ == "__main__":
    runpy.run_module("facilitator", run_name="__main__", alter_sys=True)
