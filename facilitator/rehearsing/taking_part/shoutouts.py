"""How people take part in strengths shout-outs: they name a strength they saw, and let most of what they are given show."""

from facilitator.meeting.rounds import kinds
from facilitator.rehearsing.gestures import let_show
from facilitator.rehearsing.people import Person

THANKS = {
    "en": (
        "You made it easy to sit here.",
        "What you said stayed with me.",
        "You kept going.",
        "You made us laugh.",
        "You listened without hurrying anyone.",
        "You came back.",
        "You asked the question I did not dare to ask.",
        "You saved me a chair.",
    ),
    "es": (
        "Hiciste fácil estar aquí.",
        "Lo que dijiste se quedó conmigo.",
        "Seguiste adelante.",
        "Nos hiciste reír.",
        "Escuchaste sin apurar a nadie.",
        "Volviste.",
        "Hiciste la pregunta que yo no me atrevía a hacer.",
        "Me guardaste una silla.",
    ),
}


def act(person: Person) -> None:
    """Lets one show, or gives one: mostly to somebody, now and then to the whole group."""
    if let_show(person):
        return
    if person.may("shoutouts.give") and person.perhaps(0.2) and person.once("give", 3):
        people = person.phone.look("shoutouts.people").get("page", {}).get("people", [])
        to = people[0]["seat"] if people and person.perhaps(0.8) else None
        strength, _ = person.chance.choice(kinds()["shoutouts"].furniture["strengths"])
        text = person.say(THANKS) if person.perhaps(0.8) else None
        person.phone.do("shoutouts.give", to=to, strength=strength, text=text, keep=True)
