"""The machine's store: the real one on a real SQLite file, with a disk that takes its time, fails, and loses power."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import eventlet
from greenlet import GreenletExit, getcurrent
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from facilitator.store.together import Write
from facilitator.store.writing import OutcomeUnknown, StorageFailed, Store
from tests.simulation.chance import world

if TYPE_CHECKING:
    from tests.simulation.machine import Machine

TROUBLE = ("full", "broke before", "broke after", "power before", "power after", "unreadable")


class Disk(Store):
    """Everything is the real store's but the moments before and after each commit."""

    def __init__(self, url: str, machine: "Machine") -> None:
        super().__init__(url)
        self._machine = machine
        self.trouble: str | None = None
        """What happens to the next commit."""
        self.unread = 0
        """How many reads get no answer."""
        self._steps: dict[Callable, Any] = {}

    def _hand_over(self, write: Write) -> Any:
        """As the real one; remembers which step of the journal this is."""
        step = self._machine.journal.steps.get(getcurrent())
        if step:
            self._steps[write.work] = step
        try:
            return super()._hand_over(write)
        finally:
            self._steps.pop(write.work, None)

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """As the real one, where it answers at all."""
        if self.trouble == "unreadable":
            self.unread -= 1
            self.trouble = self.trouble if self.unread > 0 else None
            raise OperationalError("SELECT", {}, Exception("no answer"))
        with super().read() as session:
            yield session

    def _run(self) -> None:
        self._machine.greenlets[getcurrent()] = None
        with contextlib.suppress(GreenletExit):
            super()._run()

    def _commit(self, writes: list) -> None:
        """Takes its time."""
        eventlet.sleep(world.dice.random() * 0.01)
        self._commit_or_fail(writes)
        eventlet.sleep(world.dice.random() * 0.01)

    def _commit_or_fail(self, writes: list) -> None:
        trouble = self.trouble
        if trouble != "unreadable":
            self.trouble = None
        if trouble in ("full", "broke before"):
            for write in writes:
                write.error = StorageFailed("full") if trouble == "full" else OutcomeUnknown("broke")
            return
        if trouble == "power before":
            self._machine.lose_power()
        super()._commit(writes)
        for write in writes:
            if write.error is None and write.work in self._steps:
                self._machine.history.watch(self._steps[write.work])
        if trouble == "power after":
            self._machine.lose_power()
        if trouble == "broke after":
            for write in writes:
                write.error = write.error or OutcomeUnknown("broke")
