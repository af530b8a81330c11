"""Whether the server's key is the one this database was made with: something sealed under it lies in the database."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.store.keys import Keys
from facilitator.store.migrating import CannotStart
from facilitator.store.sealing import Unreadable, derived, seal, unseal
from facilitator.store.tables import KeyCheck
from facilitator.store.writing import Clash, Store

NAME = "server"
WHAT_NOW = (
    "Put KEYS_DIR back from where you keep it, and start again; or, if it is lost for good, go on without it: "
    "python -m facilitator keys accept-server-key"
)


def check_server_key(store: Store, keys: Keys) -> None:
    """The first time, writes what later starts look at. Raises `CannotStart` where the key is missing or another's, and
    then takes back one that was made a moment ago."""
    with store.read() as session:
        row = session.get(KeyCheck, NAME)
    if row is None:
        try:
            store.write(lambda session: session.add(_sealed(keys)))
        except Clash:  # another process starts at the same time
            check_server_key(store, keys)
        return
    try:
        unseal(_key(keys), row.body, NAME)
    except Unreadable:
        if keys.made_now:
            keys.take_back_server_key()
            raise CannotStart(f"The key {keys.server_file} is missing. {WHAT_NOW}") from None
        raise CannotStart(f"{keys.server_file} is not the key this database was made with. {WHAT_NOW}") from None


def accept_server_key(store: Store, keys: Keys) -> None:
    """From now on the key that is here is the right one. What lay under the old one can never be read again."""

    def work(session: Session) -> None:
        session.execute(delete(KeyCheck).where(KeyCheck.name == NAME))
        session.add(_sealed(keys))

    store.write(work)


def _key(keys: Keys) -> bytes:
    return derived(keys.server, "key check")


def _sealed(keys: Keys) -> KeyCheck:
    return KeyCheck(name=NAME, body=seal(_key(keys), b"Facilitator", NAME))
