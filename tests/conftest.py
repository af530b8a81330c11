"""What every test can ask for."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from facilitator.house import House
from tests.places import Server, cast_folder, home_in, postgresql
from tests.services import Redis

_numbers = itertools.count()

# What is measured is measured by the benchmarks: a slow machine is no mistake.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    made = Redis()
    yield made
    made.kill()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind, by its address."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facilitator.sqlite3'}"
    return new_database(request.getfixturevalue("postgresql_server"))


def new_database(server: str) -> str:
    """An empty database on this server, by its address."""
    import psycopg2

    name = f"test_{next(_numbers)}"
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"{server.replace('postgresql://', 'postgresql+psycopg2://')}/{name}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """An empty database on PostgreSQL, as DATABASE_URL says it."""
    return new_database(postgresql_server).replace("+psycopg2", "")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    """The program in this process, empty."""
    made = home_in(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def cast_home(tmp_path: Path) -> Iterator[tuple[House, dict[str, str]]]:
    """The program with the cast in it, and their ids."""
    ids = cast_folder(tmp_path)
    made = home_in(tmp_path)
    yield made, ids
    made.store.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One real server with the cast in it, for every test that leaves it whole."""
    made = Server(tmp_path_factory.mktemp("server")).prepare().start()
    yield made
    made.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A real server of one's own, to kill."""
    made = Server(tmp_path).prepare().start()
    yield made
    made.kill()
