"""What an enterprise declares is taken as it says it, and the later word of a day holds."""

from dataclasses import replace

import pytest

from domain.charge import ChargeNotRunning, OutsideTheCharge, Running
from domain.charge_course import (
    DeclaredFact,
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    ShutdownDeclared,
    StackTested,
    key_of,
)
from domain.charge_declaring import (
    Declare,
    Declared,
    ImplausibleDeclaration,
    PeriodEndsBeforeItStarts,
)
from domain.occurred import Occurred
from domain.operation import DeclaredOperation, Electricity, Materials, Shutdown, StackTest
from domain.quantities import NoMass
from tests.charge_example import APRIL, ELEVENTH, MARCH, TENTH, TWELFTH, charge, over, running

operation = DeclaredOperation(TWELFTH, 8.0, 9_000.0, 80.0)
materials = Materials(TWELFTH, "稀释剂", 50_000, 95.0)
electricity = Electricity("风机电表", 12_345.5)
stack_test = StackTest("JC-1", "示例检测", 6.0, 90.0, 9_000.0)
shutdown = Shutdown(TWELFTH, "检修")

AS_FACTS: list[tuple[Declared, DeclaredFact]] = [
    (operation, OperationDeclared(TENTH, operation)),
    (materials, MaterialsUsed(TENTH, materials)),
    (electricity, ElectricityRead(TENTH, electricity)),
    (stack_test, StackTested(TENTH, stack_test)),
    (shutdown, ShutdownDeclared(TENTH, shutdown)),
]
each_kind = pytest.mark.parametrize(
    ("said", "fact"), AS_FACTS, ids=[type(fact).__name__ for _, fact in AS_FACTS]
)


@each_kind
def test_what_is_declared_is_kept_once(said: Declared, fact: DeclaredFact) -> None:
    running.when(Declare(TENTH, said)).then(fact)
    running.given(fact).when(Declare(TENTH, said)).then_nothing()


@each_kind
def test_it_is_declared_of_days_of_the_charge(said: Declared, fact: DeclaredFact) -> None:
    before, after = Occurred("2026-03-01"), Occurred("2026-04-02")
    running.when(Declare(before, said)).then_refused(
        OutsideTheCharge, day=before, started=MARCH, ended=""
    )
    over.when(Declare(after, said)).then_refused(
        OutsideTheCharge, day=after, started=MARCH, ended=APRIL
    )
    over.when(Declare(TENTH, said)).then(fact)
    charge.when(Declare(TENTH, said)).then_refused(ChargeNotRunning)


def test_the_later_word_of_a_day_holds_whatever_the_hour() -> None:
    evening = Occurred("2026-03-10T20:00:00+08:00")
    longer = replace(operation, run_h_per_day=12.0)
    state = running.given(
        OperationDeclared(TENTH, operation), OperationDeclared(evening, longer)
    ).state
    assert isinstance(state, Running)
    assert list(state.course.declared.values()) == [OperationDeclared(evening, longer)]


def test_other_materials_meters_and_reports_stand_beside_each_other() -> None:
    others = [
        MaterialsUsed(TENTH, replace(materials, material="油墨")),
        ElectricityRead(TENTH, replace(electricity, meter="总表")),
        StackTested(TENTH, replace(stack_test, report="JC-2")),
        OperationDeclared(ELEVENTH, operation),
        ShutdownDeclared(ELEVENTH, shutdown),
    ]
    assert len({key_of(fact) for fact in [*others, *(fact for _, fact in AS_FACTS)]}) == 10


@pytest.mark.parametrize(
    "said",
    [
        replace(operation, until=Occurred("2026-03-09")),
        replace(materials, until=Occurred("2026-03-09")),
        replace(shutdown, until=Occurred("2026-03-09")),
    ],
)
def test_a_period_does_not_end_before_it_starts(said: Declared) -> None:
    running.when(Declare(TENTH, said)).then_refused(
        PeriodEndsBeforeItStarts, first=TENTH, last=Occurred("2026-03-09")
    )


def test_a_shutdown_may_last_until_further_notice() -> None:
    open_end = Shutdown(None, "停产")
    running.when(Declare(TENTH, open_end)).then(ShutdownDeclared(TENTH, open_end))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (replace(operation, run_h_per_day=24.5), {"run_h_per_day": 24.5}),
        (replace(operation, run_h_per_day=-1.0), {"run_h_per_day": -1.0}),
        (replace(operation, airflow_m3_per_h=-1.0), {"airflow_m3_per_h": -1.0}),
        (replace(operation, inlet_mg_per_m3=-1.0), {"inlet_mg_per_m3": -1.0}),
        (replace(materials, voc_percent=101.0), {"voc_percent": 101.0}),
        (replace(electricity, reading_kwh=-1.0), {"reading_kwh": -1.0}),
        (replace(stack_test, outlet_mg_per_m3=-1.0), {"outlet_mg_per_m3": -1.0}),
        (replace(stack_test, inlet_mg_per_m3=-1.0), {"inlet_mg_per_m3": -1.0}),
        (replace(stack_test, airflow_m3_per_h=-1.0), {"airflow_m3_per_h": -1.0}),
    ],
)
def test_what_cannot_be_is_not_declared(said: Declared, shown: dict[str, float]) -> None:
    running.when(Declare(TENTH, said)).then_refused(ImplausibleDeclaration, **shown)


def test_some_material_is_used() -> None:
    running.when(Declare(TENTH, replace(materials, used_g=0))).then_refused(NoMass, mass_kg=0)
