"""How people take part in the closing: a word to leave with, and how sure they feel now."""

from facilitator.rehearsing.gestures import set_ruler
from facilitator.rehearsing.people import Person

WORDS = {
    "en": ("Lighter", "Thankful", "Steady", "Warm", "A bit braver", "Rested", "Hope", "Less alone", "Curious", "Home"),
    "es": (
        "Ligereza",
        "Gratitud",
        "Firmeza",
        "Calidez",
        "Un poco de valor",
        "Descanso",
        "Esperanza",
        "Compañía",
        "Curiosidad",
        "Hogar",
    ),
}


def act(person: Person) -> None:
    """Gives a word, or sets the ruler once more."""
    if person.inclined("set the ruler", 0.8) and set_ruler(person, "end"):
        return
    wants = person.may("closing.word") and person.inclined("a word", 0.9) and person.perhaps(0.15)
    if wants and person.once("a word") and person.after(1, 4, "closing.word"):
        person.phone.do("closing.word", text=person.say(WORDS), named=person.perhaps(0.5))
