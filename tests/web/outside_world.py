"""An organization whose groups meet for two years, whose coordinator makes every export in any order, and corrects meanwhile."""

import random
from collections import defaultdict
from datetime import date, timedelta

from facilitator.attendance.models import Held
from facilitator.attendance.outside_periods import Period
from facilitator.attendance.records import add_up, correct_heads
from facilitator.groups import circles
from tests.outside_attack import months_of, read_csv

LAST = date.today().year - 1
SIZES = ((1, 1), (1, 3), (2, 4), (3, 6), (6, 8), (8, 12), (10, 25))


class World:
    """Its people are dice."""

    def __init__(self, site, seed: int, groups: int) -> None:
        self.site, self.dice, self.organization = site, random.Random(seed), site.ids["Riverside"]
        self.exact: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.frozen: dict[str, dict[str, int]] = {}
        """Month -> group -> visits, as they were when the month was first made."""
        self.held: list[tuple[str, str, str, int]] = []
        self.names = [f"G{at}" for at in range(groups)]
        for name in self.names:
            id = circles.make_group(site.home.store, self.organization, {"name": "A circle", "paper_name": name})
            self._meets(id, name)

    def _meets(self, group: str, name: str) -> None:
        """Starts some day, ends some day, every so many weeks, with holidays, more or fewer people."""
        few, many = self.dice.choice(SIZES)
        every = self.dice.choice((7, 7, 7, 14, 28))
        begin, end = date(LAST - 1, 1, 1), date(LAST, 12, 31)
        if self.dice.random() < 0.4:
            begin += timedelta(days=self.dice.randrange(500))
        if self.dice.random() < 0.3:
            end -= timedelta(days=self.dice.randrange(500))
        days = [begin + timedelta(days=n) for n in range(self.dice.randrange(7), max((end - begin).days, 0), every)]
        met = [(day, self.dice.randint(few, many)) for day in days if self.dice.random() < 0.85]

        def work(session) -> None:
            for at, (day, heads) in enumerate(met):
                first = self.dice.randint(0, heads)
                one = Held(id=f"h{name}-{at}", organization_id=self.organization, group_id=group, held_on=day, minutes=60,
                           phones=heads, without_phone=0, heads=heads, remote=self.dice.choice((0, 0, heads // 2)),
                           group_first=0, group_again=0, year_first=first, year_again=heads - first, signed=0,
                           arrivals="{}", stays="{}", cancelled=False)  # fmt: skip
                session.add(one)
                session.flush()
                add_up(session, one, 1)

        self.site.home.store.write(work)
        for at, (day, heads) in enumerate(met):
            self.exact[f"{day:%Y-%m}"][name] += heads
            self.held.append((f"h{name}-{at}", f"{day:%Y-%m}", name, heads))

    def correct(self) -> None:
        """Somebody counted again, by a few more or fewer."""
        at = self.dice.randrange(len(self.held))
        id, month, name, heads = self.held[at]
        became = max(1, heads + self.dice.choice((-2, -1, 1, 2, 5)))
        correct_heads(self.site.home.store, self.organization, "m", id, became)
        self.exact[month][name] += became - heads
        self.held[at] = (id, month, name, became)

    def exports(self, cora, corrections: int = 1) -> tuple[dict, dict]:
        """Every export there can be, downloaded again once all are made: their lines, and their last lines."""
        periods = [str(part) for year in (LAST - 1, LAST) for part in Period(year, 1, 12).within()]
        self.dice.shuffle(periods)
        periods.sort(
            key=lambda name: len(name) == 4 and self.dice.random() < 0.8
        )  # mostly the years last: they make the rest
        first = {}
        for name in periods:
            for _ in range(corrections):
                self.correct()
            for month in months_of(name):
                self.frozen.setdefault(month, {g: n for g, n in self.exact[month].items() if n})
            cora.send(f"/attendance/outside/{name}")
            first[name] = cora.get(f"/attendance/outside/{name}.csv").data
        read = {name: read_csv(cora.get(f"/attendance/outside/{name}.csv").data) for name in periods}
        assert all(read[name] == read_csv(first[name]) for name in periods)
        return {name: rows for name, (rows, _) in read.items()}, {name: last for name, (_, last) in read.items()}
