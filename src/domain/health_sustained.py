"""When a measured value is too high for long: one rule for all that is watched day by day."""

from collections.abc import Iterable
from datetime import date

Watched = Iterable[tuple[date, bool]]
"""Recorded days in order, and whether the value was too high. Days on which it was not measured
are left out: nothing follows from them."""


def sustained_since(watched: Watched, days: int) -> date | None:
    """Since when it lasts: the day that made it last; None where it does not.

    A value that is too high on so many recorded days in a row lasts, until it is not on as many
    in a row. So one odd day neither begins nor ends it, and a higher value never ends it.
    """
    since: date | None = None
    in_a_row = 0
    for day, too_high in watched:
        in_a_row = in_a_row + 1 if too_high == (since is None) else 0
        if in_a_row >= days:
            since, in_a_row = (day if since is None else None), 0
    return since
