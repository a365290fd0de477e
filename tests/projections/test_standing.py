"""Every state of every life can be told in both languages."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from domain.beds import EmptyBed, RunningBed
from domain.device import DeviceFellSilent, InService
from domain.occurred import Occurred
from projections.standing import AnyState, stand

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DAY = Occurred("2022-11-30")
BEDS = (EmptyBed(1, 1000, 0, DAY), RunningBed(2, 1000, 1, DAY, "A1-2-1", 1000))  # pyright: ignore[reportArgumentType] - any text will do as a number


def _some(kind: type[Any]) -> Any:
    """One state of a class, with something in each field."""
    hints = get_type_hints(kind)
    return kind(*(_value(column.name, hints[column.name]) for column in fields(kind)))


def _value(name: str, hint: Any) -> Any:
    if name == "beds":
        return BEDS
    if hint is int:
        return 12_500
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[-1]
    if isinstance(hint, UnionType) and is_dataclass(get_args(hint)[0]):
        return _some(get_args(hint)[0])
    if isinstance(hint, type) and is_dataclass(hint):
        return _some(hint)
    for choice in get_args(hint) if isinstance(hint, UnionType) else ():
        if isinstance(choice, type) and is_dataclass(choice):
            return _some(choice)
    return () if name in {"changes", "draws", "periods", "waste_codes"} else DAY


def _states() -> Iterator[type[Any]]:
    yield from get_args(AnyState)


@pytest.mark.parametrize(
    "kind", list(_states()), ids=lambda kind: f"{kind.__module__}.{kind.__name__}"
)
def test_a_state_is_told(kind: type[Any]) -> None:
    told = stand(_some(kind))
    assert CHINESE.search(told.zh)
    assert told.en
    assert not CHINESE.search(told.en)


def test_a_silent_instrument_tells_its_last_reading_or_that_there_never_was_one() -> None:
    silent = _some(InService)
    assert stand(silent).zh == "数据缺失, 最后读数 2022-11-30"
    never = replace(silent, silent=DeviceFellSilent(DAY, None))
    assert stand(never).zh == "数据缺失, 从未有读数"
    assert stand(never).en == "silent, nothing was ever read"


def test_an_adsorber_tells_what_is_in_each_bed() -> None:
    from domain.adsorber import Commissioned
    from domain.identifiers import AdsorberId, CreditCode

    state = Commissioned(AdsorberId("TADF100001"), CreditCode("91330411MAW7DF1000"), DAY, BEDS)
    assert stand(state).zh == "炭箱 1 空; 炭箱 2 有炭 1 kg(填装 A1-2-1)"
    assert stand(state).en == "bed 1 is empty; bed 2 holds 1 kg (charge A1-2-1)"
