"""Which day belongs to which charge of a bed.

The day of a swap belongs to the charge that runs at its end; the day on which a bed is emptied and
left so, to the charge that came out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.beds import Change
from domain.identifiers import ChargeId

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChargeLife:
    """The days of a charge, both included; `last` is None while it runs."""

    charge: ChargeId
    bed: int
    first: date
    last: date | None = None

    def has(self, day: date) -> bool:
        """Whether a day belongs to it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def within(self, first: date, last: date | None) -> tuple[date, date | None] | None:
        """What of a period belongs to it, both days included; None if nothing does."""
        begins = max(self.first, first)
        ends = self.last if last is None else last if self.last is None else min(self.last, last)
        return None if ends is not None and ends < begins else (begins, ends)

    def days(self, first: date, last: date) -> list[date]:
        """The days of a period that belong to it; both its ends are included."""
        within = self.within(first, last)
        if within is None:
            return []
        begins, ends = within
        return [begins + _DAY * n for n in range(((ends or last) - begins).days + 1)]


def charge_lives(changes: Sequence[Change]) -> list[ChargeLife]:
    """The lives of all charges of an adsorber, by bed and in their order.

    A charge that was taken out on the day it went in has no day of its own if another followed.
    """
    lives: dict[int, list[ChargeLife]] = {}
    for change in sorted(changes, key=lambda change: change.happened):
        day = change.happened.day
        for part in change.beds:
            own = lives.setdefault(part.bed, [])
            if part.ended is not None and own:
                own[-1] = replace(own[-1], last=day)
            if part.started is not None:
                if own and own[-1].last == day:
                    own[-1] = replace(own[-1], last=day - _DAY)
                own.append(ChargeLife(part.started, part.bed, day))
    return [
        life
        for bed in sorted(lives)
        for life in lives[bed]
        if life.last is None or life.first <= life.last
    ]


def charges_on(lives: Sequence[ChargeLife], day: date) -> dict[int, ChargeId]:
    """The charge that a day belongs to, by bed; no bed that was empty all day."""
    return {life.bed: life.charge for life in lives if life.has(day)}
