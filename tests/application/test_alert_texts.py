"""Every text fits one SMS, whatever the firm and the bed are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.alert_texts import (
    MOST,
    SIGNATURE,
    TEXTS,
    Links,
    UnusablePublicUrl,
    number_spelled,
    spelled,
    text_about,
    units,
    why_of,
)
from domain.alert import Matter
from domain.code import Code
from domain.occurred import Occurred
from tests.health_cases import CASES

DAY = Occurred("2026-12-31")
LONGEST_BASE = "https://tan.example-city.cn"[:26]
FIRM = "嘉兴洛东电子材料有限公司"

matters = st.sampled_from(list(TEXTS))
names = st.text(max_size=200)
beds = st.from_regex(r"[A-Z0-9]{4,24}-[0-9]{1,3}", fullmatch=True)
bases = st.sampled_from(["", "http://a.cn", LONGEST_BASE])
numbers = st.integers(1, 2**40)
rules = st.sampled_from([*(case.rule for case in CASES), "fire-risk", "a-rule-to-come"])


@given(matters, names, beds, bases, numbers, st.lists(rules, max_size=3))
def test_every_text_fits_one_message_with_its_signature_and_its_link(
    matter: Matter, firm: str, bed: str, base: str, number: int, rules: list[str]
) -> None:
    link = Links.to(base).of(number)
    day = DAY if matter is Matter.REMINDER else None
    why = why_of(matter, rules) if "{why}" in TEXTS[matter] else ""
    text, parameters = text_about(matter, firm, bed, link, day, why)
    assert units(text) <= MOST
    assert text.startswith(SIGNATURE)
    assert text.count("【") == text.count("】") == 1
    assert text.endswith(link)
    assert "\n" not in text
    assert all(value in text for _, value in parameters)


@given(matters, beds, numbers)
def test_the_end_of_the_beds_number_is_always_told(matter: Matter, bed: str, number: int) -> None:
    link = Links.to(LONGEST_BASE).of(number)
    text, _ = text_about(matter, FIRM * 3, bed, link, DAY)
    assert bed[-3:] in text


def test_a_usual_name_is_told_whole() -> None:
    why = why_of(Matter.YELLOW, ["binding-date"])
    text, _ = text_about(Matter.YELLOW, FIRM, "TADF100001-1", "http://tan.cn/a/2kf", why=why)
    assert text == (
        "【炭管家】嘉兴洛东电子材料有限公司TADF100001-1临近更换期限, 已转黄码, 请及时处理 "
        "http://tan.cn/a/2kf"
    )


def test_every_rule_that_colours_a_code_is_named_in_the_text() -> None:
    # A fire and the scheme's delay have texts of their own.
    apart = {"fire-risk", "scheme-delay"}
    for case in CASES:
        if case.code is not Code.GREEN and case.rule not in apart:
            assert why_of(Matter(case.code.value), [case.rule]) in named(), case.rule


def named() -> set[str]:
    """What the rules are called in a few characters; whatever has no name is called the same."""
    unnamed = why_of(Matter.YELLOW, ["a-rule-to-come"])
    told = {why_of(matter, [case.rule]) for matter in TEXTS for case in CASES}
    return told - {unnamed}


def test_of_a_long_name_goes_first_what_every_firm_is_called() -> None:
    firm = "嘉兴市秀洲区王店镇洛东电子材料（集团）股份有限公司"
    text, _ = text_about(Matter.YELLOW, firm, "TADF100001-1", "https://tan.example.cn/a/2kfzz")
    assert "有限公司" not in text
    assert "（集团）" not in text
    assert "TADF100001-1" in text or "…" in text


@given(st.integers(0, 2**60))
def test_a_code_means_the_number_it_was_made_of(number: int) -> None:
    assert number_spelled(spelled(number)) == number


@pytest.mark.parametrize("code", ["", "A", "TADF100001-1-2-1", "1" * 13, "é"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert number_spelled(code) is None


@pytest.mark.parametrize(
    "url", ["tan.cn", "ftp://tan.cn", "http://tan.cn/x", "https://a-very-long-name.example.cn"]
)
def test_an_address_that_does_not_fit_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(UnusablePublicUrl):
        Links.to(url)


def test_without_an_address_there_is_no_link() -> None:
    assert Links.to("").of(7) == ""
    assert Links.to("http://tan.cn/").of(7) == "http://tan.cn/a/7"
