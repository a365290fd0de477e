"""Cases into estimates: the numbers come from `domain.adsorption.service_life`, here they are told.

Seeds follow from the charge and the day, so that an assessment computed again gives the same bits.
Sixteen seeds a day let charges be computed together, which is three times as fast as one by one.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar

from application.charge_evidence import Case, Former, covariance_told, mean_told
from domain.adsorption.evidence import Charge
from domain.adsorption.life_parameters import Gaussian
from domain.adsorption.service_life import LEVELS, VERSION, Assessment, Learned, assess, outcomes
from domain.adsorption.shipped_belief import CALIBRATION
from domain.estimate import Behaviour, Breakthrough, Physical, Saturation
from domain.identifiers import ChargeId
from domain.occurred import Occurred

T = TypeVar("T")

_SHARES = 16
_LONGEST_DAYS = 3650
"""A breakthrough that is further away than ten years is told as of then."""

MODEL, CALIBRATED = VERSION, CALIBRATION.name


def seed_of(charge: ChargeId, day: date | None) -> int:
    """The first four bytes of SHA-256 over the day and one of sixteen shares of the charges.

    What is learned of a charge that is over belongs to no day.
    """
    share = sha256(charge.encode()).digest()[0] % _SHARES
    when = "over" if day is None else day.isoformat()
    return int.from_bytes(sha256(f"{when}/{share}".encode()).digest()[:4])


def physical_of(cases: Sequence[Case]) -> list[Physical | None]:
    """Estimate saturation and breakthrough, in the order of the cases; None where nobody can."""
    found: dict[int, Physical] = {}
    for seed, others, places in _together(cases, [case.day for case in cases]):
        charges, learned = _given([cases[place] for place in places], others)
        for place, said in zip(places, assess(charges, learned, CALIBRATION, seed), strict=True):
            found[place] = _physical(cases[place], said, seed)
    return [found.get(place) for place in range(len(cases))]


def behaviours_of(cases: Sequence[Case]) -> list[Behaviour | None]:
    """Say how beds turned out over charges that are over, in the order of the cases."""
    found: dict[int, Behaviour] = {}
    for seed, others, places in _together(cases, [None] * len(cases)):
        charges, learned = _given([cases[place] for place in places], others)
        for place, outcome in zip(places, outcomes(charges, learned, seed), strict=True):
            watched = outcome.instruments.at_outlet
            found[place] = _behaviour(cases[place], outcome.belief, seed, watched=watched)
    return [found.get(place) for place in range(len(cases))]


def _together(
    cases: Sequence[Case], days: Sequence[date | None]
) -> list[tuple[int, Gaussian, list[int]]]:
    """The places of cases that are computed with one seed from one belief about other beds."""
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        if case.known is not None:
            groups[seed_of(case.charge, days[place]), case.prior.name].append(place)
    return [
        (seed, cases[places[0]].prior.others, places)
        for (seed, _), places in sorted(groups.items())
    ]


def _given(cases: Sequence[Case], others: Gaussian) -> tuple[list[Charge], Learned]:
    charges = [case.known.charge for case in cases if case.known is not None]
    formers = [(charge, case.former) for charge, case in zip(charges, cases, strict=True)]
    return charges, Learned(others, {charge.bed: _last(f) for charge, f in formers if f})


def _last(former: Former) -> tuple[Charge, Gaussian]:
    return former.evidence, former.belief


def _physical(case: Case, said: Assessment, seed: int) -> Physical:
    low, middle, high = (100 * share for share in said.saturation)
    started = case.state.since.day
    return Physical(
        Saturation(low, middle, high),
        tuple(
            Breakthrough(probability, Occurred.on(_day(started, days)))
            for probability, days in zip(LEVELS, said.breakthrough_day, strict=True)
        ),
        said.instruments.value,
        said.version,
        said.calibration,
        case.prior.name,
        None if case.former is None else case.former.charge,
        seed,
    )


def _day(started: date, days: float) -> date:
    return started + timedelta(days=int(min(days, _LONGEST_DAYS)))


def _behaviour(case: Case, belief: Gaussian, seed: int, *, watched: bool) -> Behaviour:
    return Behaviour(
        mean_told(belief),
        covariance_told(belief),
        watched,
        MODEL,
        case.prior.name,
        None if case.former is None else case.former.charge,
        seed,
    )
