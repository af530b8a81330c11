"""The facilitator's private picture: how the time was shared, how many have been heard, how many patches are bare.

Nobody is in it by name, and turns are sorted by length, so that neither their order nor their number tells who was silent.
"""

from facilitator.meeting.rounds import View, of
from facilitator.meeting.state import Meeting


def balance(meeting: Meeting) -> View:
    """For the console: `turns` in seconds, shortest first; how many are here, and how many of them have been heard so
    far; `bare`, once there is a round in which something is given: how many here have been given nothing."""
    begun = [r for r in meeting.rounds if r.state is not None]
    if not begun:
        return {}
    here = {s.id for s in meeting.present()}
    heard = set[str]().union(*(of(r).heard(meeting, r) for r in begun))
    given = [g for r in begun if (g := of(r).given(meeting, r)) is not None]
    return {
        "balance": {
            "turns": sorted(seconds for r in begun for seconds in of(r).spoken(meeting, r)),
            "heard": len(here & heard),
            "here": len(here),
            **({"bare": len(here.difference(*given))} if given else {}),
        }
    }
