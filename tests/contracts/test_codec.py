"""What every codec promises."""

import pytest

from application.ports.codec import Codec
from domain.identifiers import AdsorberId
from domain.lot import LotDrawn
from tests.logbook import CODEC, MORNING

FACT = LotDrawn(MORNING, AdsorberId("TADF1"), MORNING, 5)


@pytest.fixture
def codec() -> Codec:
    return CODEC


def test_a_fact_comes_back_equal(codec: Codec) -> None:
    assert codec.decode(*codec.encode(FACT)) == FACT


def test_a_fact_is_always_spelled_the_same(codec: Codec) -> None:
    assert codec.encode(FACT) == codec.encode(FACT)


def test_what_cannot_be_read_is_a_value_error(codec: Codec) -> None:
    name, body = codec.encode(FACT)
    with pytest.raises(ValueError, match="unheard-of"):
        codec.decode("unheard-of.v1", body)
    with pytest.raises(ValueError, match=name):
        codec.decode(name, b"{}")


def test_a_fact_is_named_as_it_is_published_now(codec: Codec) -> None:
    assert codec.name(FACT) == codec.encode(FACT)[0]
