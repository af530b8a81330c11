"""A rehearsal from the command line: an organization for the day, a session, a first round, a simulated circle."""

import secrets

from facilitator.accounts import links, members
from facilitator.accounts.models import Member
from facilitator.groups.circles import open_meeting
from facilitator.house import House
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.meeting.rounds.story.asked import Send
from facilitator.rehearsing.begin import NAME, let_in, rehearsal_group


def prepare(home: House, people: int, language: str, pace: float) -> tuple[str, str]:
    """Gives the paths of the console (with a sign-in that works once) and of the big screen."""
    newcomer = members.Newcomer("Fay", "fay@rehearsal.invalid", secrets.token_urlsafe(16), language)
    member = members.set_up(home.store, NAME, newcomer, home.serving.offload)
    group = rehearsal_group(home, _organization(home, member), NAME, language)
    meeting = open_meeting(home, group, member, rehearsal=True)
    live = home.desk.read(meeting)
    assert live is not None  # noqa: S101 - opened a moment ago
    _start_first_round(home, meeting, member)
    let_in(f"http://127.0.0.1:{home.config.port}", live.meeting.link, people, language, pace)
    token = links.make(home.store, "sign-in", member)
    return f"/sign-in/{token}?next=/console/{meeting}", f"/screen/{live.meeting.screen}"


def _organization(home: House, member: str) -> str:
    with home.store.read() as session:
        found = session.get(Member, member)
        assert found is not None  # noqa: S101 - made a moment ago
        return found.organization_id


def _start_first_round(home: House, meeting: str, member: str) -> None:
    """So that a newcomer sees a living room: the stories have begun, and hands will go up."""
    facilitator = Actor("facilitator", member=member)
    live = home.desk.read(meeting)
    assert live is not None  # noqa: S101
    first = live.meeting.rounds[0]
    home.desk.perform(meeting, facilitator, ask.StartRound(round=first.id))
    home.desk.perform(meeting, facilitator, Send())
