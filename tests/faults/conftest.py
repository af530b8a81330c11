"""Servers that are several processes."""

import pytest

from tests.conftest import new_database
from tests.places import Server


def database_on(server: str) -> str:
    """An empty database, as DATABASE_URL says it."""
    return new_database(server).replace("+psycopg2", "")


@pytest.fixture(scope="module")
def started_together(tmp_path_factory, postgresql_server, redis_server):
    made = Server(
        tmp_path_factory.mktemp("together"), DATABASE_URL=database_on(postgresql_server), REDIS_URL=redis_server.url
    ).prepare()
    made.options = ["--processes", "2"]
    yield made
    made.stop()


@pytest.fixture
def together(started_together):
    """One address, two processes. Started again if the test before has ended it."""
    if not started_together.runs():
        started_together.start()
    return started_together
