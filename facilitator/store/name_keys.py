"""The keys that names left for credit lie under: files in KEYS_DIR/names, one for each organization and month.

One file a month, so that erasing a name means writing one month's names again, and letting a month go means destroying
one small file: whatever still lies anywhere under it is noise from then on, in old pages and backups too.
"""

import contextlib
import fcntl
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from facilitator.store.files import blot_out, replace_file, sync_folder
from facilitator.store.keys import NoKey
from facilitator.store.sealing import new_key

_BUCKET = re.compile(r"[A-Za-z0-9_-]{1,60}")


class _Bucket(Struct, frozen=True):
    """number -> key. More than one only while a key is being replaced."""

    keys: dict[int, bytes]


def bucket_of(organization: str, month: str) -> str:
    """Which keys the names of one organization and month ("2026-11") lie under."""
    return f"{organization}-{month}"


def month_in(bucket: str) -> str:
    """The month ("2026-11") that a bucket is for."""
    return bucket[-7:]


class NameKeys:
    """KEYS_DIR/names."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder

    def newest(self, bucket: str) -> tuple[int, bytes]:
        """The key new names go under, made the first time it is asked for."""
        with self._alone():
            if not self._path(bucket).exists():
                self._write(bucket, {0: new_key()})
            keys = self._load(bucket)
            number = max(keys)
            return number, keys[number]

    def of(self, bucket: str, number: int) -> bytes:
        """One key. Raises `NoKey`."""
        keys = self._load(bucket)
        if number not in keys:
            raise NoKey(bucket)
        return keys[number]

    def fresh(self, bucket: str) -> tuple[int, bytes]:
        """Adds a key beside those there are. Gives number and key. Raises `NoKey` if there are none."""
        with self._alone():
            keys = self._load(bucket)
            number = max(keys) + 1
            keys[number] = new_key()
            self._write(bucket, keys)
            return number, keys[number]

    def numbers(self, bucket: str) -> list[int]:
        """Which keys a month has, oldest first; none if it has no file."""
        try:
            return sorted(self._load(bucket))
        except NoKey:
            return []

    def destroy_older(self, bucket: str, number: int) -> None:
        """Destroys every key of a month before this one, which must be there; unless somebody with a newer one has done it
        already. Raises `NoKey`."""
        with self._alone():
            keys = self._load(bucket)
            if number < min(keys):
                return
            if number not in keys:
                raise NoKey(bucket)
            kept = {n: key for n, key in keys.items() if n >= number}
            if kept != keys:
                self._write(bucket, kept)

    def destroy(self, bucket: str) -> None:
        """Destroys all keys of a month."""
        path = self._path(bucket)
        with self._alone():
            if path.exists():
                blot_out(path)
                path.unlink()
                sync_folder(self.folder)

    def buckets(self, organization: str | None = None) -> set[str]:
        """The months that have a key file; of one organization if it is given."""
        found = {p.stem for p in self.folder.glob("*.names")}
        return {b for b in found if organization is None or b == bucket_of(organization, month_in(b))}

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self.folder / "lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, bucket: str) -> Path:
        assert _BUCKET.fullmatch(bucket), "made of our own ids and a month"  # noqa: S101
        return self.folder / f"{bucket}.names"

    def _load(self, bucket: str) -> dict[int, bytes]:
        try:
            return dict(msgspec.msgpack.decode(self._path(bucket).read_bytes(), type=_Bucket).keys)
        except (FileNotFoundError, msgspec.DecodeError):
            raise NoKey(bucket) from None

    def _write(self, bucket: str, keys: dict[int, bytes]) -> None:
        replace_file(self._path(bucket), msgspec.msgpack.encode(_Bucket(keys)))
