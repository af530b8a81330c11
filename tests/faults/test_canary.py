"""What must never be found, found nowhere: every page and every handler raises, and every byte that was written is searched."""

from tests.load import canary
from tests.places import Server


def test_no_canary_is_found_anywhere_though_everything_raises(tmp_path):
    server = Server(tmp_path).prepare()
    try:
        found, pages, files = canary.run(server)
    finally:
        server.kill()
    belongs = found.pop("e-mail")
    assert {name: places for name, places in found.items() if places} == {}
    assert belongs == {"facilitator.sqlite3", "backups"}, "the searcher finds what is there"
    assert pages > 100, "each raised"
    assert files >= 5
