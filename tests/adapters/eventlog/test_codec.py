"""Facts come back from disk as they went, and nothing else does."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from adapters.eventlog.codec import FactCodec, UnreadableFactError
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS, Fields, Upcaster
from domain.lot import LotDrawn
from domain.occurred import Occurred
from tests.golden_files import CODEC, example, path

DRAWN = b'{"occurred":"2022-09-03","adsorber":"TADF1","key":"2022-09-03","mass_g":5}'


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_golden_file_comes_back_byte_for_byte(name: str) -> None:
    stored = path(name).read_bytes()
    assert CODEC.encode(CODEC.decode(name, stored)) == (name, stored)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_golden_file_leaves_no_field_out(name: str) -> None:
    assert CODEC.decode(name, path(name).read_bytes()) == example(PUBLISHED[name])


def test_identifiers_and_times_come_back_as_what_they_are() -> None:
    fact = CODEC.decode("lot-drawn.v1", DRAWN)
    assert isinstance(fact, LotDrawn)
    assert type(fact.occurred) is Occurred


def test_one_class_has_one_published_name() -> None:
    assert len(set(PUBLISHED.values())) == len(PUBLISHED)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"{}", "missing required field"),
        (b"[]", "Expected `object`"),
        (b'{"occurred":', "truncated"),
        (DRAWN.replace(b"5", b'"5"'), "Expected `int`"),
        (DRAWN.replace(b'"TADF1"', b"7"), "expected the text of a AdsorberId"),
        (DRAWN.replace(b'"TADF1"', b'["TADF1"]'), "adsorber"),
        (DRAWN.replace(b"TADF1", b"tadf 1"), "编号不正确"),
        (DRAWN.replace(b"2022-09-03", b"2022-9-3"), "时间无法识别"),
        (b"\xff", "malformed"),
    ],
)
def test_a_body_that_breaks_the_promise_of_its_name_is_refused(body: bytes, complaint: str) -> None:
    with pytest.raises(UnreadableFactError, match=complaint) as refused:
        CODEC.decode("lot-drawn.v1", body)
    assert "lot-drawn.v1" in str(refused.value)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnreadableFactError, match=r"lot-painted\.v1 is not a published name"):
        CODEC.decode("lot-painted.v1", b"{}")


@dataclass(frozen=True, slots=True)
class LotPainted:
    occurred: Occurred
    colour: str


def test_a_fact_without_a_published_name_is_not_written() -> None:
    with pytest.raises(UnreadableFactError, match="LotPainted has no published name"):
        CODEC.encode(LotPainted(Occurred("2022-09-03"), "red"))


def _first_to_second(fields: Fields) -> Fields:
    return {"occurred": fields["at"], "color": fields["color"]}


def _second_to_third(fields: Fields) -> Fields:
    return {"occurred": fields["occurred"], "colour": fields["color"]}


PAINT_STEPS: Mapping[str, Upcaster] = {
    "lot-painted.v1": ("lot-painted.v2", _first_to_second),
    "lot-painted.v2": ("lot-painted.v3", _second_to_third),
}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("lot-painted.v1", b'{"at":"2022-09-03","color":"red"}'),
        ("lot-painted.v2", b'{"occurred":"2022-09-03","color":"red"}'),
        ("lot-painted.v3", b'{"occurred":"2022-09-03","colour":"red"}'),
    ],
)
def test_a_fact_of_an_older_version_is_led_step_by_step_to_the_newest(
    name: str, body: bytes
) -> None:
    codec = FactCodec({"lot-painted.v3": LotPainted}, PAINT_STEPS)
    assert codec.decode(name, body) == LotPainted(Occurred("2022-09-03"), "red")


def test_an_upcast_fact_is_checked_like_any_other() -> None:
    codec = FactCodec({"lot-painted.v3": LotPainted}, PAINT_STEPS)
    with pytest.raises(UnreadableFactError, match="时间无法识别"):
        codec.decode("lot-painted.v1", b'{"at":"yesterday","color":"red"}')


def test_every_upcaster_leads_to_a_published_name() -> None:
    for older in UPCASTERS:
        name = older
        while name in UPCASTERS:
            name, _ = UPCASTERS[name]
        assert name in PUBLISHED
        assert older not in PUBLISHED
