"""SQLAlchemy numbers its sessions and its queries, each under a lock of Python's. Once green threads are served that lock
is theirs, and the one real thread that writes would wait at it, or hold it, with nobody to wake whoever waits: the whole
program would stand still. Counting needs none: the next number of a count is one step of the interpreter.
"""

import itertools

from sqlalchemy.orm import loading, session

COUNTED = ((session, "_new_sessionid"), (loading, "_new_runid"))
"""What the library counts, by the names it has there."""

for _module, _name in COUNTED:
    assert callable(getattr(_module, _name)), "the library counts otherwise now: see to it anew"  # noqa: S101
    setattr(_module, _name, itertools.count(1).__next__)
