"""How people take part in goals and strategies: a next step of one's own, what worked for me, and what I would like to try."""

from typing import Any

from facilitator.meeting.rounds import kinds
from facilitator.rehearsing.people import Person

STEPS = {
    "en": (
        "Call my sister on Sunday.",
        "Walk to the corner and back, three times this week.",
        "Open the letter that lies on the table.",
        "Cook one meal that is not toast.",
        "Go to bed before the late movie.",
        "Ask at the library about the evening class.",
        "Water the plants, and sit with them a while.",
        "Put the bills into one folder. Only that.",
    ),
    "es": (
        "Llamar a mi hermana el domingo.",
        "Caminar hasta la esquina y volver, tres veces esta semana.",
        "Abrir la carta que está sobre la mesa.",
        "Cocinar una comida que no sea pan tostado.",
        "Acostarme antes de la película de la noche.",
        "Preguntar en la biblioteca por la clase de la tarde.",
        "Regar las plantas y quedarme un rato con ellas.",
        "Poner los recibos en una carpeta. Solo eso.",
    ),
}
STRATEGIES = {
    "en": (
        "I set a timer for ten minutes. When it rings I may stop.",
        "I put my shoes next to the door the evening before.",
        "I tell one person what I have in mind. Then it is no longer only mine.",
        "I do the smallest part first, and count it.",
        "Music on, then the dishes. Never the other way round.",
        "I write down what went well before I sleep.",
        "I go with somebody. It is easier to turn up for two.",
        "I leave the phone in the other room.",
    ),
    "es": (
        "Pongo un reloj de diez minutos. Cuando suena, puedo parar.",
        "Dejo los zapatos junto a la puerta la noche anterior.",
        "Le cuento a una persona lo que pienso hacer. Así ya no es solo mío.",
        "Hago primero la parte más pequeña, y la cuento.",
        "Primero la música y después los platos. Nunca al revés.",
        "Escribo lo que salió bien antes de dormir.",
        "Voy con alguien. Es más fácil llegar siendo dos.",
        "Dejo el teléfono en el otro cuarto.",
    ),
}


def act(person: Person) -> None:
    """One step at a time, with pauses to think."""
    if person.perhaps(0.3):
        any(step(person) for step in (_set, _share, _offer, _save))


def _goals(person: Person) -> dict[str, Any]:
    """This person's own goal, where they have one in this round."""
    mine = person.phone.own.get("mine", {})
    here = person.phone.round.get("id")
    return {item: goal for item, goal in mine.items() if goal.get("what") == "goal" and goal.get("round") == here}


def _set(person: Person) -> bool:
    """Some name a strength of theirs to use for it, and how sure they are."""
    if _goals(person) or not person.may("goals.set") or not person.once("set"):
        return False
    if not person.after(3, 8, "goals.set"):
        return True
    more: dict[str, Any] = {}
    if person.perhaps(0.6):
        more["strength"], _ = person.chance.choice(kinds()["goals"].furniture["strengths"])
    if person.perhaps(0.6):
        more["sure"] = person.chance.randint(3, 9)
    person.phone.do("goals.set", text=person.say(STEPS), **more)
    return True


def _share(person: Person) -> bool:
    kept = [item for item, goal in _goals(person).items() if goal["reach"] == "me"]
    if not kept or not person.may("goals.share") or not person.inclined("share", 0.5) or not person.once("share"):
        return False
    person.phone.do("goals.share", item=kept[0], reach="everyone", named=person.perhaps(0.7))
    return True


def _offer(person: Person) -> bool:
    if not person.may("goals.offer") or not person.inclined("offer", 0.6) or not person.once("offer"):
        return False
    if not person.after(3, 8, "goals.offer"):
        return True
    person.phone.do("goals.offer", text=person.say(STRATEGIES), named=person.perhaps(0.6))
    return True


def _save(person: Person) -> bool:
    own = person.phone.own
    known = {*own.get("mine", {}), *own.get("saved", {})}
    others = [item for item in person.phone.round.get("cards", {}) if item not in known]
    if not others or not person.may("goals.save") or not person.perhaps(0.3) or not person.once("save", 2):
        return False
    person.phone.do("goals.save", item=person.chance.choice(others), on=True)
    return True
