"""Evidence: certificates and the like, beside entries of the learning log. What a file is, its content says; it lies sealed
under a key of its own in DATA_DIR/evidence, under a random name, and leaves only as something to download."""

import secrets
import time
from pathlib import Path

import filetype
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import text
from facilitator.practice import drawer
from facilitator.practice.learning import NotThere, own_entry
from facilitator.practice.models import EvidenceFile
from facilitator.serving import Offload
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.files import blot_out, replace_file
from facilitator.store.sealing import Unreadable, new_key, seal, unseal
from facilitator.store.writing import Store

EVIDENCE = "evidence"
"""The folder below DATA_DIR."""
MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
"""Of one entry."""
MOST_IN_ALL = 100 * 1024 * 1024
"""Of one member."""
ALLOWED = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
LONGEST_NAME = 80
LEFT_BEHIND = 3600
"""Seconds after which a file that no row names is one that a crash left."""


class NotTaken(Exception):
    """A file that is not taken, and why: "empty", "large", "kind" or "many"."""


class Evidence(Struct, frozen=True):
    """What a row of a file says."""

    name: str
    type: str
    size: int
    key: bytes


class Listed(Struct, frozen=True):
    """A file with the ids it is found by."""

    id: str
    entry: str
    evidence: Evidence


def type_of(data: bytes) -> str | None:
    """What the content is, if it is something that is taken. The name and what the browser says count for nothing."""
    kind = filetype.guess(data)
    return kind.mime if kind and kind.mime in ALLOWED else None


def harmless_name(typed: str, kind: str) -> str:
    """What a file is called: without a path, controls or tricks of direction, with the ending of what it is."""
    try:
        name = text.clean(typed.replace("\\", "/").rsplit("/", 1)[-1], multiline=False)
    except text.NotText:
        name = ""
    stem = name.rsplit(".", 1)[0].strip(". ")[:LONGEST_NAME].strip()
    return f"{stem or 'evidence'}.{ALLOWED[kind]}"


def keep_file(
    store: Store, keys: DrawerKeys, folder: Path, offload: Offload, member: str, entry: str, typed: str, data: bytes
) -> str:
    """Keeps a file beside an entry of one's own; gives its id. Raises `NotTaken`, `NotThere`."""
    kind = _checked(data)
    with store.read() as session:
        own_entry(session, member, entry)
    id, key = "f" + secrets.token_hex(16), new_key()
    offload(lambda: _write(folder, id, seal(key, data, f"evidence {id}")))
    evidence = Evidence(harmless_name(typed, kind), kind, len(data), key)
    try:
        store.write(lambda session: _add(session, keys, member, entry, id, evidence))
    except BaseException:
        remove(folder, id)
        raise
    return id


def _write(folder: Path, id: str, sealed: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(folder / id, sealed)


def _checked(data: bytes) -> str:
    if not data:
        raise NotTaken("empty")
    if len(data) > MOST_BYTES:
        raise NotTaken("large")
    kind = type_of(data)
    if not kind:
        raise NotTaken("kind")
    return kind


def _add(session: Session, keys: DrawerKeys, member: str, entry: str, id: str, evidence: Evidence) -> None:
    drawer.alone(session, member)
    own_entry(session, member, entry)
    rows = list(session.scalars(select(EvidenceFile).where(EvidenceFile.member_id == member)))
    there = [one for _, one in drawer.all_taken_out(keys, rows, Evidence)]
    if sum(row.entry_id == entry for row in rows) >= MOST_FILES:
        raise NotTaken("many")
    if sum(one.size for one in there) + evidence.size > MOST_IN_ALL:
        raise NotTaken("many")
    row = EvidenceFile(id=id, entry_id=entry, member_id=member)
    drawer.put_in(keys, row, evidence)
    session.add(row)


def files_of(store: Store, keys: DrawerKeys, member: str) -> list[Listed]:
    """Every file of a member's, by entry and name."""
    with store.read() as session:
        rows = list(session.scalars(select(EvidenceFile).where(EvidenceFile.member_id == member)))
    found = [Listed(row.id, row.entry_id, one) for row, one in drawer.all_taken_out(keys, rows, Evidence)]
    return sorted(found, key=lambda one: (one.entry, one.evidence.name, one.id))


def file_of(store: Store, keys: DrawerKeys, member: str, entry: str, id: str) -> Listed:
    """One file of a member's. Raises `NotThere`."""
    found = next((one for one in files_of(store, keys, member) if one.id == id and one.entry == entry), None)
    if not found:
        raise NotThere
    return found


def content(folder: Path, listed: Listed) -> bytes:
    """What is in a file. Slow: call it where it may block. Raises `NotThere` where it is gone or was changed."""
    try:
        return unseal(listed.evidence.key, (folder / listed.id).read_bytes(), f"evidence {listed.id}")
    except (OSError, Unreadable):
        raise NotThere from None


def forget_file(
    store: Store, keys: DrawerKeys, folder: Path, offload: Offload, member: str, entry: str, id: str
) -> None:
    """Lets go of one file, here and in every copy. Raises `NotThere`."""

    def work(session: Session) -> int:
        drawer.alone(session, member)
        row = session.get(EvidenceFile, id)
        if not row or row.member_id != member or row.entry_id != entry:
            raise NotThere
        session.delete(row)
        return row.key

    number = store.write(work)
    offload(lambda: remove(folder, id))
    drawer.let_go(store, keys, member, {number})


def forget_entry(store: Store, keys: DrawerKeys, folder: Path, offload: Offload, member: str, entry: str) -> None:
    """Lets go of an entry and everything beside it, here and in every copy. Raises `NotThere`."""

    def work(session: Session) -> tuple[set[int], list[str]]:
        drawer.alone(session, member)
        row = own_entry(session, member, entry)
        files = list(session.scalars(select(EvidenceFile).where(EvidenceFile.entry_id == entry)))
        for file in files:
            session.delete(file)
        session.flush()
        session.delete(row)
        return {row.key, *(file.key for file in files)}, [file.id for file in files]

    numbers, files = store.write(work)
    for id in files:
        offload(lambda id=id: remove(folder, id))  # type: ignore[misc]
    drawer.let_go(store, keys, member, numbers)


def remove(folder: Path, id: str) -> None:
    """Overwrites and removes a file, where it is still there."""
    try:
        blot_out(folder / id)
        (folder / id).unlink()
    except FileNotFoundError:
        return


def sweep(store: Store, folder: Path, left_behind: float = LEFT_BEHIND) -> int:
    """Removes files that no row names and that are older than this many seconds: a crash came between file and row. Gives
    how many."""
    if not folder.exists():
        return 0
    with store.read() as session:
        known = set(session.scalars(select(EvidenceFile.id)))
    old = time.time() - left_behind
    lost = [path for path in folder.iterdir() if path.name not in known and path.stat().st_mtime < old]
    for path in lost:
        remove(folder, path.name)
    return len(lost)
