"""`tanguanjia assess`, `charge show` and `charge explain` at the terminal."""

import re
from unicodedata import east_asian_width

import pytest

from tests.assessed import FILLED, NEXT_ONE, ONE, TWO, MovableClock, filled_office, measure
from tests.terminal import Terminal


@pytest.fixture
def books(bare: Terminal) -> None:
    """A small firm whose clock stood still in February; the terminal's own is later."""
    url = f"sqlite:///{bare.folder / 'carbon.sqlite'}"
    with filled_office(url, MovableClock()) as office:
        measure(office, ONE, FILLED, 19)


pytestmark = pytest.mark.usefixtures("books")

BRAILLE = re.compile("[\u2800-\u28ff]")
AT = ("--at", "2022-02-20T09:00:00+08:00")


def test_assessing_says_what_changed_and_the_second_time_nothing(bare: Terminal) -> None:
    told = bare("assess", *AT, "--json").json
    assert (told["looked_at"], told["assessed"], told["without_estimate"]) == (2, 2, [])
    assert sum(told["codes"].values()) == 2
    assert {each["charge"] for each in told["changed"]} == {ONE, TWO}
    again = bare("assess", *AT, "--json").json
    assert (again["looked_at"], again["assessed"], again["changed"]) == (2, 0, [])


def test_nobody_assesses_days_to_come(bare: Terminal) -> None:
    refused = bare("assess", "--at", "2999-01-01")
    assert refused.code == 1
    assert "occurred-in-the-future" in refused.err


def test_an_assessment_is_explained_and_computed_again(bare: Terminal) -> None:
    bare("assess", *AT)
    told = bare("charge", "explain", ONE, "--json").json
    assert told["same_bits"] is True
    assert told["assessment"]["day"] == "2022-02-20"
    assert len(told["told"]) == len(told["told_en"])
    by_day = bare("charge", "explain", ONE, "--day", "2022-02-20", "--json").json
    by_version = bare("charge", "explain", ONE, "--version", told["version"], "--json").json
    assert told == by_day == by_version
    said = bare("charge", "explain", ONE)
    assert "仪器测得 19 天" in said.out
    assert "逐位相同" in said.out


@pytest.mark.parametrize(
    "arguments",
    [("explain", NEXT_ONE), ("explain", ONE, "--day", "2022-02-21"), ("show", NEXT_ONE)],
)
def test_what_is_not_there_is_said_to_be_missing(
    bare: Terminal, arguments: tuple[str, ...]
) -> None:
    bare("assess", *AT)
    assert bare("charge", *arguments).code == 1


def test_a_charge_is_drawn_in_letters_of_one_column(bare: Terminal) -> None:
    bare("assess", *AT)
    said = bare("charge", "show", ONE)
    drawing = [
        line for line in said.out.splitlines() if any("\u2800" <= c <= "\u28ff" for c in line)
    ]
    assert len(drawing) == 12
    assert {len(line) for line in drawing} == {99}
    assert {east_asian_width(letter) for line in drawing for letter in line} <= {"N", "Na"}


@pytest.mark.parametrize("form", [".svg", ".png"])
def test_a_charge_is_drawn_into_a_file(bare: Terminal, form: str) -> None:
    bare("assess", *AT)
    file, again = (bare.folder / f"{name}{form}" for name in ("one", "two"))
    assert bare("charge", "show", ONE, "--plot", file).code == 0
    assert bare("charge", "show", ONE, "--plot", again).code == 0
    drawn = file.read_bytes()
    assert drawn == again.read_bytes()
    if form == ".svg":
        assert "饱和度".encode() in drawn
    else:
        assert drawn.startswith(b"\x89PNG")


def test_a_file_of_another_kind_is_refused_before_anything_is_drawn(bare: Terminal) -> None:
    refused = bare("charge", "show", ONE, "--plot", bare.folder / "one.bmp")
    assert "unknown-plot-format" in refused.err
    assert not (bare.folder / "one.bmp").exists()


def test_a_charge_without_an_assessment_is_shown_as_it_is(bare: Terminal) -> None:
    said = bare("charge", "show", ONE)
    assert said.code == 0
    assert "还没有可画的评估" in said.out
    told = bare("charge", "show", ONE, "--json").json
    assert (told["fresh_kg"], told["assessments"], told["codes"]) == (1000, [], [])
