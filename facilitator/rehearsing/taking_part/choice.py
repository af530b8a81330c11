"""How people take part in a group choice: they vote for one, several or all in order, whichever way is shown."""

from facilitator.rehearsing.people import Person


def act(person: Person) -> None:
    """Votes, and again if other words came to be chosen from."""
    if not person.may("choice.vote") or "picks" in person.phone.mine or not person.perhaps(0.2):
        return
    asked = person.phone.round
    options = len(asked.get("options", []))
    if options:
        picks = _picks(person, asked.get("way", "one"), options)
        person.phone.do("choice.vote", picks=picks, wording=asked.get("wording"))


def _picks(person: Person, way: str, options: int) -> list[int]:
    """Where options are ranked, some rank only those they care for."""
    if way == "one":
        return [person.chance.randrange(options)]
    most = options if way == "ranked" else max(1, options - 1)
    return person.chance.sample(range(options), person.chance.randint(1, most))
