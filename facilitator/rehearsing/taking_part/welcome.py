"""How people take part in the welcome: most can live with the agreements, and some say how sure they feel."""

from facilitator.rehearsing.gestures import set_ruler
from facilitator.rehearsing.people import Person


def act(person: Person) -> None:
    """Accepts the agreements, or sets the ruler for the first time."""
    if person.inclined("set the ruler", 0.8) and set_ruler(person, "start"):
        return
    said = person.phone.mine.get("accepted")
    if person.may("welcome.accept") and not said and person.inclined("accept", 0.9) and person.perhaps(0.25):
        person.phone.do("welcome.accept", on=True)
