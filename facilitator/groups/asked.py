"""What an address names: a group, a plan, a prompt of the signed-in member's organization. Anybody else's is not there."""

from flask import abort

from facilitator.accounts.roles import me
from facilitator.groups import circles, group_prompts, plans
from facilitator.groups.models import Group, GroupPrompt, Plan
from facilitator.house import house


def group_asked(id: str) -> Group:
    """A group of the organization."""
    group = circles.group_of(house().store, me().organization_id, id)
    if not group:
        abort(404)
    return group


def plan_asked(group: Group, id: str, removed: bool = False) -> Plan:
    """One of the group's plans."""
    plan = plans.plan_of(house().store, group, id, removed)
    if not plan:
        abort(404)
    return plan


def prompt_asked(group: Group, id: str, removed: bool = False) -> GroupPrompt:
    """A prompt that the group keeps."""
    prompt = group_prompts.prompt_of(house().store, group, id, removed)
    if not prompt:
        abort(404)
    return prompt
