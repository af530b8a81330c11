"""Plans: what a session starts from. Kept, copied, shared within the organization, removed and brought back. No web."""

import hashlib
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from facilitator.clock import new_id
from facilitator.groups.models import Group, Plan
from facilitator.meeting.course import MOST_ROUNDS, settings_of
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rounds import kinds
from facilitator.store.writing import Store

SHORTEST, LONGEST = 15, 480
"""Minutes a session may be planned for (commands.SetLength)."""
LONGEST_ROUND = 240
LONGEST_NAME = 80
KEPT_FOR = 30 * 24 * 3_600_000
"""How long something removed can be brought back, in milliseconds."""
ORDER = ("welcome", "checkin", "icebreaker", "story", "reflection", "goals", "shoutouts", "celebration", "choice",
         "side_by_side", "pause", "closing")  # fmt: skip
"""Kinds of round as they are offered: about as they come in an evening. Others follow."""


class PlannedRound(Struct, frozen=True):
    """One round of a plan."""

    kind: str
    minutes: int
    prompt: str = ""
    settings: dict[str, Any] = {}


class Outline(Struct, frozen=True):
    """What a plan says, wherever it comes from: kept by a group, or a template."""

    name: str
    minutes: int = 60
    rounds: tuple[PlannedRound, ...] = ()

    @property
    def planned(self) -> int:
        """The minutes of its rounds."""
        return sum(r.minutes for r in self.rounds)


def kinds_in_order() -> list[str]:
    """The kinds of round there are, as they are offered."""
    there = kinds()
    return [k for k in ORDER if k in there] + [k for k in there if k not in ORDER]


def runnable(outline: Outline) -> Outline:
    """The plan as it can be run now: without rounds of a kind that is not there, and with the kind's own settings where
    those of the plan no longer fit."""
    rounds = []
    for round in outline.rounds[:MOST_ROUNDS]:
        if round.kind in kinds():
            settings = settings_of(round.kind, round.settings)
            rounds.append(replace(round, settings={} if isinstance(settings, Refusal) else settings))
    return replace(outline, rounds=tuple(rounds))


_reader = msgspec.json.Decoder(tuple[PlannedRound, ...])


def outline(plan: Plan) -> Outline:
    """What a stored plan says."""
    return Outline(plan.name, plan.minutes, _reader.decode(plan.rounds))


def _said(outline: Outline) -> dict[str, Any]:
    """Columns of a plan."""
    rounds = msgspec.json.encode(outline.rounds).decode()
    return {"name": outline.name[:LONGEST_NAME], "minutes": outline.minutes, "rounds": rounds}


def make_plan(store: Store, group: Group, member: str, outline: Outline) -> str:
    """Keeps a plan for a group and gives its id."""
    id = new_id()
    made = {"organization_id": group.organization_id, "group_id": group.id, "made_by": member, **_said(outline)}
    store.write(lambda session: session.add(Plan(id=id, **made)))
    return id


def version_of(plan: Plan) -> str:
    """Another one for every change of what a plan says."""
    said = "\0".join((plan.name, str(plan.minutes), plan.rounds))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _set(store: Store, plan: str, **values: Any) -> None:
    def work(session: Session) -> None:
        session.execute(update(Plan).where(Plan.id == plan).values(**values))

    store.write(work)


def change_plan(store: Store, plan: str, outline: Outline) -> None:
    """Keeps what a plan says now."""
    _set(store, plan, **_said(outline))


def share_plan(store: Store, plan: str, on: bool) -> None:
    """Lets the organization's other groups see a plan, or its own only."""
    _set(store, plan, shared=on)


def remove_plan(store: Store, organization: str, plan: str, now: int) -> None:
    """No list shows it any more. What was removed long ago is gone for good with this."""

    def work(session: Session) -> None:
        session.execute(delete(Plan).where(Plan.organization_id == organization, Plan.removed_at < now - KEPT_FOR))
        session.execute(update(Plan).where(Plan.id == plan).values(removed_at=now))

    store.write(work)


def bring_back_plan(store: Store, plan: str) -> None:
    """Undoes a removal."""
    _set(store, plan, removed_at=None)


def plans_of(store: Store, group: Group) -> list[Plan]:
    """A group's plans, by name."""
    with store.read() as session:
        own = (Plan.group_id == group.id, Plan.organization_id == group.organization_id, Plan.removed_at.is_(None))
        return list(session.scalars(select(Plan).where(*own).order_by(Plan.name, Plan.id)))


def shared_by_others(store: Store, group: Group) -> list[tuple[Plan, str]]:
    """Plans that other groups of the organization share, each with the name of its group."""
    theirs = (Plan.organization_id == group.organization_id, Plan.shared, Plan.removed_at.is_(None),
              or_(Plan.group_id.is_(None), Plan.group_id != group.id))  # fmt: skip
    query = select(Plan, Group.name).outerjoin(Group, Plan.group_id == Group.id).where(*theirs)
    with store.read() as session:
        return [(plan, name or "") for plan, name in session.execute(query.order_by(Plan.name, Plan.id))]


def plan_of(store: Store, group: Group, id: str, removed: bool = False) -> Plan | None:
    """One of a group's plans; those that were removed only if asked for."""
    with store.read() as session:
        plan = session.get(Plan, id)
    own = plan and plan.group_id == group.id and plan.organization_id == group.organization_id
    return plan if plan and own and (plan.removed_at is not None) == removed else None


def readable_plan(store: Store, group: Group, id: str) -> Plan | None:
    """A plan this group may start from: its own, or one that is shared in its organization."""
    with store.read() as session:
        plan = session.get(Plan, id)
    if not plan or plan.organization_id != group.organization_id or plan.removed_at is not None:
        return None
    return plan if plan.shared or plan.group_id == group.id else None
