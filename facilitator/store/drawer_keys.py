"""The keys of members' drawers: files in KEYS_DIR/practice, one for each member, with a key for every row of theirs.

A key a row, so that letting one thing go destroys one key and touches nothing else: whatever still lies anywhere under it
is noise, and a copy of the database that was made before can still be put back for all the rest.
"""

import secrets
from collections.abc import Set

from facilitator.store.keys import NoKey
from facilitator.store.name_keys import NameKeys
from facilitator.store.sealing import new_key

NUMBERS = 2**31


class DrawerKeys(NameKeys):
    """KEYS_DIR/practice. A bucket is a member's id; numbers are random, and so practically never used twice."""

    def add(self, member: str) -> tuple[int, bytes]:
        """A key for a new row. Gives number and key."""
        with self._alone():
            keys = self._there(member)
            number = secrets.randbelow(NUMBERS)
            while number in keys:
                number = secrets.randbelow(NUMBERS)
            keys[number] = new_key()
            self._write(member, keys)
            return number, keys[number]

    def every(self, member: str) -> dict[int, bytes]:
        """All keys of a member: the file is read once for many rows. Empty where there is none, or one
        that cannot be read."""
        try:
            return self._there(member)
        except NoKey:
            return {}

    def destroy_some(self, member: str, numbers: Set[int]) -> None:
        """Destroys these keys; those that are gone already are no mistake."""
        with self._alone():
            keys = self._there(member)
            kept = {number: key for number, key in keys.items() if number not in numbers}
            if kept != keys:
                self._write(member, kept)

    def _there(self, member: str) -> dict[int, bytes]:
        return self._load(member) if self._path(member).exists() else {}
