"""`open`: a session opened from the command line, for scripts and for the bench."""

from typing import Any

from sqlalchemy import select

from facilitator import open_house
from facilitator.accounts.models import Member
from facilitator.config import Config
from facilitator.groups.circles import open_meeting
from facilitator.groups.models import Group


def open_for(config: Config, name: str, email: str | None) -> dict[str, Any] | str:
    """The links of a session that it opens, or why it could not."""
    home = open_house(config)
    with home.store.read() as session:
        groups = list(session.scalars(select(Group).where(Group.name == name)))
        if len(groups) != 1:
            return f"There is no group named {name!r}." if not groups else f"More than one group is named {name!r}."
        query = select(Member).where(Member.organization_id == groups[0].organization_id, Member.facilitator.is_(True))
        members = [m for m in session.scalars(query.order_by(Member.id)) if not email or m.email == email.lower()]
    if not members:
        return "There is no such facilitator in that group's organization."
    meeting = open_meeting(home, groups[0], members[0].id)
    live = home.desk.read(meeting)
    assert live is not None  # noqa: S101 - opened a moment ago
    start = config.public_url or f"http://localhost:{config.port}"
    return {
        "code": live.meeting.code, "join_url": f"{start}/j/{live.meeting.link}", "console_url": f"{start}/console/{meeting}",
        "screen_url": f"{start}/screen/{live.meeting.screen}",
    }  # fmt: skip
