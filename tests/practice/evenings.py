"""Evenings that were held, for tests of what comes after."""

from facilitator.clock import new_id
from facilitator.house import House
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.practice.debriefs import evening_of
from tests.web.browsing import Site


def held(site: Site, deputies: tuple[str, ...] = (), people: tuple[str, ...] = ("Ana", "Ben", "Cy")) -> str:
    """Fay leads an evening of the cast's group, with others who may step in, and ends it. Gives the meeting's id."""
    home: House = site.home
    meeting = site.open()
    fay = Actor("facilitator", member=site.ids["Fay"])
    for name in people:
        assert site.browser().send(f"/j/{meeting.link}", handle=name).status_code == 303
    for name in deputies:
        command = ask.NameDeputy(member=site.ids[name], name=ask.Line(new_id(), name))
        assert home.desk.perform(meeting.id, fay, command) is None
    first = home.desk.read(meeting.id).meeting.rounds[0]
    for command in (ask.StartRound(round=first.id), ask.BeginClosing(), ask.Close()):
        assert home.desk.perform(meeting.id, fay, command) is None
    return meeting.id


def page_of(site: Site, meeting: str) -> str:
    """Where the debrief of a meeting is."""
    return f"/practice/debriefs/{evening_of(site.home.keys, meeting)}"
