"""Numbers that check themselves."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import (
    AdsorberId,
    BadCreditCode,
    BadDivisionCode,
    BadIdentifier,
    BadManifestNumber,
    BadWasteLabelCode,
    BatchId,
    ChargeId,
    ContainerId,
    CreditCode,
    LotId,
    ManifestNumber,
    TownCode,
    WasteLabelCode,
)

CREDIT_CODES = ["91130200699229617X", "911302307808371268"]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LABEL = "91130200699229617X" + "90003949" + "20220410" + "001"


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_the_codes_of_real_enterprises_are_credit_codes(code: str) -> None:
    assert CreditCode(code) == code


def test_the_check_character_is_the_one_a_person_computes() -> None:
    # digits x 3^i mod 31: 9x1 + 1x3 + 1x9 + 3x27 + 0x19 + 2x26 + 3x16 + 0x17 + 7x20 + 8x29 + 0x25
    # + 8x13 + 3x8 + 7x24 + 1x10 + 2x30 + 6x28 = 1108 = 35x31 + 23; 31 - 23 = 8
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    digits = [int(digit) for digit in "91130230780837126"]
    total = sum(digit * weight for digit, weight in zip(digits, weights, strict=True))
    assert (total, 31 - total % 31) == (1108, 8)
    assert CreditCode("91130230780837126" + "8")


@given(st.sampled_from(CREDIT_CODES), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(code: str, place: int, character: str) -> None:
    wrong = code[:place] + character + code[place + 1 :]
    if wrong != code:
        with pytest.raises(BadCreditCode):
            CreditCode(wrong)


@given(st.sampled_from(CREDIT_CODES), st.integers(0, 16))
def test_two_exchanged_neighbours_are_found(code: str, place: int) -> None:
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(BadCreditCode):
            CreditCode(wrong)


@pytest.mark.parametrize(
    "code",
    ["", "91130200699229617", "91130200699229617X0", "91130200699229617x", "9113020069922961IX"],
)
def test_what_does_not_look_like_a_credit_code_is_none(code: str) -> None:
    with pytest.raises(BadCreditCode) as refused:
        CreditCode(code)
    assert refused.value.facts == {"code": code}


def test_a_town_knows_its_district() -> None:
    assert TownCode("330411105").district == "330411"


@pytest.mark.parametrize(
    "code", ["330411", "3304111050", "33041110A", "100411105", "830411105", "３３０４１１１０５"]
)
def test_a_town_has_nine_digits_and_a_province(code: str) -> None:
    with pytest.raises(BadDivisionCode):
        TownCode(code)


@pytest.mark.parametrize("number", ["20223304120001", "20001100000000", "20998299999999"])
def test_a_manifest_number_begins_with_year_and_province(number: str) -> None:
    assert ManifestNumber(number) == number


@pytest.mark.parametrize(
    "number",
    [
        "2022330412000",
        "202233041200011",
        "19993304120001",
        "21003304120001",
        "20221004120001",
        "20228304120001",
        "2022330412000A",
        "",
    ],
)
def test_what_does_not_is_no_manifest_number(number: str) -> None:
    with pytest.raises(BadManifestNumber):
        ManifestNumber(number)


def test_a_waste_label_holds_credit_code_waste_code_date_and_serial() -> None:
    assert WasteLabelCode(LABEL) == LABEL
    assert len(LABEL) == 18 + 8 + 8 + 3


@pytest.mark.parametrize(
    "label",
    [
        LABEL[:-1],
        LABEL + "1",
        "91130200699229618X" + LABEL[18:],
        LABEL[:26] + "20220431" + LABEL[34:],
        LABEL[:26] + "00000410" + LABEL[34:],
        LABEL[:18] + "900-0394" + LABEL[26:],
    ],
)
def test_a_waste_label_with_a_part_that_cannot_be_is_refused(label: str) -> None:
    with pytest.raises(BadWasteLabelCode):
        WasteLabelCode(label)


def test_our_own_numbers_are_capitals_and_digits() -> None:
    assert AdsorberId("TADF100001") == "TADF100001"
    assert LotId("ZS-2022_01") == "ZS-2022_01"


@pytest.mark.parametrize("make", [LotId, BatchId, ContainerId])
@pytest.mark.parametrize("text", ["", "A", "-A1", "a1", "A 1", "炭1", "A" * 41])
def test_other_characters_are_refused_in_a_lot_batch_or_container(
    make: Callable[[str], str], text: str
) -> None:
    with pytest.raises(BadIdentifier):
        make(text)


@pytest.mark.parametrize("text", ["", "TA1", "TADF-100001", "tadf100001", "A" * 25])
def test_an_adsorber_number_has_no_dash_which_would_blur_its_charges(text: str) -> None:
    with pytest.raises(BadIdentifier):
        AdsorberId(text)


def test_a_charge_is_the_nth_fill_of_a_bed() -> None:
    assert ChargeId.of("TADF100001", 2, 13) == "TADF100001-2-13"
    assert ChargeId("TADF100001-2-13") == ChargeId.of("TADF100001", 2, 13)


@pytest.mark.parametrize(
    "text",
    [
        "TADF100001",
        "TADF100001-2",
        "TADF100001-2-",
        "TADF100001--3",
        "TADF100001-2-x",
        "T-1-1",
        "TADF100001-2-3-4",
        "TADF100001-²-3",
    ],
)
def test_what_names_no_adsorber_bed_and_fill_is_no_charge(text: str) -> None:
    with pytest.raises(BadIdentifier):
        ChargeId(text)
