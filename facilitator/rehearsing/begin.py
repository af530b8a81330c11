"""Begins a rehearsal: a meeting that leaves nothing behind, and a simulated circle in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from sqlalchemy.orm import Session

from facilitator.accounts.models import Member
from facilitator.groups.circles import open_meeting
from facilitator.groups.models import Group
from facilitator.house import House
from facilitator.meeting.refusals import N_
from facilitator.meeting.state import MeetingId

NAME = N_("Rehearsal")
PEOPLE = 8
ROOT = Path(__file__).parent.parent.parent


def rehearsal_group(home: House, organization: str, name: str, language: str) -> Group:
    """The group in which an organization rehearses. No list shows it."""
    id = f"r{organization}"[:40]

    def work(session: Session) -> Group:
        group = session.get(Group, id)
        if not group:
            group = Group(id=id, organization_id=organization, name=name, language=language, rehearsal=True)
            session.add(group)
        group.language = language
        return group

    return home.store.write(work)


def begin(home: House, member: Member, name: str, language: str, url: str, people: int = PEOPLE) -> MeetingId:
    """Opens a rehearsal for a member and lets a simulated circle in. `url`: this server, as seen from this machine."""
    group = rehearsal_group(home, member.organization_id, name, language)
    meeting = open_meeting(home, group, member.id, rehearsal=True)
    live = home.desk.read(meeting)
    assert live is not None  # noqa: S101 - opened a moment ago
    let_in(url, live.meeting.link, people, language)
    return meeting


def let_in(url: str, link: str, people: int, language: str, pace: float = 1.0) -> subprocess.Popen[bytes]:
    """Starts the simulated circle. The link goes in by a pipe: a command line can be read by others."""
    process = subprocess.Popen(
        [sys.executable, "-m", "facilitator", "circle"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None  # noqa: S101 - asked for
    told = {"url": url, "link": link, "people": people, "language": language, "pace": pace}
    process.stdin.write(json.dumps(told).encode() + b"\n")
    process.stdin.flush()
    return process
