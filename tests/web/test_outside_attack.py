"""From all exports a coordinator can make for outside, no count of 1 to 10 can be worked out."""

import pytest

from tests.outside_attack import attack, months_of
from tests.web.outside_world import World


@pytest.mark.parametrize("seed", [1, 2])
def test_no_count_of_one_to_ten_follows_from_all_exports_together(site, seed):
    attacked(World(site, seed, 16), site.as_("Cora"))


def attacked(world, cora):
    """Makes everything, lets the attacker at it, and holds what comes of it against the truth. Gives how much was hidden."""
    tables, last = world.exports(cora)
    found = attack(tables)
    assert found.nothing, found
    assert found.narrowest >= 5
    for (group, month), values in ((key, values) for key, values in found.could_be.items() if len(key) == 2):
        assert world.frozen[month][group] in values, "the attacker was told the truth, and was not certain of it"
    for name, rows in tables.items():
        exact = {g: sum(world.frozen[m].get(g, 0) for m in months_of(name)) for g in world.names}
        assert set(rows) == {g for g, n in exact.items() if n}
        assert all(cells["visits"] in (None, exact[group]) for group, cells in rows.items())
        for column, n in last[name].items():
            shown = [cells[column] for cells in rows.values() if cells[column] is not None]
            assert n == (sum(shown) if shown else None), "a total is of what is shown"
        if len(months_of(name)) == 1:
            assert all((cells["visits"] is None) == (exact[group] < 11) for group, cells in rows.items())
    hidden = sum(cells["visits"] is None for rows in tables.values() for cells in rows.values())
    assert hidden > 10
    the_same_published_carelessly_is_broken(world)
    return hidden, found.narrowest


def the_same_published_carelessly_is_broken(world):
    """The attacker can do it: against figures of which only those of 1 to 10 are hidden, it is certain of some and right."""
    tables = {}
    for name in {
        part for month in world.frozen for part in (month, month[:4], f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}")
    }:
        exact = {g: sum(world.frozen[m].get(g, 0) for m in months_of(name)) for g in world.names}
        tables[name] = {g: {"visits": n if n > 10 else None} for g, n in exact.items() if n}
    found = attack(tables)
    assert len(found.certain) >= 3
    for (group, month), value in found.certain.items():
        assert world.frozen[month][group] == value
