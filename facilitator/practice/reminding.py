"""A quiet sentence when a renewal period nears its end and something is missing. Never more than a sentence."""

from datetime import date

from flask_babel import format_date, format_decimal, gettext

from facilitator.accounts.models import Member
from facilitator.house import house
from facilitator.practice import renewals
from facilitator.practice.progress import Progress, due_soon


def reminder(found: Progress | None, today: date) -> str:
    """What to say now; mostly nothing."""
    if not found or not due_soon(found, today):
        return ""
    return gettext(
        "Your renewal period ends on %(day)s. %(hours)s h are still missing.",
        day=format_date(found.span.last, "long"), hours=format_decimal(renewals.hours(found.still)),
    )  # fmt: skip


def reminder_for(member: Member, today: date) -> str:
    """The same, for a page that knows the member alone."""
    return reminder(renewals.where(house().store, house().practice, member, today), today)
