"""A balance by hand: what each adsorber was filled with, what came out, how often it was corrected.

A page of the log becomes one row per adsorber, to be added to the table in one statement.
"""

from collections.abc import Iterable

from domain.charge import ChargeCorrected, ChargeEnded, ChargeStarted
from tests.bench.floors.spelling import DECODE

Balance = tuple[str, int, int, int]
"""Adsorber, grams filled, grams removed, corrections."""


def added(page: Iterable[tuple[int, str, str, bytes]]) -> list[Balance]:
    """Fold position, stream, name and body into what to add."""
    sums: dict[str, Balance] = {}
    for _, stream, name, body in page:
        adsorber = stream[7 : stream.index("-")]  # "charge:TA000001-1-2"
        _, filled_g, out_g, corrections = sums.get(adsorber, (adsorber, 0, 0, 0))
        match DECODE[name](body):
            case ChargeStarted(fresh_g=fresh_g):
                filled_g += fresh_g
            case ChargeEnded(removed_g=removed_g):
                out_g += removed_g
            case ChargeCorrected():
                corrections += 1
            case _:
                pass
        sums[adsorber] = (adsorber, filled_g, out_g, corrections)
    return list(sums.values())
