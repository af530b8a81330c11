"""Whatever stops the program, in one plain sentence that says what to do. Never a traceback: it helps nobody who runs a
group, and its lines can hold what somebody typed.
"""

import os
import traceback
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from facilitator.config import BadSetting, from_environment
from facilitator.serving import PortTaken
from facilitator.store.backups import Damaged
from facilitator.store.failures import Full, Locked, StorageFailed, failure, no_room
from facilitator.store.keys import NoKey
from facilitator.store.migrating import CannotStart

ROOT = Path(__file__).parent.parent


def in_plain_words(error: Exception) -> str:
    """The sentence for a person at a terminal."""
    if isinstance(error, BadSetting | CannotStart | NoKey | PortTaken):
        return str(error)
    if isinstance(error, Damaged):
        return f"{error} is damaged, so it cannot be copied. Restore an earlier copy: python -m facilitator restore"
    told = failure(error) if isinstance(error, DBAPIError) else error
    if isinstance(told, Full) or no_room(told):
        return f"The disk is full. Make room where {_place()} lies, and start again; nothing is lost."
    if isinstance(told, Locked):
        return "Another program holds the database and does not let go. See which one it is, and start again."
    if isinstance(told, StorageFailed):
        return f"The database in {_place()} does not answer. See that it is there and may be read, and start again."
    if isinstance(told, PermissionError):
        return f"Facilitator may not use {told.filename}. Give it to the user who runs Facilitator, and start again."
    if isinstance(told, OSError):
        return f"{told.strerror or type(told).__name__}: {told.filename or 'a file'}. Put that right, and start again."
    return (
        f"Something unexpected stopped Facilitator: {_where(error)}. To see what is wrong: python -m facilitator doctor"
    )


def _place() -> str:
    """Where the data lies, without a password."""
    try:
        config = from_environment(os.environ)
    except BadSetting:
        return "DATA_DIR"
    if config.sqlite:
        return str(config.data)
    url = make_url(config.database)
    return f"{url.host or 'localhost'}:{url.port or 5432}"


def _where(error: Exception) -> str:
    """The kind of error and the line of ours it came from."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(ROOT)]
    at = f" in {Path(ours[-1].filename).relative_to(ROOT)}, line {ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{at}"
