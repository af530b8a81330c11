"""What everybody at the door needs alike, looked up once in a rush: which meeting a link opens, whose it is, and what its
organization keeps in its directory.

Never older than a second, nor than the newest change this process knows of.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from flask import abort, current_app

from facilitator.accounts.models import Organization
from facilitator.groups.models import Group
from facilitator.house import house
from facilitator.live.held import Live
from facilitator.meeting.state import MeetingId
from facilitator.practice.bridge.directory import lines_of
from facilitator.practice.bridge.models import Resource
from facilitator.store.tables import OpenMeeting
from facilitator.web import fall_back_to

T = TypeVar("T")

KNOWN_FOR = 1.0
"""Seconds in which another process may have changed a group without this one knowing."""


MOST_KNOWN = 2000


class _Lately(dict[str, tuple[float, int, T]]):
    """What was looked up under a name, for as long as nothing has changed."""

    def get_or(self, name: str, look_up: Callable[[str], T]) -> T:
        """What is known, or what is looked up now."""
        changes = house().store.changes
        known = self.get(name)
        if not known or known[1] != changes or time.monotonic() - known[0] > KNOWN_FOR:
            known = self[name] = (time.monotonic(), changes, look_up(name))
        return known[2]


class Doorway:
    """What this process has looked up."""

    def __init__(self) -> None:
        self._links: dict[str, MeetingId] = {}
        self._groups: _Lately[tuple[Group, Organization]] = _Lately()
        self._directories: _Lately[list[Resource]] = _Lately()

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
        self._let_go()
        group, organization = self._groups.get_or(meeting, _look_up)
        fall_back_to(group.language)
        return group, organization

    def directory(self, organization: str) -> list[Resource]:
        """Every line in use of an organization's directory."""
        return self._directories.get_or(organization, lambda id: lines_of(house().store, id))

    def _let_go(self) -> None:
        """Nothing is remembered for good of meetings that have closed."""
        if len(self._groups) > MOST_KNOWN or len(self._links) > MOST_KNOWN:
            open_here = {m.id for m in house().desk.shelf.open_here()}
            self._groups = _Lately((m, known) for m, known in self._groups.items() if m in open_here)
            self._directories.clear()
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
