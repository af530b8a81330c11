"""The stamp of a group and a year: what a phone may keep of having been here, by its owner's leave. It is the same for
everyone of the group, so that it says nothing about anyone.
"""

import hashlib
from datetime import UTC, datetime

from facilitator.house import House
from facilitator.store.sealing import derived


def stamp(home: House, group: str, opened_at: int) -> dict[str, str]:
    """`{group, year}`: a tag that tells groups apart and names none, and the calendar year the meeting counts for."""
    tag = hashlib.blake2b(group.encode(), key=derived(home.keys.server, "stamps"), digest_size=8).hexdigest()
    return {"group": tag, "year": str(datetime.fromtimestamp(opened_at / 1000, UTC).astimezone().year)}
