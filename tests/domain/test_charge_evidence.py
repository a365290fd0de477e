"""What a charge's facts say of its days, source by source."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorber import ADSORBER, Commissioned
from domain.charge import CHARGE, ChargeEnded, ChargeStarted, Ended, Running
from domain.charge_course import (
    ElectricityRead,
    MaterialsUsed,
    ObjectionDecided,
    OperationDeclared,
    OperationRecorded,
    ShutdownDeclared,
    StackTested,
)
from domain.charge_evidence import ChargeEvidence, DaySource, evidence_of
from domain.exhaust import Exhaust
from domain.identifiers import AdsorberId, ChargeId, CreditCode, LotId
from domain.occurred import Occurred
from domain.operation import (
    DeclaredOperation,
    Electricity,
    Flaw,
    Materials,
    Shutdown,
    StackTest,
)
from tests.adsorber_example import commissioned
from tests.assessed import worked

FIRST = date(2022, 2, 1)
NAMED = ChargeId("TADF100001-1-1")
STARTED = ChargeStarted(
    Occurred("2022-02-01T09:00:00+08:00"),
    CreditCode("91330411MAW7DF1000"),
    AdsorberId("TADF100001"),
    1,
    LotId("XT220101001"),
    1_000_000,
    1_000_000,
)
EXHAUST = Exhaust(("甲苯",), 20_000.0, 30.0, 8.0)
"""Of two beds that are alike, each has 10 000 m³/h."""


def plant(exhaust: Exhaust = EXHAUST) -> Commissioned:
    state = ADSORBER.replay([replace(commissioned, required_fill_g_per_bed=(1_000, 1_000))])
    assert isinstance(state, Commissioned)
    return replace(state, exhaust=exhaust)


def on(number: int) -> Occurred:
    return Occurred.on(FIRST + timedelta(days=number))


def known(
    *facts: object, days: int = 10, exhaust: Exhaust = EXHAUST, iodine: int | None = 850
) -> ChargeEvidence:
    found = found_or_none(*facts, days=days, exhaust=exhaust, iodine=iodine)
    assert found is not None
    return found


def found_or_none(
    *facts: object, days: int = 10, exhaust: Exhaust = EXHAUST, iodine: int | None = 850
) -> ChargeEvidence | None:
    state = CHARGE.replay([STARTED, *facts])  # pyright: ignore[reportArgumentType] - facts of charges
    assert isinstance(state, Running | Ended)
    return evidence_of(NAMED, state, plant(exhaust), iodine, FIRST + timedelta(days=days))


def measured(first: int, until: int, **told: object) -> list[OperationRecorded]:
    operation = replace(worked(), **told)  # pyright: ignore[reportArgumentType] - fields of operations
    return [OperationRecorded(on(number), operation) for number in range(first, until)]


def test_an_adsorber_without_instruments_is_known_by_what_was_declared_at_commissioning() -> None:
    evidence = known()
    days, fill = evidence.charge.days, evidence.charge.fill
    assert evidence.sources == (DaySource.COMMISSIONED,) * 10
    assert days.air_m3.tolist() == [80_000.0] * 10  # half of 20 000 m³/h, for 8 h
    assert np.isnan(days.inlet_mg_per_m3).all()
    assert (fill.carbon_kg, fill.iodine_mg_per_g, fill.solvents) == (1_000.0, 850.0, ("甲苯",))
    assert (fill.declared_mg_per_m3, fill.declared_air_m3_per_day) == (30.0, 80_000.0)


def test_a_measured_day_counts_before_everything_else() -> None:
    declared = OperationDeclared(on(0), DeclaredOperation(on(9), 4.0, 5_000.0, 50.0))
    evidence = known(*measured(2, 4), declared)
    assert evidence.sources.count(DaySource.MEASURED) == 2
    assert evidence.sources.count(DaySource.DECLARED) == 8
    assert evidence.charge.days.air_m3.tolist() == [
        20_000.0,
        20_000.0,
        76_000.0,
        76_000.0,
        *[20_000.0] * 6,
    ]
    read = ~np.isnan(evidence.charge.days.inlet_mg_per_m3)
    assert read.tolist() == [False, False, True, True, *[False] * 6]
    assert evidence.charge.fill.declared_mg_per_m3 == 50.0


def test_a_gap_is_like_the_days_that_were_measured_where_those_are_enough() -> None:
    assert known(*measured(0, 6)).sources[6:] == (DaySource.COMMISSIONED,) * 4
    enough = known(*measured(0, 7))
    assert enough.sources[7:] == (DaySource.LIKE_MEASURED,) * 3
    assert enough.charge.days.air_m3.tolist() == [76_000.0] * 10


def test_a_day_of_which_no_reading_came_was_not_measured() -> None:
    silent = known(*measured(0, 7), *measured(3, 4, coverage_percent=0.0))
    assert silent.sources[3] is DaySource.COMMISSIONED


def test_concentrations_of_a_frozen_or_replayed_day_are_left_out_and_its_hours_are_not() -> None:
    evidence = known(*measured(0, 1, flaws=(Flaw.FROZEN,)), *measured(1, 2, flaws=(Flaw.SILENT,)))
    days = evidence.charge.days
    assert np.isnan(days.inlet_mg_per_m3).tolist()[:2] == [True, False]
    assert days.run_h.tolist()[:2] == [10.0, 10.0]
    assert evidence.flawed_days == 1


def test_disregarded_days_do_not_count_as_measured() -> None:
    decided = ObjectionDecided(
        on(9), upheld=True, reason="", disregarded_from=on(2), disregarded_until=on(3)
    )
    evidence = known(*measured(0, 6), decided)
    assert evidence.sources.count(DaySource.MEASURED) == 4
    assert evidence.disregarded_days == 2


def test_nothing_goes_through_a_bed_that_is_shut_down() -> None:
    shut = ShutdownDeclared(on(4), Shutdown(on(6), "检修"))
    days = known(shut).charge.days
    assert days.run_h.tolist() == [8.0] * 4 + [0.0] * 3 + [8.0] * 3
    assert days.air_m3[4:7].tolist() == [0.0] * 3
    open_end = known(ShutdownDeclared(on(8), Shutdown(None, "停产")))
    assert open_end.charge.days.run_h.tolist()[7:] == [8.0, 0.0, 0.0]


def test_voc_in_the_materials_is_spread_over_the_air_of_their_days() -> None:
    # 100 kg with 40 % VOC are 40 000 000 mg; five days have 400 000 m³: 100 mg/m³
    used = MaterialsUsed(on(0), Materials(on(4), "油漆", 100_000, 40.0))
    assert known(used, days=5).charge.fill.declared_mg_per_m3 == pytest.approx(100.0)


def test_a_stack_test_says_what_no_instrument_did() -> None:
    tested = StackTested(on(3), StackTest("JC1", "某检测", 4.0, 25.0, None))
    evidence = known(tested)
    assert evidence.charge.days.outlet_mg_per_m3[3] == 4.0
    assert np.isnan(evidence.charge.days.outlet_mg_per_m3).sum() == 9
    assert evidence.charge.fill.declared_mg_per_m3 == 25.0
    assert evidence.stack_tests == 1
    both = known(*measured(3, 4), tested)
    assert both.charge.days.outlet_mg_per_m3[3] == 1.0


def test_a_meter_shares_declared_hours_out() -> None:
    # 100 kWh in the first five days and 300 kWh in the next: half and one and a half times
    readings = [
        ElectricityRead(on(n), Electricity("1", kwh)) for n, kwh in ((0, 0), (5, 100), (10, 400))
    ]
    days = known(*readings).charge.days
    assert days.run_h.tolist() == [4.0] * 5 + [12.0] * 5


def test_a_charge_is_unknown_where_neither_air_nor_voc_was_told() -> None:
    assert found_or_none(exhaust=Exhaust(("甲苯",), None, 30.0, 8.0)) is None
    assert found_or_none(exhaust=Exhaust(("甲苯",), 20_000.0, None, 8.0)) is None
    assert found_or_none(*measured(0, 3), exhaust=Exhaust()) is not None


def test_a_charge_of_this_morning_has_no_days_and_is_known_by_its_declaration() -> None:
    evidence = known(days=0)
    assert len(evidence.charge.days) == 0
    assert evidence.charge.fill.declared_air_m3_per_day == 80_000.0


def test_what_came_out_of_an_ended_charge_is_known_unless_it_cannot_be() -> None:
    ended = ChargeEnded(Occurred("2022-02-08T10:00:00+08:00"), 1_150_000, 1_000_000)
    evidence = known(ended)
    assert len(evidence.charge.days) == 7
    assert evidence.charge.removal is not None
    assert evidence.charge.removal.removed_kg == 1_150.0
    absurd = known(replace(ended, removed_g=9_000_000))
    assert absurd.charge.removal is not None
    assert absurd.charge.removal.removed_kg is None
    assert known(ended, days=5).charge.removal is None


@given(st.sets(st.integers(0, 19)), st.integers(0, 20))
def test_every_day_up_to_the_morning_has_one_source_and_is_whole(
    days: set[int], until: int
) -> None:
    facts = [fact for day in sorted(days) for fact in measured(day, day + 1)]
    evidence = known(*facts, days=until)
    assert len(evidence.sources) == len(evidence.charge.days) == until
    assert evidence.sources.count(DaySource.MEASURED) == len({day for day in days if day < until})
    assert not np.isnan(evidence.charge.days.run_h).any()
    assert not np.isnan(evidence.charge.days.air_m3).any()


@given(st.permutations(range(5)))
def test_the_order_in_which_days_were_recorded_does_not_matter(order: list[int]) -> None:
    said = [OperationRecorded(on(n), worked(30.0 + n)) for n in range(5)]
    there = known(*(said[n] for n in order)).charge.days
    as_recorded = known(*said).charge.days
    np.testing.assert_array_equal(there.inlet_mg_per_m3, as_recorded.inlet_mg_per_m3)
