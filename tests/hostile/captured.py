"""What somebody sent, caught on its way and sent again: by another, twice, in another order, in another room."""

import random

from tests.hostile.forging import Message, Pool
from tests.hostile.rooms import Room


def evening(room: Room, dice: random.Random) -> list[Message]:
    """Ana's own part of a round of reflection and of a story, as it went over the wire, each answered with yes."""
    said: list[Message] = []
    ana = room.people["Ana"]

    def sends(kind: str, **fields: object) -> None:
        said.append({"id": f"{dice.getrandbits(128):032x}", "kind": kind, **fields})
        assert room.send(ana, said[-1]) is None, kind

    sends("seat.comfort", comfort="glad_to_share")
    sends("signal.send", what="not_ok")
    room.begin("reflection", dice, Pool(), busy=False)
    sends("reflection.write", text="For myself alone.")
    item = [i for i, w in room.state.words.items() if w.author == ana.seat and w.reach == "me"][-1]
    sends("reflection.share", item=item, reach="facilitator", named=True)
    sends("reflection.share", item=item, reach="me", named=False)
    sends("words.take_back", item=item)
    sends("reflection.write", text="Once more.")
    item = [i for i, w in room.state.words.items() if w.author == ana.seat and w.reach == "me"][-1]
    sends("reflection.share", item=item, reach="everyone", named=True)
    sends("reflection.ask", item=item, on=True)
    room.begin("story", dice, Pool(), busy=False)
    sends("story.set_notes", notes=["loss"])
    sends("story.tell", text="What happened.", named=False, answers=True)
    sends("story.done")
    sends("ruler.set", when="start", value=4)
    return said
