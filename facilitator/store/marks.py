"""Where processes leave each other marks of who has a screen open: in Redis, else in a small table. Sealed bytes only, and
no times: a mark that does not change any more is a process that is gone, and whoever notices takes it away.
"""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from facilitator.store.redis_link import connect
from facilitator.store.tables import HereRow
from facilitator.store.writing import StorageFailed, Store

EXPIRES = 25
"""Seconds after which a mark that did not change says nothing any more."""

Found = dict[str, dict[str, bytes]]
"""meeting -> process -> its mark."""


class Unmarked(Exception):
    """The marks cannot be reached just now."""


class Marks(Protocol):
    """A place for marks."""

    def exchange(
        self, ours: Mapping[str, bytes], meetings: Collection[str], gone: Collection[tuple[str, str]]
    ) -> Found:
        """Leaves our marks, takes away those of processes that are gone, and gives everybody's for these meetings.
        Raises `Unmarked`."""

    def watched(self, meetings: Collection[str]) -> set[str]:
        """Which of these meetings some process has marked. Raises `Unmarked`."""


class RedisMarks:
    """In Redis: a small hash for each meeting, gone by itself."""

    def __init__(self, url: str, process: str) -> None:
        self._redis, self._process = connect(url), process

    def exchange(
        self, ours: Mapping[str, bytes], meetings: Collection[str], gone: Collection[tuple[str, str]]
    ) -> Found:
        """In one go."""
        wanted = list(meetings)
        answers = self._ask(
            [
                *(("HSET", _key(m), self._process, mark) for m, mark in ours.items()),
                *(("HDEL", _key(m), process) for m, process in gone),
                *(("EXPIRE", _key(m), EXPIRES) for m in ours),
                *(("HGETALL", _key(m)) for m in wanted),
            ]
        )
        found = answers[len(answers) - len(wanted) :] if wanted else []
        return {m: {k.decode(): v for k, v in marks.items()} for m, marks in zip(wanted, found, strict=True)}

    def watched(self, meetings: Collection[str]) -> set[str]:
        """In one go."""
        wanted = list(meetings)
        return {m for m, there in zip(wanted, self._ask([("EXISTS", _key(m)) for m in wanted]), strict=True) if there}

    def _ask(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        from redis.exceptions import RedisError

        try:
            with self._redis.pipeline(transaction=False) as line:
                for command in commands:
                    line.execute_command(*command)
                return list(line.execute())
        except (RedisError, OSError):
            raise Unmarked from None


def _key(meeting: str) -> str:
    return f"facilitator:here:{meeting}"


class TableMarks:
    """In the database."""

    def __init__(self, store: Store, process: str) -> None:
        self._store, self._process = store, process

    def exchange(
        self, ours: Mapping[str, bytes], meetings: Collection[str], gone: Collection[tuple[str, str]]
    ) -> Found:
        """One statement each, and only those that are needed."""
        rows = [{"meeting": m, "process": self._process, "body": ours[m]} for m in sorted(ours)]
        flavour = sqlite if self._store.sqlite else postgresql

        def work(session: Session) -> None:
            if gone:
                session.execute(delete(HereRow).where(tuple_(HereRow.meeting, HereRow.process).in_(sorted(gone))))
            if rows:
                put = flavour.insert(HereRow)  # type: ignore[attr-defined]
                renewed = put.on_conflict_do_update(
                    index_elements=["meeting", "process"], set_={"body": put.excluded.body}
                )
                session.execute(renewed, rows)

        try:
            if rows or gone:
                self._store.write(work, "")
            found: Found = {}
            with self._store.read() as session:
                query = select(HereRow.meeting, HereRow.process, HereRow.body).where(HereRow.meeting.in_(meetings))
                for meeting, process, body in session.execute(query) if meetings else ():
                    found.setdefault(meeting, {})[process] = body
        except StorageFailed:
            raise Unmarked from None
        return found

    def watched(self, meetings: Collection[str]) -> set[str]:
        """One query."""
        try:
            with self._store.read() as session:
                return set(session.scalars(select(HereRow.meeting).where(HereRow.meeting.in_(meetings)).distinct()))
        except StorageFailed:
            raise Unmarked from None
