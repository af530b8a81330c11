"""Which plan a session opens with, and what a facilitator can choose from. A choice is a plan's id or a template's name."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from facilitator.groups import plan_templates
from facilitator.groups.models import Group, Plan
from facilitator.groups.plans import Outline, PlannedRound, outline, plans_of, readable_plan, runnable, shared_by_others
from facilitator.groups.prompts import prompts
from facilitator.meeting.rounds import kinds
from facilitator.store.writing import Store

WITHOUT = "without"
"""The choice to plan nothing ahead."""


class NotThere(LookupError):
    """No plan of this group, and none it may start from."""


class Choices:
    """What a group can open a session with."""

    def __init__(self, store: Store, group: Group) -> None:
        self.own: list[Plan] = plans_of(store, group)
        self.others: list[tuple[Plan, str]] = shared_by_others(store, group)
        self.templates: list[str] = list(plan_templates.library())
        there = {p.id for p in self.own} | {p.id for p, _ in self.others} | {WITHOUT, *self.templates}
        first = self.own[0].id if self.own else plan_templates.first_for(group.practice)
        self.usual: str = group.last_plan if group.last_plan in there else first
        """The one it was opened with last, else its first one, else a template."""


def chosen(store: Store, group: Group, choice: str) -> tuple[str, Outline]:
    """What a session is to open with: the choice (the usual one for an empty one) and what it says. Raises `NotThere`."""
    choice = choice or Choices(store, group).usual
    if choice == WITHOUT:
        return choice, Outline(name="")
    found = plan_templates.template(choice, group.language)
    if not found:
        plan = readable_plan(store, group, choice)
        if not plan:
            raise NotThere
        found = outline(plan)
    return choice, runnable(found)


def remember(store: Store, group: Group, choice: str) -> None:
    """The group opened a session with this one."""

    def work(session: Session) -> None:
        session.execute(update(Group).where(Group.id == group.id).values(last_plan=choice))

    store.write(work)


def rehearsed(language: str) -> Outline:
    """What a rehearsal runs: a round of stories and one of shout-outs."""
    rounds = (PlannedRound(k, kinds()[k].minutes, prompts(language)[k][0]["text"]) for k in ("story", "shoutouts"))
    return Outline(name="", rounds=tuple(rounds))
