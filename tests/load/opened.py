"""A data folder with many open sessions in it, each in the middle of a story round: made without a server, in a moment."""

from pathlib import Path

from facilitator.groups import circles
from facilitator.house import House
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from tests.places import cast_folder, home_in


def open_sessions(folder: Path, many: int) -> list[str]:
    """Opens them and gives the link of each."""
    ids = cast_folder(folder)
    home = home_in(folder)
    try:
        group = circles.group_of(home.store, ids["Riverside"], ids["group"])
        return [open_one(home, circles.open_meeting(home, group, ids["Fay"]), ids["Fay"]) for _ in range(many)]
    finally:
        home.store.close()


def open_one(home: House, meeting: str, member: str) -> str:
    """Starts a story round with a queue in one session, and gives its link."""
    fay = Actor("facilitator", member=member)
    home.desk.perform(meeting, fay, ask.PlanRound(round_kind="story", settings={"order": "queue"}))
    live = home.desk.read(meeting)
    assert live
    home.desk.perform(meeting, fay, ask.StartRound(round=live.meeting.rounds[-1].id))
    return live.meeting.link
