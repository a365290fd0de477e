"""An office for tests of the log."""

from collections.abc import Generator

import pytest

from tests.logbook import Office, open_office


@pytest.fixture
def office(database: str) -> Generator[Office]:
    """An office whose log is empty, on each engine."""
    with open_office(database) as opened:
        yield opened
