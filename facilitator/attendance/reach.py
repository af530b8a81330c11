"""Whose attendance a member sees: a coordinator every group of the organization, a facilitator the groups they have led."""

from msgspec import Struct

from facilitator.accounts.models import Member
from facilitator.attendance.records import led_by
from facilitator.groups.circles import support_groups_of
from facilitator.groups.models import Group
from facilitator.store.writing import Store


class Reach(Struct, frozen=True):
    """What one member may see. Every figure and every list is asked for with one of these."""

    organization: str
    groups: dict[str, Group]
    """Id -> group, by name."""
    whole: bool
    """All groups of the organization."""


def reach_of(store: Store, member: Member) -> Reach:
    """What this member may see, by the roles they have now."""
    groups = {group.id: group for group in support_groups_of(store, member.organization_id)}
    if not member.coordinator:
        own = led_by(store, member.organization_id, member.id) if member.facilitator else set()
        groups = {id: group for id, group in groups.items() if id in own}
    return Reach(member.organization_id, groups, member.coordinator)


def narrowed(reach: Reach, group: str) -> Reach:
    """The same for one of its groups alone. Raises `KeyError` for any other."""
    return Reach(reach.organization, {group: reach.groups[group]}, whole=False)
