"""The daily roll-up (日汇总): readings of a day become one fact of each charge that ran on it.

A day is rolled up once it is over, and again whenever readings of it come later: another result
supersedes the first. A day of which a charge has no record although an instrument was in service is
rolled up as well: nothing came, and it is a silent day, or the charge itself was recorded later.
Everything may be broken off and done again: a result that is on record already is no fact.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice

from application.act import only
from application.bundle import Order
from application.device_book import DeviceLife
from application.office import Office
from application.ports.telemetry_store import Touched
from application.watched_days import ChargeDay, Plant, charge_days, in_service_on, plant
from domain.beds import Change
from domain.charge import CHARGE, Ended, Running
from domain.charge_lives import charge_lives
from domain.charge_noting import RecordOperation
from domain.identifiers import AdsorberId, ChargeId
from domain.occurred import SHANGHAI, Occurred
from domain.record import Provenance, Request
from domain.refusal import Refusal

ACTOR = "日汇总"
GRACE = timedelta(minutes=10)
"""A day is over so long after midnight, when its last batches are in. Chosen."""
LOOKED_FOR = timedelta(days=400)
"""Days without a record are looked for so far back: as long as readings are kept as they came."""

_DAY = timedelta(days=1)
_PAGE = 200
"""So many days of instruments are read at a time."""
_AT_ONCE = 100
"""So many days of beds are written down together."""

Lives = Mapping[AdsorberId, Sequence[DeviceLife]]
Known = tuple[ChargeDay, str]
"""A day, and what was known of the readings when it was rolled up."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a round has done: facts recorded, results known before, and what was refused."""

    recorded: int = 0
    known: int = 0
    refused: tuple[tuple[ChargeDay, Refusal], ...] = ()

    def __add__(self, more: "RolledUp") -> "RolledUp":
        """Both together."""
        return RolledUp(
            self.recorded + more.recorded, self.known + more.known, self.refused + more.refused
        )


@dataclass(frozen=True, slots=True)
class _Settled:
    """Up to a day nothing is missing at an adsorber, as long as beds and instruments stay so.

    What is on record of a day stays there, so days before need not be looked at again.
    """

    changes: Sequence[Change]
    devices: Sequence[DeviceLife]
    until: date


class RollUp:
    """Rolls up whatever is due. Days without a record are looked for once a day."""

    def __init__(self, office: Office) -> None:
        """Work in an office."""
        self._office = office
        self._looked: date | None = None
        self._settled: dict[AdsorberId, _Settled] = {}

    def __call__(self) -> RolledUp:
        """Do all that is due by the clock. Raises what the log and the store raise."""
        last = last_day_over(self._office)
        lives = _by_adsorber(self._office)
        done = _touched_days(self._office, lives, last)
        if self._looked != last:
            done += _missing_days(self._office, lives, last, self._settled)
            self._looked = last
        return done


def roll_up_due(office: Office) -> RolledUp:
    """Roll up all that is due by the clock of the office."""
    return RollUp(office)()


def last_day_over(office: Office) -> date:
    """The last day in China that is over, with its grace."""
    now = office.clock.now().astimezone(SHANGHAI)
    return (now - GRACE).date() - timedelta(days=1)


def _by_adsorber(office: Office) -> Lives:
    found: dict[AdsorberId, list[DeviceLife]] = defaultdict(list)
    for life in office.device_book.lives():
        found[life.installed.adsorber].append(life)
    return found


def _touched_days(office: Office, lives: Lives, last: date) -> RolledUp:
    """They come in order of their days, so those that are not over yet come last."""
    done = RolledUp()
    at = {str(life.device): adsorber for adsorber, some in lives.items() for life in some}
    while page := [each for each in office.telemetry.touched(_PAGE) if each.day <= last]:
        marks: dict[tuple[AdsorberId, date], list[Touched]] = defaultdict(list)
        for each in page:
            if each.device in at:
                marks[at[each.device], each.day].append(each)
        done += _recorded(office, _all_days(office, lives, marks))
        office.telemetry.rolled_up(page)
    return done


def _all_days(
    office: Office, lives: Lives, marks: Mapping[tuple[AdsorberId, date], Sequence[Touched]]
) -> Iterator[Known]:
    for (adsorber, day), touched in marks.items():
        known_as = " ".join(f"{each.device}@{each.mark}" for each in touched)
        for each in _days(office, adsorber, lives[adsorber], day):
            yield each, known_as


def _days(
    office: Office, adsorber: AdsorberId, devices: Sequence[DeviceLife], day: date
) -> list[ChargeDay]:
    found = plant(office.log, adsorber)
    return [] if found is None else charge_days(office.telemetry, found, devices, day)


def _missing_days(
    office: Office, lives: Lives, last: date, settled: dict[AdsorberId, _Settled]
) -> RolledUp:
    done = RolledUp()
    for adsorber, devices in lives.items():
        found = plant(office.log, adsorber)
        if found is not None:
            first = _not_settled(settled.get(adsorber), found, devices, last)
            missing = list(_missing(office, found, devices, first, last))
            until = min((each.day for each in missing), default=last + _DAY) - _DAY
            settled[adsorber] = _Settled(found.state.changes, devices, until)
            done += _recorded(office, ((each, "") for each in missing))
    return done


def _not_settled(
    known: _Settled | None, found: Plant, devices: Sequence[DeviceLife], last: date
) -> date:
    """The first day of an adsorber that has to be looked at."""
    began = min(life.services()[0].since for life in devices).astimezone(SHANGHAI).date()
    if known is not None and (known.changes, known.devices) == (found.state.changes, devices):
        began = known.until + _DAY
    return max(began, last - LOOKED_FOR)


def _missing(
    office: Office, found: Plant, devices: Sequence[DeviceLife], first: date, last: date
) -> Iterator[ChargeDay]:
    """Days of charges that have no record, though an instrument was in service at their bed."""
    unrecorded = _unrecorded(office, found, first, last)
    for day in sorted({day for days in unrecorded.values() for day in days}):
        there = [life for life in devices if in_service_on(life, day)]
        days = charge_days(office.telemetry, found, there, day)
        yield from (each for each in days if day in unrecorded[each.charge])


def _unrecorded(
    office: Office, of: Plant, first: date, last: date
) -> Mapping[ChargeId, frozenset[date]]:
    """Of each charge, its days in a period without a record; mostly there is none."""
    return {
        life.charge: frozenset(days) - _recorded_days(office, life.charge)
        for life in charge_lives(of.state.changes)
        if (days := life.days(first, last))
    }


def _recorded_days(office: Office, charge: ChargeId) -> frozenset[date]:
    state = office.log.read(CHARGE, charge).state
    days = state.course.days if isinstance(state, Running | Ended) else ()
    return frozenset(each.day for each in days if each.is_date)


def _recorded(office: Office, days: Iterator[Known]) -> RolledUp:
    done = RolledUp()
    while some := list(islice(days, _AT_ONCE)):
        done += _written(office, some)
    return done


def _written(office: Office, some: Sequence[Known]) -> RolledUp:
    outcomes = office.log.perform_all([_order(*each) for each in some])
    done = RolledUp()
    for (each, _), outcome in zip(some, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            done += RolledUp(refused=((each, outcome),))
        elif outcome.last and not outcome.repeated:
            done += RolledUp(recorded=1)
        else:
            done += RolledUp(known=1)
    return done


def _order(each: ChargeDay, known_as: str) -> Order:
    """The id names the result, and what was known of the readings when it was found."""
    day = Occurred.on(each.day)
    said = sha256(f"{known_as}\n{each.operation!r}".encode()).hexdigest()[:16]
    request = Request(f"{ACTOR}:{each.charge}:{day}:{said}", ACTOR, Provenance.LIVE)
    return only(CHARGE, each.charge, RecordOperation(day, each.operation)), request
