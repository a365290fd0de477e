"""What tests may ask for by name."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import brokers, servers
from tests.amqp import Amqp
from tests.databases import database_by_xid, empty_database, laid_out_database, name_of
from tests.demo_books import loaded

__all__ = ["loaded"]

# Two workers and a database share the machine: slowness is no failure. Under CI, Hypothesis takes
# its own profile "ci", which has no deadline either and always tries the same examples.
settings.register_profile("patient", deadline=None)
if settings.get_current_profile_name() == "default":
    settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a PostgreSQL in which a test may create, and must drop, databases."""
    address = servers.known_address()
    if address is None and servers.nothing_may_be_left_out():
        pytest.fail(servers.LEFT_OUT)
    if address is None:
        pytest.skip(servers.LEFT_OUT)
    return address


@pytest.fixture(scope="session")
def laid_out(postgres: str) -> Generator[str]:
    """The name of a database with our tables; a copy is made in half the time they take."""
    with laid_out_database(postgres) as url:
        yield name_of(url)


@pytest.fixture(scope="session")
def laid_out_by_xid(postgres: str) -> Generator[str]:
    """The same, with a log that is ordered by xid."""
    with database_by_xid(postgres) as url:
        yield name_of(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of a database in which our tables are not laid out yet, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tanguanjia.db'}"
        return
    with empty_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of a database of our own with nothing in it, once on each engine; gone afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tanguanjia.db'}"
        return
    like = request.getfixturevalue("laid_out")
    with empty_database(request.getfixturevalue("postgres"), like) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql", "postgresql by xid"])
def ordered_database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of a database of our own, once for each way in which a log is ordered."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tanguanjia.db'}"
        return
    like = "laid_out_by_xid" if request.param.endswith("xid") else "laid_out"
    server = request.getfixturevalue("postgres")
    with empty_database(server, request.getfixturevalue(like)) as url:
        yield url


@pytest.fixture(scope="session")
def virtual_host() -> Generator[str]:
    """The URL of a virtual host of our own in a RabbitMQ; gone afterwards."""
    with brokers.available_rabbitmq() as url:
        if url is None and servers.nothing_may_be_left_out():
            pytest.fail(brokers.LEFT_OUT)
        if url is None:
            pytest.skip(brokers.LEFT_OUT)
        yield url


@pytest.fixture
def amqp(virtual_host: str) -> Generator[Amqp]:
    """Somebody else who speaks to the broker, in which nothing of ours is there yet."""
    client = Amqp(virtual_host)
    yield client
    client.clear()


@pytest.fixture(scope="session")
def repetitions() -> int:
    """How often a fault test tries its luck: a few times, or in full under `make soak`."""
    return int(os.environ.get("TANGUANJIA_REPETITIONS", "2"))
