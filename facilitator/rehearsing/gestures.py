"""What people do in more than one kind of round. Faces nobody but themselves, so it is there whenever their screen shows it."""

from facilitator.rehearsing.people import Person


def let_show(person: Person) -> bool:
    """Lets something that was given to this person show, if anything waits for that; gives whether it did."""
    received = person.phone.own.get("received", {})
    waiting = [item for item, given in received.items() if given["can_allow"] and not given["allowed"]]
    if not waiting or not person.perhaps(0.5):
        return False
    person.phone.do("words.allow", item=waiting[0], on=True)
    return True


def set_ruler(person: Person, when: str) -> bool:
    """Sets the confidence ruler, where the round asks for it and this person has not; gives whether it did."""
    phone = person.phone
    asked = phone.round.get("ruler") and phone.mine and when not in phone.own.get("ruler", {when: 0})
    if not asked or not person.perhaps(0.25) or not person.once("ruler"):
        return False
    began = phone.own["ruler"].get("start", 4)
    value = person.chance.randint(2, 7) if when == "start" else min(10, began + person.chance.randint(0, 3))
    phone.do("ruler.set", when=when, value=value)
    return True
