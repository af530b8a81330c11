"""Making groups, opening their meetings, keeping what they may keep. Plain functions; no web."""

import json
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator.clock import new_id
from facilitator.groups.models import Group, Keepsake
from facilitator.groups.plan_choice import chosen, rehearsed, remember
from facilitator.groups.plans import Outline
from facilitator.house import House
from facilitator.joining.codes import new_code, new_secret
from facilitator.live.steps import Conflict
from facilitator.meeting import commands as ask
from facilitator.meeting.harvest import Harvest, key_of
from facilitator.meeting.permissions import Actor
from facilitator.meeting.state import MeetingId
from facilitator.operations.reaching import reached_across
from facilitator.store.keys import Keys
from facilitator.store.sealing import Unreadable, derived, seal, unseal
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Store, checkpoint

HOUR = 3_600_000


def make_group(store: Store, organization: str, values: dict[str, Any]) -> str:
    """Makes a group and gives its id."""
    id = new_id()
    store.write(lambda session: session.add(Group(id=id, organization_id=organization, **values)))
    return id


def change_group(store: Store, organization: str, id: str, values: dict[str, Any]) -> None:
    """Changes a group of this organization; another's is left alone."""

    def work(session: Session) -> None:
        group = session.get(Group, id)
        if group and group.organization_id == organization:
            for name, value in values.items():
                setattr(group, name, value)

    store.write(work)


def groups_of(store: Store, organization: str) -> list[Group]:
    """An organization's groups, by name."""
    with store.read() as session:
        own = (Group.organization_id == organization, Group.rehearsal.is_(False))
        return list(session.scalars(select(Group).where(*own).order_by(Group.name)))


def meeting_groups_of(store: Store, organization: str) -> list[Group]:
    """Those of them that are not put away."""
    return [group for group in groups_of(store, organization) if not group.put_away_at]


def support_groups_of(store: Store, organization: str) -> list[Group]:
    """Those of them that are no practice circles: whose attendance counts."""
    return [group for group in groups_of(store, organization) if not group.practice]


def group_of(store: Store, organization: str, id: str) -> Group | None:
    """One group of this organization."""
    with store.read() as session:
        group = session.get(Group, id)
    if group and group.organization_id != organization:
        reached_across("group")
        return None
    return group


def open_meetings_of(store: Store, organization: str) -> dict[str, OpenMeeting]:
    """The meetings open now in an organization, by their group. A rehearsal is nobody's session."""
    query = select(OpenMeeting).where(OpenMeeting.organization == organization, OpenMeeting.rehearsal.is_(False))
    with store.read() as session:
        return {row.group: row for row in session.scalars(query)}


def fresh_code(store: Store) -> str:
    """A code for one further meeting, as long as it has to be with so many open."""
    with store.read() as session:
        return new_code(session.scalar(select(func.count()).select_from(OpenMeeting)) or 0)


def open_meeting(home: House, group: Group, member: str, rehearsal: bool = False, plan: str = "") -> MeetingId:
    """Opens a meeting with a plan (the group's usual one unless it is said), and gives its id. Raises `NotThere`."""
    choice, outline = ("", rehearsed(group.language)) if rehearsal else chosen(home.store, group, plan)
    id = new_id()
    while True:
        asked = ask.Open(
            id=id, salt=secrets.token_hex(16), group=group.id, facilitator=member, code=fresh_code(home.store), link=new_secret(),
            screen=new_secret(), open_for=home.config.open_hours * HOUR, capacity=home.config.room_limit,
            rehearsal=rehearsal, length=outline.minutes, setting=group.setting,  # type: ignore[arg-type] # one of SETTINGS
        )  # fmt: skip
        try:
            home.desk.open(asked, group.organization_id)
            break
        except Conflict:
            continue
    _lay_out(home, id, member, outline)
    if choice:
        remember(home.store, group, choice)
    return id


def _lay_out(home: House, meeting: MeetingId, member: str, outline: Outline) -> None:
    """Plans every round of the outline. All of it can still be changed on the console."""
    facilitator = Actor("facilitator", member=member)
    for round in outline.rounds:
        prompt = ask.Prompt(new_id(), round.prompt) if round.prompt else None
        planned = ask.PlanRound(round_kind=round.kind, settings=round.settings, prompt=prompt, minutes=round.minutes)
        home.desk.perform(meeting, facilitator, planned)


def _keepsake_key(keys: Keys) -> bytes:
    return derived(keys.server, "keepsakes")


def keep(keys: Keys, session: Session, meeting: OpenMeeting, harvest: Harvest) -> None:
    """Part of the transaction that closes a meeting: what both sides let the group keep, without names or order."""
    if meeting.rehearsal:
        return
    for kept in harvest.kept:
        id = "k" + (kept.key or secrets.token_hex(16))
        body = json.dumps({"strength": kept.strength, "text": kept.text}).encode()
        session.add(Keepsake(id=id, group_id=meeting.group, body=seal(_keepsake_key(keys), body, f"keepsake {id}")))


def take_back_kept(store: Store, known: Sequence[str]) -> int:
    """Erases what a group has kept, for whoever let it keep that. Gives how many there still were."""
    ids = ["k" + key_of(secret) for secret in known]

    def erase(session: Session) -> int:
        return int(session.execute(delete(Keepsake).where(Keepsake.id.in_(ids))).rowcount)  # type: ignore[attr-defined]

    gone = store.write(erase)
    checkpoint(store)
    return int(gone)


def kept_by(home: House, group: str) -> list[dict[str, Any]]:
    """What a group has kept, in no order anybody could read something from."""
    with home.store.read() as session:
        rows = list(session.scalars(select(Keepsake).where(Keepsake.group_id == group).order_by(Keepsake.id)))
    found = []
    for row in rows:
        try:
            found.append(json.loads(unseal(_keepsake_key(home.keys), row.body, f"keepsake {row.id}")))
        except Unreadable:
            continue
    return found
