"""Bodies by hand: one msgspec encoder, one prepared decoder per published name, checked texts."""

from collections.abc import Iterable
from functools import lru_cache, reduce
from typing import Any

import msgspec

from domain.adsorber import CarbonFilled, CarbonSwapped
from domain.charge import CHARGE, ChargeCorrected, ChargeEnded, ChargeStarted, State
from domain.container import ContainerFilled
from domain.lot import LotDrawn
from domain.record import Fact

PUBLISHED: dict[str, type[Any]] = {
    "charge-started.v1": ChargeStarted,
    "charge-ended.v1": ChargeEnded,
    "charge-corrected.v1": ChargeCorrected,
    "adsorber-carbon-filled.v1": CarbonFilled,
    "adsorber-carbon-swapped.v1": CarbonSwapped,
    "lot-drawn.v1": LotDrawn,
    "container-filled.v1": ContainerFilled,
}
_NAMES = {fact: name for name, fact in PUBLISHED.items()}


# Times and identifiers check themselves; each text is checked once and then known.
@lru_cache(maxsize=65_536)
def _checked(wanted: type[Any], text: str) -> Any:
    return wanted(text)


# `str.__str__` takes texts only: anything else that JSON has no word for is an error.
_encode = msgspec.json.Encoder(enc_hook=str.__str__).encode
DECODE = {
    name: msgspec.json.Decoder(fact, dec_hook=_checked).decode for name, fact in PUBLISHED.items()
}
_as_json = msgspec.json.Encoder().encode


def as_json(plain: object) -> str:
    """Texts, numbers and lists of them as JSON text."""
    return _as_json(plain).decode()


def spelled(fact: Fact) -> tuple[str, bytes]:
    """Published name and body of a fact."""
    return _NAMES[type(fact)], _encode(fact)


def folded(rows: Iterable[tuple[str, bytes]]) -> State:
    """Live a charge again from its names and bodies."""
    decode = DECODE
    return reduce(CHARGE.evolve, [decode[name](body) for name, body in rows], CHARGE.initial)
