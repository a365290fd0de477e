"""What tests may ask for by name."""

import gc
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import brokers, servers
from tests.amqp import Amqp
from tests.databases import empty_database
from tests.demo_books import loaded
from tests.slates import Slate, lay_out, lay_out_by_xid

__all__ = ["loaded"]

# Two workers and a database share the machine: slowness is no failure. Under CI, Hypothesis takes
# its own profile "ci", which has no deadline either and always tries the same examples.
settings.register_profile("patient", deadline=None)
if settings.get_current_profile_name() == "default":
    settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Look for rubbish seldom, and never among the ten thousand tests, which stay to the end: to
    do so takes a sixth of the time of a suite that makes much and keeps little.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with our tables and nothing in them, to be copied."""
    file = tmp_path_factory.mktemp("laid-out") / "tanguanjia.db"
    lay_out(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def slate(postgres: str) -> Generator[Slate]:
    """A PostgreSQL database with our tables, wiped after each test that has it."""
    kept = Slate(postgres)
    yield kept
    kept.drop()


@pytest.fixture(scope="session")
def slate_by_xid(postgres: str) -> Generator[Slate]:
    """The same, with a log that is ordered by xid."""
    kept = Slate(postgres, lay_out_by_xid)
    yield kept
    kept.drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of a database in which our tables are not laid out yet, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tanguanjia.db'}"
        return
    with empty_database(request.getfixturevalue("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, laid_out: Path, tmp_path: Path) -> Generator[str]:
    """The URL of a database with our tables and nothing in them, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(laid_out, tmp_path)}"
        return
    slate: Slate = request.getfixturevalue("slate")
    with slate.clean() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql", "postgresql by xid"])
def ordered_database(
    request: pytest.FixtureRequest, laid_out: Path, tmp_path: Path
) -> Generator[str]:
    """The same, once for each way in which a log is ordered."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(laid_out, tmp_path)}"
        return
    by_xid = request.param.endswith("xid")
    slate: Slate = request.getfixturevalue("slate_by_xid" if by_xid else "slate")
    with slate.clean() as url:
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
