"""How people take part, a file a kind of round, named like it; nothing else lists them.

Each file has `act`: what a person may do next, from what their own screen shows, and only what it offers them (`can`).
It is called again and again while the round runs, and mostly does nothing. Kinds without a file: people just listen.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitator.rehearsing.people import Person


@cache
def ways() -> "dict[str, Callable[[Person], None]]":
    """kind of round -> how a person takes part in it."""
    return {m.name: importlib.import_module(f"{__name__}.{m.name}").act for m in pkgutil.iter_modules(__path__)}
