"""One's own practice, drawn: one evening for its debrief, several for the trends. Shown to whoever led them alone."""

from collections import Counter
from collections.abc import Sequence

from babel.dates import format_skeleton
from flask_babel import format_decimal, get_locale, gettext, ngettext

from facilitator.charts import Picture, chart
from facilitator.groups.plan_looks import title_of
from facilitator.meeting.looking_back import LookBack
from facilitator.practice.debriefs import Own
from facilitator.practice.questions import QUESTIONS, SIGNS

NAMES = 118
"""Room for the names of rounds."""
NUMBERS = 34
MOST_LENGTHS = 8
"""More lengths of turns than this are gathered in whole minutes."""
EVENINGS = 12
"""So many, the latest, make a trend."""


def of_evening(back: LookBack) -> list[Picture]:
    """Minutes a round, and how the time was shared."""
    found = [_rounds(back)] if back.ran else []
    return [*found, _turns(back)] if back.turns else found


def _rounds(back: LookBack) -> Picture:
    rows = [(title_of(ran.kind), [ran.minutes]) for ran in back.ran]
    name, longest = max(rows, key=lambda row: row[1])
    sentence = gettext("A chart. The longest round was %(name)s, with %(n)s minutes.", name=name, n=longest[0])
    heads = [gettext("Round"), gettext("Minutes")]
    return Picture(
        "rounds", gettext("Minutes per round"), heads, rows, chart(sentence, heads[1:], rows, NAMES, NUMBERS)
    )


def _turns(back: LookBack) -> Picture:
    turns = back.turns
    if len(turns) > MOST_LENGTHS:
        gathered = Counter[int]()
        for halves, n in turns.items():
            gathered[(halves + 1) // 2 * 2] += n
        turns = dict(sorted(gathered.items()))
    rows = [(_long(halves), [n]) for halves, n in turns.items()]
    sentence = gettext(
        "A chart. %(n)s turns; the shortest took %(short)s, the longest %(long)s.",
        n=sum(turns.values()), short=rows[0][0], long=rows[-1][0],
    )  # fmt: skip
    heads = [gettext("At most"), gettext("Turns")]
    return Picture("turns", gettext("How the time was shared"), heads, rows, chart(sentence, heads[1:], rows))


def _long(halves: int) -> str:
    return gettext("%(n)s min", n=format_decimal(halves / 2))


def trends(latest_first: Sequence[Own]) -> list[Picture]:
    """The latest evenings, oldest of them first."""
    evenings = list(reversed(latest_first[:EVENINGS]))
    return [_heard(evenings), _longest(evenings), _used(evenings), _answered(evenings), *_signs(evenings)]


def _day(one: Own) -> str:
    return str(format_skeleton("MMMd", one.held_on, locale=get_locale()))


def _heard(evenings: list[Own]) -> Picture:
    rows = [(_day(e), [e.page.back.heard, e.page.back.heads - e.page.back.heard]) for e in evenings]
    heard, listened = (sum(numbers[at] for _, numbers in rows) for at in range(2))
    ways = [gettext("Had the floor"), gettext("Listened")]
    sentence = gettext(
        "A chart. Over these sessions %(heard)s had the floor and %(listened)s listened.",
        heard=heard,
        listened=listened,
    )
    return Picture(
        "heard", gettext("Balance: who had the floor"), [gettext("When"), *ways], rows, chart(sentence, ways, rows)
    )


def _longest(evenings: list[Own]) -> Picture:
    """Of each evening the longest turn beside the middle one: far apart, somebody had a lot of the time."""
    rows = [(_day(e), [_middle(e.page.back.turns), max(e.page.back.turns, default=0)]) for e in evenings]
    shown = [(day, [longest]) for day, (_, longest) in rows]
    most = max((longest for _, (_, longest) in rows), default=0)
    sentence = gettext("A chart. The longest turn of all took %(long)s.", long=_long(most))
    heads = [gettext("When"), gettext("Middle turn, minutes"), gettext("Longest turn, minutes")]
    table = [(day, [middle / 2, longest / 2]) for day, (middle, longest) in rows]
    drawn = chart(sentence, heads[2:], shown, written=_long)
    return Picture("longest", gettext("Balance: the longest turn"), heads, table, drawn)


def _middle(turns: dict[int, int]) -> int:
    every = sorted(Counter(turns).elements())
    return every[len(every) // 2] if every else 0


def _used(evenings: list[Own]) -> Picture:
    used = Counter(title_of(ran.kind) for e in evenings for ran in e.page.back.ran)
    rows = [(name, [n]) for name, n in sorted(used.items(), key=lambda one: (-one[1], one[0]))]
    sentence = gettext("A chart. %(n)s kinds of round were used.", n=len(rows))
    heads = [gettext("Round"), gettext("Times")]
    return Picture("used", gettext("Rounds I used"), heads, rows, chart(sentence, heads[1:], rows, NAMES, NUMBERS))


def _answered(evenings: list[Own]) -> Picture:
    rows = [(_day(e), [e.page.answers.how_many if e.page.answers else 0]) for e in evenings]
    n = sum(numbers[0] > 0 for _, numbers in rows)
    sentence = ngettext(
        "A chart. I looked back at %(num)s session in writing.",
        "A chart. I looked back at %(num)s sessions in writing.",
        n,
    )
    heads = [gettext("When"), gettext("Questions answered, of %(n)s", n=QUESTIONS)]
    return Picture("answered", gettext("Questions I answered"), heads, rows, chart(sentence, heads[1:], rows))


def _signs(evenings: list[Own]) -> list[Picture]:
    """What one noticed of oneself, as often as one ticked it."""
    ticked = Counter(sign for e in evenings if e.page.answers for sign in e.page.answers.signs)
    rows = [(gettext(sentence), [ticked[key]]) for key, sentence in SIGNS if ticked[key]]
    if not rows:
        return []
    said = gettext("A chart. %(n)s signs of drifting out of a peer's role were ticked.", n=sum(ticked.values()))
    heads = [gettext("What I noticed"), gettext("Times")]
    return [Picture("signs", gettext("Did I stay a peer"), heads, rows, chart(said, heads[1:], rows, NAMES, NUMBERS))]
