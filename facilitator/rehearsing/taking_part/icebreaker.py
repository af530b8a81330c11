"""How people take part in an icebreaker: a light answer on a card, or one tap."""

from facilitator.rehearsing.people import Person

ANSWERS = {
    "en": (
        "Bread, while it is still warm.",
        "The sea on a windy day.",
        "A radio that only gets one station.",
        "Early in the morning, before anyone is up.",
        "A very slow dog.",
        "Tea, in the blue mug.",
        "Anything with cinnamon in it.",
        "A window seat on a long bus ride.",
        "Rain on a tin roof.",
        "I need a moment to think about that. Soup, perhaps.",
    ),
    "es": (
        "El pan, cuando todavía está caliente.",
        "El mar en un día de viento.",
        "Una radio que solo agarra una estación.",
        "La mañana, antes de que se levante nadie.",
        "Un perro muy lento.",
        "Té, en la taza azul.",
        "Cualquier cosa con canela.",
        "El asiento de la ventana en un viaje largo.",
        "La lluvia en un techo de lámina.",
        "Lo tengo que pensar un momento. Quizás una sopa.",
    ),
}


def act(person: Person) -> None:
    """Answers in the way that is asked for."""
    if person.may("icebreaker.tap") and "tap" not in person.phone.mine and person.perhaps(0.25):
        person.phone.do("icebreaker.tap", side=person.chance.choice(("a", "b")))
        return
    wants = person.may("icebreaker.answer") and person.perhaps(0.15)
    if wants and person.once("answer") and person.after(1, 4, "icebreaker.answer"):
        person.phone.do("icebreaker.answer", text=person.say(ANSWERS), named=person.perhaps(0.8))
