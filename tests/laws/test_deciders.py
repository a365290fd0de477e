"""Every decider by itself, asked for anything in any order."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorber import ADSORBER, Commissioned
from domain.batch import BATCH, Open
from domain.lot import LOT, InStock
from domain.manifest import MANIFEST, InYard
from domain.record import Decider
from domain.refusal import Refusal
from tests import anything
from tests.paper import DECIDERS


def asked(decider: Decider[Any, Any, Any], commands: list[Any]) -> tuple[list[Any], Any]:
    """Ask for one thing after the other; give all that happened, and the state lived to."""
    happened: list[Any] = []
    state = decider.initial
    for command in commands:
        try:
            facts = decider.decide(command, state)
        except Refusal:
            continue
        happened.extend(facts)
        state = decider.live_on(state, facts)
    return happened, state


@pytest.mark.parametrize("kind", DECIDERS)
@given(data=st.data())
def test_any_fact_can_happen_at_any_stage_of_a_life(kind: str, data: st.DataObject) -> None:
    decider = DECIDERS[kind]
    state = decider.initial
    for fact in data.draw(anything.facts(kind)):
        state = decider.evolve(state, fact)


@pytest.mark.parametrize("kind", DECIDERS)
@given(data=st.data())
def test_any_command_is_answered_with_facts_or_a_refusal(kind: str, data: st.DataObject) -> None:
    decider = DECIDERS[kind]
    happened, state = asked(decider, data.draw(anything.commands(kind)))
    assert decider.replay(happened) == state


@given(anything.commands("lot"))
def test_a_lot_never_holds_less_than_nothing(commands: list[Any]) -> None:
    _, state = asked(LOT, commands)
    if isinstance(state, InStock):
        assert 0 <= state.left_g <= state.received_g
        assert state.drawn_g == sum(mass_g for _, mass_g in state.draws)


@given(anything.commands("manifest"))
def test_a_yard_never_holds_less_than_nothing(commands: list[Any]) -> None:
    _, state = asked(MANIFEST, commands)
    if isinstance(state, InYard):
        assert 0 <= state.yard_g <= state.accepted_g


@given(anything.commands("batch"))
def test_a_kiln_never_holds_less_than_nothing(commands: list[Any]) -> None:
    _, state = asked(BATCH, commands)
    if isinstance(state, Open):
        assert 0 <= state.inside_g <= state.charged_g


@given(anything.commands("adsorber"))
def test_the_records_of_an_adsorber_are_told_apart_by_their_time(commands: list[Any]) -> None:
    _, state = asked(ADSORBER, commands)
    if isinstance(state, Commissioned):
        keys = [change.key for change in state.changes]
        assert len(keys) == len(set(keys))


@given(anything.commands("adsorber"))
def test_the_records_of_a_bed_stay_in_order_and_alternate(commands: list[Any]) -> None:
    _, state = asked(ADSORBER, commands)
    if not isinstance(state, Commissioned):
        return
    for bed in state.beds:
        parts = [
            (change.happened, part)
            for change in state.changes
            for part in change.beds
            if part.bed == bed.number
        ]
        for (before, earlier), (after, later) in pairwise(parts):
            assert before < after
            assert earlier.started == later.ended
        assert bed.fills == sum(part.started is not None for _, part in parts)


@given(anything.commands("adsorber"))
def test_the_beds_of_a_record_share_its_masses_to_the_gram(commands: list[Any]) -> None:
    _, state = asked(ADSORBER, commands)
    if isinstance(state, Commissioned):
        for change in state.changes:
            assert change.removed_g == sum(part.removed_g for part in change.beds)
            assert change.filled_g == sum(part.filled_g for part in change.beds)
