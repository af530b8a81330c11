"""How people take part in a celebration: they name a win, however small, and cheer for the wins they see."""

from facilitator.rehearsing.people import Person

WINS = {
    "en": (
        "I made my bed four days out of seven.",
        "I called back.",
        "I finished the puzzle with the sky in it.",
        "I took the stairs.",
        "I said what I wanted, and in a quiet voice.",
        "I ate lunch outside.",
        "I learned the name of my neighbor.",
        "I fixed the kitchen drawer.",
        "I came here on the bus for the first time.",
        "I slept with the window open.",
        "I wrote a postcard and sent it.",
        "I laughed at something today.",
    ),
    "es": (
        "Tendí la cama cuatro días de siete.",
        "Devolví la llamada.",
        "Terminé el rompecabezas que tenía tanto cielo.",
        "Subí por las escaleras.",
        "Dije lo que quería, y en voz tranquila.",
        "Comí afuera, al aire libre.",
        "Aprendí el nombre de mi vecino.",
        "Arreglé el cajón de la cocina.",
        "Vine en autobús por primera vez.",
        "Dormí con la ventana abierta.",
        "Escribí una postal y la mandé.",
        "Hoy me reí de algo.",
    ),
}


def act(person: Person) -> None:
    """Names a win, or cheers for one."""
    phone = person.phone
    if person.may("celebration.name") and _has_one(person):
        if person.after(2, 5, "celebration.name"):
            phone.do("celebration.name", text=person.say(WINS), named=person.perhaps(0.75))
    elif person.may("celebration.cheer") and person.perhaps(0.25):
        cheered = phone.mine.get("cheered", [])
        others = [item for item in phone.round.get("cards", {}) if item not in cheered]
        if others:
            phone.do("celebration.cheer", item=person.chance.choice(others))


def _has_one(person: Person) -> bool:
    """Most have one, and some think of another."""
    if person.inclined("a win", 0.8) and person.perhaps(0.12) and person.once("a win"):
        return True
    return person.inclined("another", 0.3) and person.perhaps(0.03) and person.once("another")
