"""What programs read is the same, however it is printed."""

import pytest

from adapters.cli import printing


@pytest.mark.parametrize(
    "answers", [[], [{"told": "一行\n又一行"}], [{"kg": 1}, {"kg": 2, "lots": ["L1"]}, [], "L2"]]
)
def test_a_list_piece_by_piece_is_the_list(
    answers: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    printing.as_json(answers)
    at_once = capsys.readouterr().out
    printing.as_json_list(iter(answers))
    assert capsys.readouterr().out == at_once
