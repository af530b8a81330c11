"""How people take part in a story round: hands go up, the piece is taken or passed, stories are told, listeners resonate."""

from facilitator.rehearsing.people import Person

STORIES = {
    "en": (
        "I nearly stayed home tonight. I am glad I came.",
        "Walking the dog at six in the morning is the one thing I have kept up. It holds the day together.",
        "I asked my brother for help with the forms. It took me three weeks to ask and five minutes to do.",
        "It was a hard week. I slept, I ate, I called one person. That is what I have.",
        "I used to think I had to have it all worked out before I could talk about it.",
        "Someone here told me last time to keep a list of small things. I am at forty.",
        "My neighbor leaves tomatoes on my step. This week I left her some bread.",
        "I said no to something, kindly, and nothing fell down.",
    ),
    "es": (
        "Casi me quedo en casa esta noche. Me alegro de haber venido.",
        "Sacar al perro a las seis de la mañana es lo único que he mantenido. Sostiene el día.",
        "Le pedí ayuda a mi hermano con los papeles. Tardé tres semanas en pedirla y cinco minutos en hacerlo.",
        "Fue una semana dura. Dormí, comí, llamé a una persona. Eso es lo que tengo.",
        "Antes creía que tenía que tenerlo todo resuelto para poder hablar.",
        "Alguien aquí me dijo la otra vez que hiciera una lista de cosas pequeñas. Ya llevo cuarenta.",
        "Mi vecina me deja tomates en la puerta. Esta semana yo le dejé pan.",
        "Dije que no a algo, con cariño, y no se cayó nada.",
    ),
}


def act(person: Person) -> None:
    """Answers an offer, holds the piece, raises a hand, or resonates."""
    mine = person.phone.mine
    if "offer" in mine:
        _answer(person, mine["offer"]["turn"])
    elif "holding" in mine:
        _hold(person)
    elif person.may("story.raise_hand") and person.perhaps(0.12):
        person.phone.do("story.raise_hand")
    elif person.may("story.resonate") and person.perhaps(0.15):
        what = person.chance.choice(("me_too", "with_you", "strength", "thank_you"))
        person.phone.do("story.resonate", what=what)


def _answer(person: Person, turn: int) -> None:
    person.linger(1, 3)
    answer = person.chance.choice(("accept", "accept", "accept", "pass", "later"))
    if person.may(f"story.{answer}"):
        person.phone.do(f"story.{answer}", turn=turn)


def _hold(person: Person) -> None:
    if person.may("story.set_notes") and person.perhaps(0.2):
        person.phone.do("story.set_notes", notes=[person.chance.choice(("loss", "money", "illness"))])
    person.linger(4, 10)
    if person.may("story.tell") and person.perhaps(0.7):
        person.phone.do("story.tell", text=person.say(STORIES), named=person.perhaps(0.7))
        person.linger(2, 4)
    if person.may("story.done"):
        person.phone.do("story.done", **_to_whom(person))


def _to_whom(person: Person) -> dict[str, str]:
    if person.phone.round.get("order") != "popcorn":
        return {}
    people = person.phone.look("story.people").get("page", {}).get("people", [])
    return {"to": person.chance.choice(people)["seat"]} if people else {}
