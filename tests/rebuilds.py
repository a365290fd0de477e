"""Rebuilds of the simplest view, page by small page, and how they are broken off."""

import pytest

from adapters.sql.rebuilding import Rebuild
from projections.rows import Projection
from tests.logbook import CODEC, Office
from tests.seen import WATCH

PAGE = 3


class BrokenOff(Exception):  # noqa: N818 - nothing is wrong
    """The rebuild is broken off."""


def rebuild(office: Office, projection: Projection = WATCH) -> Rebuild:
    """A rebuild that has not begun."""
    return Rebuild(office.engine, projection, CODEC)


def break_off(office: Office, projection: Projection = WATCH) -> None:
    """Rebuild one page and no more."""

    def broken_off(*_: object) -> None:
        raise BrokenOff

    with pytest.raises(BrokenOff):
        rebuild(office, projection).carry_out(broken_off, PAGE)
