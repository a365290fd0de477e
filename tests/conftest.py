"""What tests may ask for by name."""

import os

import pytest

from tests import servers


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
def repetitions() -> int:
    """How often a fault test tries its luck: a few times, or in full under `make soak`."""
    return int(os.environ.get("TANGUANJIA_REPETITIONS", "5"))
