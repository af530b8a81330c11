"""How people take part in a reflection: they write for themselves, most share it, some ask for perspectives, others offer one."""

from typing import Any

from facilitator.rehearsing.gestures import let_show
from facilitator.rehearsing.people import Person

PAGES = {
    "en": (
        "I am more patient than I was a year ago. Mostly with myself.",
        "What helps me rest is a closed door and ten minutes without my phone.",
        "I noticed that I say sorry less often.",
        "Cooking for somebody calms me. I had forgotten that.",
        "People can count on me to be on time. It sounds small. It is not small to me.",
        "I would like more music in my days. I used to sing in the kitchen.",
        "When a plan falls apart I make a list. The first thing on it is coffee.",
        "Asking is easier when I have already said thank you once that day.",
        "I do not know yet. Writing that down feels honest.",
        "The light in the evening. I stand at the window until it is gone.",
    ),
    "es": (
        "Tengo más paciencia que hace un año. Sobre todo conmigo.",
        "Lo que me ayuda a descansar es una puerta cerrada y diez minutos sin teléfono.",
        "Noté que pido perdón menos seguido.",
        "Cocinar para alguien me calma. Lo había olvidado.",
        "Se puede contar con que llego a tiempo. Suena poco. Para mí no es poco.",
        "Quisiera más música en mis días. Antes cantaba en la cocina.",
        "Cuando un plan se cae hago una lista. Lo primero de la lista es un café.",
        "Pedir es más fácil cuando ese día ya di las gracias una vez.",
        "Todavía no sé. Escribirlo se siente honesto.",
        "La luz de la tarde. Me quedo en la ventana hasta que se va.",
    ),
}
PERSPECTIVES = {
    "en": (
        "For me it got lighter once I had told one person.",
        "I was there last spring. What I had was time, and a friend who did not ask.",
        "I wrote it on the fridge. That made it real for me.",
        "I still do not have an answer. I stopped needing one every day.",
        "What I did was start with the smallest corner of it.",
        "I know that window. Mine looks out on a parking lot, and it still works.",
        "A song did it for me, an old one. I play it before I go out.",
        "I tried it twice and let it go. Later I tried again.",
        "In my case it helped to do nothing about it for a week.",
    ),
    "es": (
        "Para mí pesó menos cuando se lo conté a una persona.",
        "Yo pasé por ahí la primavera pasada. Tuve tiempo, y alguien que no preguntaba.",
        "Yo lo escribí en la puerta del refrigerador. Así se me hizo real.",
        "Yo sigo sin tener respuesta. Dejé de necesitar una cada día.",
        "Lo que hice fue empezar por el rincón más pequeño.",
        "Conozco esa ventana. La mía da a un estacionamiento, y aun así funciona.",
        "A mí me ayudó una canción vieja. La pongo antes de salir.",
        "Lo intenté dos veces y lo dejé. Más tarde volví a intentarlo.",
        "En mi caso sirvió no hacer nada durante una semana.",
    ),
}


def act(person: Person) -> None:
    """One step at a time: reading and thinking take longer than anything else."""
    if person.perhaps(0.3):
        any(step(person) for step in (let_show, _write, _share, _ask, _offer))


def _pages(person: Person) -> dict[str, Any]:
    """What this person wrote in this round."""
    mine = person.phone.own.get("mine", {})
    here = person.phone.round.get("id")
    return {item: page for item, page in mine.items() if page.get("what") == "reflection" and page.get("round") == here}


def _write(person: Person) -> bool:
    if _pages(person) or not person.may("reflection.write") or not person.once("write"):
        return False
    if not person.after(4, 12, "reflection.write"):
        return True
    person.phone.do("reflection.write", text=person.say(PAGES))
    return True


def _share(person: Person) -> bool:
    """With everyone, with or without a handle; or with the facilitator alone. Some keep it."""
    item = person.phone.mine.get("private")
    if not item or not person.may("reflection.share") or not person.inclined("share", 0.75) or not person.once("share"):
        return False
    reach = "facilitator" if person.inclined("tell the facilitator", 0.1) else "everyone"
    person.phone.do("reflection.share", item=item, reach=reach, named=person.perhaps(0.7))
    return True


def _ask(person: Person) -> bool:
    shared = [item for item, page in _pages(person).items() if page["reach"] == "everyone" and not page.get("asks")]
    if not shared or not person.may("reflection.ask") or not person.inclined("ask", 0.5) or not person.once("ask"):
        return False
    person.phone.do("reflection.ask", item=shared[0], on=True)
    return True


def _offer(person: Person) -> bool:
    """Only to somebody who asks, and one each."""
    mine = person.phone.own.get("mine", {})
    answered = {piece.get("about") for piece in mine.values()}
    cards = person.phone.round.get("cards", {})
    asking = [item for item, card in cards.items() if card.get("asks") and item not in mine and item not in answered]
    if not asking or not person.may("reflection.offer") or not person.perhaps(0.3) or not person.once("offer", 2):
        return False
    if not person.after(3, 8, "reflection.offer"):
        return True
    item = person.chance.choice(asking)
    person.phone.do("reflection.offer", item=item, text=person.say(PERSPECTIVES), named=person.perhaps(0.7))
    return True
