"""A refusal speaks to the person it refuses: 中文 first, then English."""

import re
from collections import Counter
from inspect import cleandoc

import pytest

from domain.refusal import Refusal
from tests.architecture.source import import_everything

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _all_below(kind: type[Refusal]) -> list[type[Refusal]]:
    return [kind] + [each for below in kind.__subclasses__() for each in _all_below(below)]


import_everything()
REFUSALS = sorted(
    {each for each in _all_below(Refusal) if not each.__module__.startswith("test")},
    key=lambda refusal: refusal.__name__,
)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_a_refusal_says_why_in_two_languages(refusal: type[Refusal]) -> None:
    chinese, english = cleandoc(refusal.__doc__ or "").split("\n\n")
    assert CHINESE.search(chinese)
    assert chinese.endswith(("。", "!", "?"))
    assert not CHINESE.search(english)
    assert english.endswith((".", "!", "?"))


def test_no_two_refusals_share_a_code() -> None:
    codes = Counter(refusal.code for refusal in REFUSALS)
    assert [code for code, count in codes.items() if count > 1] == []
