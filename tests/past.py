"""Years that have passed: meetings and their months, written in bulk as the closes of all those meetings would have."""

import json
import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from facilitator.attendance.models import Held, Month
from facilitator.house import House

SUMS = ("heads", "remote", "group_first", "group_again", "year_first", "year_again", "signed", "minutes")


def years_of(
    home: House, organization: str, groups: list[str], weeks: int, led_by: str, until: date, seed: int = 4
) -> list[dict[str, Any]]:
    """A weekly meeting of each group for so many weeks up to a day; about one in thirty was called off. Gives the rows."""
    dice = random.Random(seed)
    rows = [
        _meeting(
            dice, organization, group, until - timedelta(days=7 * week + (dice.randrange(3) if week else 0)), led_by
        )
        for group in groups
        for week in range(weeks)
    ]
    months: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows:
        _add(months, row)
    home.store.write(lambda session: [session.execute(insert(Held), rows), None][1])
    home.store.write(lambda session: [session.execute(insert(Month), list(months.values())), None][1])
    return rows


def _meeting(dice: random.Random, organization: str, group: str, day: date, led_by: str) -> dict[str, Any]:
    row = dict.fromkeys((*SUMS, "phones", "without_phone"), 0) | {
        "id": f"h{dice.getrandbits(80):020x}", "organization_id": organization, "group_id": group, "held_on": day,
        "arrivals": "{}", "stays": "{}", "cancelled": dice.random() < 1 / 30, "led_by": led_by,
    }  # fmt: skip
    if row["cancelled"]:
        return row
    phones, without, minutes = dice.randint(3, 11), dice.randint(0, 2), dice.choice((60, 75, 90))
    told = dice.randint(0, phones)
    early = dice.randint(1, phones + without)
    row |= {
        "minutes": minutes, "phones": phones, "without_phone": without, "heads": phones + without,
        "remote": dice.randint(0, phones // 2), "group_first": min(told, dice.randint(0, 2)),
        "year_first": min(told, dice.randint(0, 3)), "signed": dice.randint(0, 4),
        "arrivals": json.dumps({"0": early, "5": phones + without - early, "20": 0}),
        "stays": json.dumps({str(minutes): early, str(minutes - 20): phones + without - early}),
    }  # fmt: skip
    return row | {"group_again": told - row["group_first"], "year_again": told - row["year_first"]}


def stayed(row: dict[str, Any]) -> int:
    """How long people stayed, together."""
    return sum(int(minutes) * n for minutes, n in json.loads(row["stays"]).items())


def _add(months: dict[tuple[str, int], dict[str, Any]], row: dict[str, Any]) -> None:
    key = (row["group_id"], row["held_on"].year * 100 + row["held_on"].month)
    month = months.setdefault(
        key, dict.fromkeys((*SUMS, "meetings", "cancelled", "person_minutes"), 0)
        | {"group_id": key[0], "month": key[1], "organization_id": row["organization_id"]},
    )  # fmt: skip
    month["cancelled" if row["cancelled"] else "meetings"] += 1
    month["person_minutes"] += stayed(row)
    for name in SUMS:
        month[name] += row[name]
