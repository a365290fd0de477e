"""Asking twice changes nothing; asking otherwise under the same id is refused; so is a no."""

from datetime import timedelta

import pytest
from hypothesis import example, given

from application.act import Change, Read
from application.answering import ContradictsRecorded
from domain.adsorber import BedEmpty
from tests.district import opened
from tests.lives import A_WHOLE_LIFE, FIRST_DAY, Life, attempt, live, lives, living
from tests.paper import PaperLog


def everything(log: PaperLog) -> tuple[object, object]:
    """All that a log remembers of what happened."""
    return list(log.written), log.lives()


def nothing(read: Read) -> list[Change]:
    """Want nothing."""
    del read
    return []


@given(lives())
@example(A_WHOLE_LIFE)
def test_a_refused_step_changes_nothing(life: Life) -> None:
    log = opened()
    before = everything(log)
    for _, refusal in living(log, life):
        if refusal is not None:
            assert everything(log) == before
        before = everything(log)


@given(lives())
@example(A_WHOLE_LIFE)
def test_a_repeated_command_changes_nothing_and_gets_its_first_answer(life: Life) -> None:
    log = opened()
    for day, step in enumerate(life):
        now = FIRST_DAY + timedelta(days=day)
        act = step.on(log, now)
        if act is None or attempt(log, step, now) is not None:
            continue
        before = everything(log)
        contents = {"step": repr(step)}
        first = log.perform(act, f"{now:%Y-%m-%d}", contents)
        assert first.repeated
        assert log.perform(nothing, f"{now:%Y-%m-%d}", contents) == first
        assert everything(log) == before


@given(lives())
@example(A_WHOLE_LIFE)
def test_a_contradictory_command_is_refused_and_changes_nothing(life: Life) -> None:
    log = live(life)
    before = everything(log)
    for day, step in enumerate(life):
        command_id = f"{FIRST_DAY + timedelta(days=day):%Y-%m-%d}"
        if not log.knows(command_id):
            continue
        with pytest.raises(ContradictsRecorded) as refused:
            log.perform(nothing, command_id, {"step": "something else"})
        assert refused.value.facts == {
            "field": "step",
            "recorded": repr(step),
            "given": "something else",
        }
    assert everything(log) == before


def test_a_refusal_uses_up_no_command_id() -> None:
    log = opened()
    fill, swap, *_ = A_WHOLE_LIFE
    assert isinstance(attempt(log, swap, FIRST_DAY), BedEmpty)
    assert attempt(log, fill, FIRST_DAY) is None
    assert log.knows(f"{FIRST_DAY:%Y-%m-%d}")
