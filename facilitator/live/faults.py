"""A fault: not a refusal, but something of ours that went wrong."""

import logging
import secrets

from facilitator.meeting.refusals import INTERNAL, Refusal

log = logging.getLogger(__name__)


def fault(error: Exception, where: str) -> Refusal:
    """Logged with a number and the kind of error, never its text, which may hold words. Gives what the sender is told."""
    incident = secrets.token_hex(4)
    log.error("fault %s in %s: %s", incident, where, type(error).__name__)
    return Refusal(INTERNAL.code, INTERNAL.sentence, retry=True, incident=incident)
