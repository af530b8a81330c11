"""How often Python searches for what nothing needs any more."""

import gc


def look_for_rubbish_less_often() -> None:
    """What the program is made of is never rubbish, and a thousand open phones are a hundred thousand objects that stay:
    Python's search through all of them, at its usual pace, costs more than everything they send."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(3_000, 20, 20)
