"""What a listener remembers: exactly what it has had, in little room, whatever comes again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.rabbit.memory import Known, Memory, StateUnreadable


def test_what_was_there_is_known_and_what_was_not_is_not() -> None:
    known = Known()
    known.add(3, settled=0)
    known.add(1, settled=0)
    assert (known.has(1), known.has(2), known.has(3), known.has(4)) == (True, False, True, False)


def test_what_is_settled_need_not_be_remembered_one_by_one() -> None:
    known = Known()
    for position in range(1, 1001):
        known.add(position, settled=max(0, position - 10))
    assert known.settled == 990
    assert known.beyond == set(range(991, 1001))


@given(st.data())
def test_a_repeated_run_is_known_and_an_event_left_out_is_not_lost(data: st.DataObject) -> None:
    """A relay sends a run, some of which does not get through, and then all of it again."""
    first = data.draw(st.integers(1, 50))
    run = list(range(first, first + data.draw(st.integers(1, 20))))
    through = data.draw(st.lists(st.sampled_from(run), unique=True).map(sorted))
    known, taken = Known(settled=first - 1), list[int]()
    for position in [*through, *run]:
        if not known.has(position):
            taken.append(position)
            known.add(position, settled=first - 1)
    assert sorted(taken) == run


def test_a_file_takes_up_where_it_was_left(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    memory = Memory(file)
    memory.of("urn:uuid:1").add(5, settled=4)
    memory.of("urn:uuid:2").add(9, settled=1)
    memory.keep()
    again = Memory(file)
    assert again.of("urn:uuid:1").has(5)
    assert not again.of("urn:uuid:1").has(9)
    assert again.of("urn:uuid:2") == Known(1, {9})
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"urn": 1}', '{"urn": {"settled": "x"}}'])
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "state.json"
    file.write_text(text)
    with pytest.raises(StateUnreadable):
        Memory(file)
