"""Versions of a shared plan: what it said, when that changed, and what the difference is. No web."""

from datetime import date
from difflib import SequenceMatcher

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.groups.models import Plan
from facilitator.groups.plan_looks import title_of
from facilitator.groups.plans import Outline, PlannedRound, outline
from facilitator.practice.library.models import PlanVersion
from facilitator.store.writing import Store

LONGEST_SAID = 280
MOST = 40
"""Versions of one plan; the oldest go."""


def note(store: Store, plan: str, member: str, said: str, today: date) -> None:
    """Keeps what a plan says now as its next version, if it is shared and says something new."""

    def work(session: Session) -> None:
        row = session.get(Plan, plan)
        if not row or not row.shared:
            return
        kept = list(session.scalars(_of(plan)))
        last = kept[0] if kept else None
        if last and (last.name, last.minutes, last.rounds) == (row.name, row.minutes, row.rounds):
            return
        for old in kept[MOST - 1 :]:
            session.delete(old)
        session.add(PlanVersion(
            plan_id=plan, number=last.number + 1 if last else 1, name=row.name, minutes=row.minutes, rounds=row.rounds,
            said=said[:LONGEST_SAID], made_by=member, made_on=today,
        ))  # fmt: skip

    store.write(work)


def _of(plan: str):  # type: ignore[no-untyped-def] # SQLAlchemy's own type
    return select(PlanVersion).where(PlanVersion.plan_id == plan).order_by(PlanVersion.number.desc())


def versions_of(store: Store, plan: str) -> list[PlanVersion]:
    """Every version there is, the newest first."""
    with store.read() as session:
        return list(session.scalars(_of(plan)))


def said_by(version: PlanVersion) -> Outline:
    """What a version says."""
    return outline(Plan(name=version.name, minutes=version.minutes, rounds=version.rounds))


def changes(before: Outline, after: Outline) -> list[str]:
    """What is different, in sentences, round by round."""
    found = []
    if before.name != after.name:
        found.append(gettext("It was called “%(name)s”.", name=before.name))
    if before.minutes != after.minutes:
        found.append(gettext("%(before)s minutes in all became %(after)s.", before=before.minutes, after=after.minutes))
    first, then = [r.kind for r in before.rounds], [r.kind for r in after.rounds]
    for what, i, j, k, m in SequenceMatcher(None, first, then, autojunk=False).get_opcodes():
        old, new = before.rounds[i:j], after.rounds[k:m]
        if what == "equal":
            found += [line for was, now in zip(old, new, strict=True) for line in _inside(was, now)]
        else:
            found += [gettext("Left out: %(round)s", round=title_of(r.kind)) for r in old]
            found += [gettext("Added: %(round)s, %(n)s min", round=title_of(r.kind), n=r.minutes) for r in new]
    return found


def _inside(was: PlannedRound, now: PlannedRound) -> list[str]:
    title, found = title_of(now.kind), []
    if was.minutes != now.minutes:
        found.append(gettext("%(round)s: %(before)s minutes became %(after)s.", round=title, before=was.minutes,
                             after=now.minutes))  # fmt: skip
    if was.prompt != now.prompt:
        found.append(gettext("%(round)s: another prompt.", round=title))
    if was.settings != now.settings:
        found.append(gettext("%(round)s: other settings.", round=title))
    return found
