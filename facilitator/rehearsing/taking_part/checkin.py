"""How people take part in a feelings check-in: one answer each, on the scale that is shown."""

from typing import Any

from facilitator.meeting.rounds import kinds
from facilitator.rehearsing.people import Person


def act(person: Person) -> None:
    """Answers, and says how strong it is where that is asked."""
    mine = person.phone.mine
    if not person.may("checkin.answer") or "mine" in mine or not person.perhaps(0.25):
        return
    asked = person.phone.round
    strong = asked.get("strength") and person.inclined("say how strong", 0.6)
    more: dict[str, Any] = {"strength": person.chance.randint(2, 5)} if strong else {}
    person.phone.do("checkin.answer", feeling=_feeling(person, asked.get("scale", "")), **more)


def _feeling(person: Person, scale: str) -> str:
    """Lighter ones rather more often: those come first in the lists."""
    if scale == "number":
        return str(person.chance.randint(2, 9))
    feelings = kinds()["checkin"].furniture[scale]
    key, _ = feelings[int(len(feelings) * person.chance.random() ** 2)]
    return str(key)
