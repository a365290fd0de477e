"""Whatever happens to a charge: an assessment can be computed again, and asking twice adds nothing.

Few lives are tried, since each is lived in real books and its beds are driven some thousand times.
"""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.cli.charge_drawing import Curve, Point, drawn
from application.assess import assess
from application.explaining import case_relied_on, computed_again
from application.office import Office
from domain.adsorber import ADSORBER, Commissioned
from domain.beds import RunningBed
from domain.charge_declaring import Declare
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.operation import Materials, Shutdown
from tests.assessed import FILLED, MovableClock, assessments, day_of, filled_office, note, take
from tests.small_ledger import ADSORBER as PLANT
from tests.small_ledger import swap

STEPS = st.lists(
    st.sampled_from(["measure", "exceed", "declare", "stop", "wait", "swap", "assess"]),
    min_size=4,
    max_size=10,
)


def _running(office: Office) -> list[ChargeId]:
    state = office.log.read(ADSORBER, PLANT).state
    assert isinstance(state, Commissioned)
    return [bed.charge for bed in state.beds if isinstance(bed, RunningBed)]


def _live(office: Office, clock: MovableClock, step: str) -> None:
    today = clock.stands_at.date()
    charge = _running(office)[0]
    match step:
        case "measure" | "exceed":
            outlet = 1.0 if step == "measure" else 70.0
            note(office, charge, day_of(today, 60.0, outlet))
            clock.stands_at += timedelta(days=1)
        case "declare":
            note(office, charge, Declare(Occurred.on(today), _paint(today.isoformat())))
        case "stop":
            note(office, charge, Declare(Occurred.on(today), Shutdown(None, "停产")))
        case "swap":
            take(office, swap(f"{today} {clock.stands_at:%H:%M}", 2300, 2000))
            clock.stands_at += timedelta(days=1)
        case "assess":
            assess(office)
        case _:
            clock.stands_at += timedelta(days=5)


def _paint(day: str) -> Materials:
    return Materials(Occurred(day), "油漆", 200_000, 40.0)


@settings(max_examples=6)
@given(STEPS)
def test_every_assessment_computed_again_gives_the_same_bits(steps: Sequence[str]) -> None:
    clock = MovableClock()
    with (
        TemporaryDirectory() as folder,
        filled_office(f"sqlite:///{Path(folder) / 'books.sqlite'}", clock) as office,
    ):
        for step in steps:
            _live(office, clock, step)
        assess(office)
        head = office.log.head()
        assess(office, all_of_them=True)
        assert office.log.head() == head
        _hold(office)


def _hold(office: Office) -> None:
    for entry in office.charges.charges(office.viewpoint()):
        charge = ChargeId(entry.charge)
        for said in assessments(office, charge):
            case = case_relied_on(office.log, charge, said.fact)
            assert computed_again(case, said.fact) is True


_PERCENT = st.floats(0, 400)


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.tuples(_PERCENT, _PERCENT, _PERCENT).map(sorted)),
        min_size=1,
        max_size=20,
        unique_by=lambda point: point[0],
    ),
    st.lists(st.integers(-50, 500), max_size=2),
    st.integers(20, 200),
)
def test_a_curve_is_drawn_in_as_many_columns_as_there_are(
    points: list[tuple[int, list[float]]], marks: list[int], columns: int
) -> None:
    told = [Point(FILLED + timedelta(days=day), *levels) for day, levels in sorted(points)]
    curve = Curve(FILLED, told, [FILLED + timedelta(days=day) for day in marks])
    *lines, axis = drawn(curve, columns)
    assert {len(line) for line in lines} == {max(columns - 1, 16)}
    assert any(ord(letter) > 0x2800 for line in lines for letter in line)
    assert axis.strip().startswith("2022-02-01")
