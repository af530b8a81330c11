"""How people take part side by side: they do something of their own, and a few share a line about it."""

from facilitator.rehearsing.people import Person

LINES = {
    "en": (
        "Mine turned into a boat. I did not plan that.",
        "Just coffee, and looking out.",
        "I sorted my pockets. Three receipts and a button.",
        "A page of waves.",
        "I sat here, and that was good.",
        "My hands remembered how to braid.",
        "I drew the tree in the yard. It looks like a cloud.",
        "Half a scarf.",
    ),
    "es": (
        "Lo mío terminó siendo un barco. No lo había planeado.",
        "Solo un café, mirando afuera.",
        "Ordené mis bolsillos. Tres recibos y un botón.",
        "Una hoja llena de olas.",
        "Me quedé aquí, y estuvo bien.",
        "Mis manos se acordaron de cómo trenzar.",
        "Dibujé el árbol del patio. Parece una nube.",
        "Media bufanda.",
    ),
}


def act(person: Person) -> None:
    """A few share a line. Nobody has to."""
    wants = person.may("side_by_side.share") and person.inclined("share a line", 0.4) and person.perhaps(0.1)
    if wants and person.once("share a line") and person.after(2, 5, "side_by_side.share"):
        person.phone.do("side_by_side.share", text=person.say(LINES), named=person.perhaps(0.7))
