"""A refusal is a sentence in two languages, a code for programs, and the facts behind it."""

from domain.refusal import Refusal


class KettleTooHot(Refusal):
    """水太烫,
    请稍候。

    The kettle is too hot;
    please wait.
    """


def test_a_refusal_speaks_chinese_first_and_english_second() -> None:
    refusal = KettleTooHot(degrees_c=99)
    assert refusal.zh == "水太烫, 请稍候。"
    assert refusal.en == "The kettle is too hot; please wait."


def test_a_refusal_has_a_code_made_of_its_name() -> None:
    assert KettleTooHot.code == "kettle-too-hot"


def test_a_refusal_keeps_the_facts_that_made_the_answer_a_no() -> None:
    assert KettleTooHot(degrees_c=99).facts == {"degrees_c": 99}
    assert KettleTooHot().facts == {}


def test_a_refusal_in_a_log_shows_both_sentences_and_the_facts() -> None:
    both = "水太烫, 请稍候。 The kettle is too hot; please wait."
    assert str(KettleTooHot()) == both
    assert str(KettleTooHot(degrees_c=99, held_by="Li")) == f"{both} (degrees_c=99, held_by=Li)"
