"""What everybody at the door needs alike, looked up once in a rush: which meeting a link opens, and whose it is.

Never older than a second, nor than the newest change this process knows of.
"""

import time

from flask import abort, current_app

from facilitator.accounts.models import Organization
from facilitator.groups.models import Group
from facilitator.house import house
from facilitator.live.held import Live
from facilitator.meeting.state import MeetingId
from facilitator.store.tables import OpenMeeting
from facilitator.web import fall_back_to

KNOWN_FOR = 1.0
"""Seconds in which another process may have changed a group without this one knowing."""


MOST_KNOWN = 2000


class Doorway:
    """What this process has looked up."""

    def __init__(self) -> None:
        self._links: dict[str, MeetingId] = {}
        self._groups: dict[MeetingId, tuple[float, int, Group, Organization]] = {}

    def by_link(self, link: str) -> Live | None:
        """The open meeting behind a link. One that is known counts only while that link still leads to it."""
        live = house().desk.read(self._links[link]) if link in self._links else None
        if live and live.meeting.link == link:
            return live
        self._links.pop(link, None)
        id = house().journal.find("link", link)
        live = house().desk.read(id) if id else None
        if live and live.meeting.link == link:
            self._links[link] = live.meeting.id
        return live

    def group(self, meeting: MeetingId) -> tuple[Group, Organization]:
        """The group and the organization a meeting belongs to. 404 where there is none."""
        changes = house().store.changes
        at, of, group, organization = self._groups.get(meeting, (0.0, -1, None, None))
        if not group or not organization or of != changes or time.monotonic() - at > KNOWN_FOR:
            group, organization = _look_up(meeting)
            self._let_go()
            self._groups[meeting] = (time.monotonic(), changes, group, organization)
        fall_back_to(group.language)
        return group, organization

    def _let_go(self) -> None:
        """Nothing is remembered for good of meetings that have closed."""
        if len(self._groups) > MOST_KNOWN or len(self._links) > MOST_KNOWN:
            open_here = {m.id for m in house().desk.shelf.open_here()}
            self._groups = {m: known for m, known in self._groups.items() if m in open_here}
            self._links = {link: m for link, m in self._links.items() if m in open_here}


def _look_up(meeting: MeetingId) -> tuple[Group, Organization]:
    with house().store.read() as session:
        row = session.get(OpenMeeting, meeting)
        group = session.get(Group, row.group if row else "")
        if not group:
            abort(404)
        organization = session.get(Organization, group.organization_id)
        assert organization is not None  # noqa: S101 - a foreign key says so
        return group, organization


def doorway() -> Doorway:
    """This app's."""
    found: Doorway = current_app.extensions.setdefault("doorway", Doorway())
    return found
