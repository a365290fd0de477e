"""Evidence on charges, many at once: each as of a time of its own.

Those that run are asked about as of the viewpoint. Of a charge that another has followed, what
matters is how it stood when that one was put in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any, TypeVar

from adapters.sql.views.evidence_queries import (
    DAYS,
    DISREGARDED,
    EARLIER,
    INSTRUMENTS,
    KNOWN,
    SAME_CERTIFICATE,
    STOPPED,
    Subject,
)
from adapters.sql.views.reading import Look, marks, named
from domain.adsorber import CarbonForm
from domain.estimate import Breakthrough, Saturation
from domain.health_evidence import (
    Commitment,
    Estimated,
    Evidence,
    Instrument,
    LotQuality,
    Stopped,
    WorkDay,
)
from domain.health_policy import Policy
from domain.health_rules import full_by
from domain.occurred import Occurred
from domain.operation import Flaw

Rules = Callable[[Occurred], Policy]
"""The rules that were in force at a time."""

T = TypeVar("T")

_AT_ONCE = 500
"""How many names are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Found:
    """A charge with the evidence on it; `key` is the name it was asked for by."""

    key: str
    charge: str
    enterprise: str
    adsorber: str
    bed: int
    number: int
    former: str | None
    lot: str
    started: str
    first_filled: str
    at: Occurred
    evidence: Evidence


def evidence_on(look: Look, subject: Subject, names: Sequence[str], rules: Rules) -> list[Found]:
    """All that is known of these charges, but for the codes that their beds had before."""
    now = Occurred.at(look.at.moment)
    rows = list(_asked(look, KNOWN, subject, names))
    certificates = _certificates(look, {row.certificate for row in rows if row.certificate})
    known = [(row, now if row.moment is None else Occurred(row.moment)) for row in rows]
    plain = {row.key: _plain(row, certificates, at) for row, at in known}
    days = _by_key(_asked(look, DAYS, subject, names))
    gone = _by_key(_asked(look, DISREGARDED, subject, names))
    stops = _by_key(_asked(look, STOPPED, subject, names))
    instruments = _by_key(_asked(look, INSTRUMENTS, subject, names))
    through = [
        row.key
        for row, at in known
        if full_by(plain[row.key].estimated, at.day, rules(at)) is not None
    ]
    earlier = _by_key(_asked(look, EARLIER, subject, through))
    found: list[Found] = []
    for row, at in known:
        evidence = replace(
            plain[row.key],
            estimated_before=_through(earlier[row.key][:-1], rules(at)),
            days=tuple(_days(days[row.key], gone[row.key])),
            last_reading=_last_reading(days[row.key]),
            instruments=tuple(_instrument(each) for each in instruments[row.key]),
            shutdowns=tuple(_stopped(each) for each in stops[row.key]),
        )
        found.append(_found(row, at, evidence))
    return found


def portions(names: Sequence[T]) -> Iterable[Sequence[T]]:
    """Names in portions that fit into a statement."""
    return (names[n : n + _AT_ONCE] for n in range(0, len(names), _AT_ONCE))


def _asked(look: Look, query: str, subject: Subject, names: Sequence[str]) -> Iterator[Any]:
    for some in portions(names):
        asked = subject.asked(query, marks("value", len(some)))
        yield from look.rows(asked, **named("value", list(some)))


def _by_key(rows: Iterable[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _certificates(look: Look, wanted: set[str]) -> dict[str, list[tuple[str, str]]]:
    """The lots that came with each certificate, and since when that is so."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for some in portions(sorted(wanted)):
        query = SAME_CERTIFICATE % marks("value", len(some))
        for certificate, lot, tested in look.rows(query, **named("value", list(some))):
            found[certificate].append((lot, tested))
    return found


def _others(
    row: Any, certificates: dict[str, list[tuple[str, str]]], at: Occurred
) -> tuple[str, ...]:
    others = {
        lot
        for lot, tested in certificates.get(row.certificate, ())
        if lot != row.lot and tested <= at
    }
    return tuple(sorted(others))


def _plain(row: Any, certificates: dict[str, list[tuple[str, str]]], at: Occurred) -> Evidence:
    """What one row says; what there may be many of comes later."""
    also_of = _others(row, certificates, at)
    lot = LotQuality(row.lot, row.iodine_mg_per_g, row.certificate, also_of)
    return Evidence(
        Occurred(row.started),
        row.fresh_g,
        required_g=int(row.required_g.split()[row.bed - 1]),
        form=CarbonForm(row.carbon_form),
        former_fresh_g=row.former_fresh_g,
        removed_g=row.removed_g,
        verified=row.verified is not None,
        lot=None if row.iodine_mg_per_g is None else lot,
        commitment=None if row.document is None else Commitment(row.document, row.every_days),
        removed_voc_mg_per_m3=row.removed_voc_mg_per_m3,
        airflow_m3_per_h=_airflow_m3_per_h(row),
        run_h_per_day=row.run_h_per_day,
        flow_area_m2=row.flow_area_m2,
        estimated=_estimated(row),
    )


def _airflow_m3_per_h(row: Any) -> float | None:
    """The bed's share of the design airflow, by what it should hold."""
    airflow: float | None = row.airflow_m3_per_h
    told: str = row.required_g
    required_g = [int(mass_g) for mass_g in told.split()]
    bed: int = row.bed
    return None if airflow is None else airflow * required_g[bed - 1] / sum(required_g)


def _estimated(row: Any) -> Estimated | None:
    if row.middle_percent is None:
        return None
    full = (row.low_percent, row.middle_percent, row.high_percent)
    return _told((row.key, row.day, *full, row.breakthrough, row.measured))


def _through(rows: Sequence[Any], policy: Policy) -> tuple[Estimated, ...]:
    """The last estimates without a break by which the carbon was through; of years they are few."""
    told = takewhile(lambda one: full_by(one, one.day, policy), map(_told, reversed(rows)))
    return tuple(told)[::-1]


def _told(row: Any) -> Estimated:
    _, on_day, low, middle, high, breakthrough, measured = row
    told = iter(breakthrough.split())
    through = tuple(
        Breakthrough(float(probability), Occurred(day))
        for probability, day in zip(told, told, strict=True)
    )
    saturation = Saturation(low, middle, high)
    return Estimated(Occurred(on_day).day, saturation, through, measured=bool(measured))


def _days(rows: Sequence[Any], gone: Sequence[Any]) -> Iterator[WorkDay]:
    for row in rows:
        if gone and any(first <= row[1] <= last for _, first, last in gone):
            continue
        flaws = tuple(map(Flaw, row[9].split())) if row[9] else ()
        measured = row[2:9]
        yield WorkDay(_day(row[1]), *measured, flaws=flaws)


def _last_reading(rows: Sequence[Any]) -> Occurred | None:
    last = max((row[10] for row in rows if row[10] is not None), default=None)
    return None if last is None else Occurred(last)


def _instrument(row: Any) -> Instrument:
    silent = None if row[3] is None else Occurred(row[3])
    hot = None if row[4] is None else Occurred(row[4])
    return Instrument(row[1], Occurred(row[2]), silent, hot, row[5] or 0.0)


def _stopped(row: Any) -> Stopped:
    return Stopped(_day(row[1]), None if row[2] is None else _day(row[2]))


def _day(text: str) -> date:
    return date.fromisoformat(text[: len("2022-11-30")])


def _found(row: Any, at: Occurred, evidence: Evidence) -> Found:
    return Found(
        row.key,
        row.charge,
        row.enterprise,
        row.adsorber,
        row.bed,
        row.number,
        row.former,
        row.lot,
        row.started,
        row.first_filled or row.started,
        at,
        evidence,
    )
