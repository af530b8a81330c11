"""How each kind of round is played at random: one file a kind, found by looking. A kind without its file fails the walk.

A file has `SETTINGS` (what it may be planned with) and four functions:
`likely(room, name, choose, marker)`: what this person's own screen lets them do just now;
`persons(room, name, choose, marker)`: anything a phone could send, likely or not;
`facilitators(room, choose, marker)`: anything the console could send;
`noted(command, mark, room)`: what the author chose about a text, for the oracle (see consent.Marked).
And, where a round can lay out what waits before its end, `UNCOVERING`: the commands that do.
It may have `FOR_ALL`: commands that the view everyone shares says can be done, rather than a seat's own `can`.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def playing() -> dict[str, ModuleType]:
    """kind -> how it is played."""
    found = [m.name for m in pkgutil.iter_modules(__path__)]
    return {name: importlib.import_module(f"{__name__}.{name}") for name in found}
