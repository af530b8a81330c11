"""The tables that go into files: figures by group and by month, meetings, a sign-in sheet."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext

from facilitator.attendance.listing import Listed
from facilitator.attendance.periods import written
from facilitator.attendance.reports import Figures
from facilitator.attendance.spreadsheets import Cell, Table
from facilitator.groups.models import Group


def figure_heads() -> list[str]:
    """What the columns of figures are called."""
    return [
        gettext("Sessions held"), gettext("Called off"), gettext("Heads"), gettext("Heads on average"),
        gettext("Minutes held"), gettext("Minutes people stayed, together"),
        gettext("Returning in the group"), gettext("First time in the group"), gettext("Group: not said"),
        gettext("Returning this year"), gettext("First time this year"), gettext("Year: not said"),
        gettext("In person"), gettext("Remote"), gettext("Names left for credit"),
    ]  # fmt: skip


def figure_cells(of: Figures) -> list[Cell]:
    """The same columns' numbers."""
    return [
        of.meetings, of.cancelled, of.heads, of.average, of.minutes, of.person_minutes,
        of.group_again, of.group_first, of.group_not_said, of.year_again, of.year_first, of.year_not_said,
        of.in_person, of.remote, of.signed,
    ]  # fmt: skip


def groups_table(groups: dict[str, Group], found: dict[str, Figures], total: Figures) -> Table:
    """Figures of each group, and of all together."""
    rows = [[groups[id].name, *figure_cells(figures)] for id, figures in found.items()]
    rows.append([gettext("All together"), *figure_cells(total)])
    return Table(gettext("By group"), [gettext("Group"), *figure_heads()], rows)


def months_table(months: dict[int, Figures], total: Figures) -> Table:
    """Figures of each month in which there was something, earliest first, and of all together."""
    rows: list[list[Cell]] = [[written(month), *figure_cells(months[month])] for month in sorted(months)]
    rows.append([gettext("All together"), *figure_cells(total)])
    return Table(gettext("By month"), [gettext("Month"), *figure_heads()], rows)


def meetings_table(groups: dict[str, Group], meetings: Iterable[Listed]) -> Table:
    """One line for each meeting."""
    heads = [
        gettext("Day"), gettext("Group"), gettext("Called off"), gettext("Heads"), gettext("Phones"),
        gettext("Without a phone"), gettext("Remote"), gettext("Minutes"), gettext("Returning in the group"),
        gettext("First time in the group"), gettext("Returning this year"), gettext("First time this year"),
        gettext("Names left for credit"),
    ]  # fmt: skip
    yes = gettext("yes")
    rows: list[list[Cell]] = [
        [
            one.held_on, _name(groups, one.group_id), yes if one.cancelled else "", one.heads, one.phones,
            one.without_phone, one.remote, one.minutes, one.group_again, one.group_first, one.year_again, one.year_first,
            one.signed,
        ]
        for one in meetings
    ]  # fmt: skip
    return Table(gettext("Sessions"), heads, rows)


def _name(groups: dict[str, Group], id: str) -> str:
    return groups[id].name if id in groups else gettext("a former group")


def sheet_table(organization: str, group: str, day: date, names: list[str]) -> Table:
    """A sign-in sheet: names, and what stands on paper. Neither a topic nor a group's own name."""
    heads = [gettext("Name"), gettext("Day"), gettext("Organization"), gettext("Session")]
    return Table(gettext("Sign-in sheet"), heads, [[name, day, organization, group] for name in names])
