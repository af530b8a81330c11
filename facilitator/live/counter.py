"""What waits at the desk for its answer."""

import threading

from facilitator.live.receipts import Receipt
from facilitator.meeting.commands import Command
from facilitator.meeting.permissions import Actor
from facilitator.meeting.refusals import Refusal


class Asked:
    """A command that waits for its answer: None for yes, else why not."""

    def __init__(self, actor: Actor, command: Command, receipt: Receipt | None) -> None:
        self.actor, self.command, self.receipt = actor, command, receipt
        self.answer: Refusal | None = None
        self.again = False
        """It had been taken before."""
        self.unsure = False
        """It may have been stored by ourselves a moment ago."""
        self.answered: threading.Event | None = None
        """For whoever waits while somebody else is at the counter."""


class Counter:
    """What waits for one meeting, and whether somebody is at it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: list[Asked] = []
        self.busy = False
        self.reading = threading.Lock()
