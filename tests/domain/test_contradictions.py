"""What cannot both be true is found and told with its numbers; what roughly fits is let be."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.charge_course import (
    NOTHING_NOTED,
    Course,
    DeclaredFact,
    ElectricityRead,
    MaterialsUsed,
    ObjectionDecided,
    OperationDeclared,
    OperationRecorded,
    ShutdownDeclared,
    StackTested,
    went_on,
)
from domain.contradiction import Contradiction
from domain.contradictions import contradictions
from domain.occurred import Occurred
from domain.operation import (
    Concentration,
    DeclaredOperation,
    Electricity,
    Materials,
    Operation,
    Shutdown,
    StackTest,
)
from tests.charge_example import worked

FIRST, LAST = Occurred("2026-03-10"), Occurred("2026-03-19")
"""Ten days, on which it worked ten hours a day."""


def days(
    operation: Operation = worked, since: str = FIRST, count: int = 10
) -> list[OperationRecorded]:
    first = date.fromisoformat(since)
    return [
        OperationRecorded(Occurred.on(first + timedelta(days=day)), operation)
        for day in range(count)
    ]


def course(*facts: DeclaredFact | OperationRecorded | ObjectionDecided) -> Course:
    told = NOTHING_NOTED
    for fact in facts:
        told = went_on(told, fact)
    return told


def rules(found: Iterable[Contradiction]) -> list[str]:
    return [each.rule for each in found]


def operation(
    hours: float, since: str = FIRST, until: str = LAST, airflow: float | None = None
) -> OperationDeclared:
    declared = DeclaredOperation(Occurred(until), hours, airflow, None)
    return OperationDeclared(Occurred(since), declared)


def test_declared_hours_are_laid_beside_the_measured_ones() -> None:
    (found,) = contradictions(course(operation(2.0), *days()))
    assert found == Contradiction(
        "declared-hours",
        FIRST,
        LAST,
        "申报每日运行 2 小时, 监测 10 天平均 10.0 小时。",
        "2 hours a day are declared; on 10 measured days it ran 10.0.",
    )


@pytest.mark.parametrize("hours", [8.0, 10.0, 12.0])
def test_hours_that_roughly_fit_are_let_be(hours: float) -> None:
    assert contradictions(course(operation(hours), *days())) == []


def test_days_that_are_disregarded_scarce_or_hardly_covered_are_no_evidence() -> None:
    assert contradictions(course(operation(2.0), *days(count=2))) == []
    thin = replace(worked, coverage_percent=49.0)
    assert contradictions(course(operation(2.0), *days(thin))) == []
    decided = ObjectionDecided(LAST, True, "探头结垢", FIRST, LAST)
    assert contradictions(course(operation(2.0), *days(), decided)) == []


def test_air_that_flows_in_a_shutdown_is_told_with_its_days_and_hours() -> None:
    shut = ShutdownDeclared(Occurred("2026-03-16"), Shutdown(None, "检修"))
    idle = replace(worked, run_h=0.2)
    (found,) = contradictions(course(shut, *days(count=8), *days(idle, "2026-03-18", 2)))
    assert found == Contradiction(
        "shutdown-with-air",
        Occurred("2026-03-16"),
        Occurred("2026-03-17"),
        "申报自 2026-03-16 停产, 其间 2 天有排风共 20.0 小时。",
        "A shutdown from 2026-03-16 on is declared; on 2 of its days air was flowing, "
        "20.0 hours in all.",
    )


def used(kg: float, percent: float = 50.0, name: str = "稀释剂") -> MaterialsUsed:
    return MaterialsUsed(FIRST, Materials(LAST, name, int(kg * 1000), percent))


def test_voc_that_comes_in_is_laid_beside_what_the_materials_hold() -> None:
    # 120 mg/m³ × 80,000 m³ a day × 10 days = 96 kg; 100 kg of a half are 50 kg.
    (found,) = contradictions(course(used(100), *days()))
    assert (found.rule, found.first, found.last) == ("declared-materials", FIRST, LAST)
    assert found.zh == "申报原辅材料含 VOC 50.0 kg, 监测进口 VOC 96.0 kg。"
    # Several materials of a period are added: 60 and 40 kg are 100 kg.
    assert contradictions(course(used(120), used(80, name="油墨"), *days())) == []
    # Of 1,000 kg less than a tenth arrives.
    assert rules(contradictions(course(used(2000), *days()))) == ["declared-materials"]


def test_materials_are_not_judged_by_air_that_was_not_measured_or_by_few_days() -> None:
    assumed = replace(worked, air_measured=False)
    assert contradictions(course(used(100), *days(assumed))) == []
    assert contradictions(course(used(100), *days(count=7))) == []


def test_a_stack_test_is_laid_beside_the_outlet_of_the_days_around_it() -> None:
    test = StackTested(FIRST, StackTest("JC-1", "示例检测", 6.0, None, None))
    high = replace(worked, outlet=Concentration(20.0, 30.0, 3600, 0))
    (found,) = contradictions(course(test, *days(high)))
    assert found.zh == "检测报告 JC-1 出口 6 mg/m³, 前后 3 天监测平均 20.0 mg/m³。"
    like = replace(worked, outlet=Concentration(9.0, 12.0, 3600, 0))
    assert contradictions(course(test, *days(like))) == []
    assert contradictions(course(test, *days(high, "2026-03-14"))) == []
    assert contradictions(course(test, *days())) == []


def read(day: str, kwh: float, meter: str = "风机电表") -> ElectricityRead:
    return ElectricityRead(Occurred(day), Electricity(meter, kwh))


def test_a_meter_that_goes_down_is_told() -> None:
    readings = [
        read("2026-03-10", 500.0),
        read("2026-03-15", 400.0),
        read("2026-03-12", 9.0, "总表"),
    ]
    (found,) = contradictions(course(*readings))
    assert found.zh == "电表 风机电表 读数由 500 降至 400 kWh。"


def test_a_meter_that_implies_other_hours_is_told() -> None:
    readings = [read("2026-03-10", 0.0), read("2026-03-15", 500.0), read("2026-03-20", 1800.0)]
    # Five days of ten hours each: 10 kWh an hour first, then 26.
    (found,) = contradictions(course(operation(10.0), *readings))
    assert (found.rule, found.first) == ("meter-other-hours", Occurred("2026-03-15"))
    assert found.zh == "按申报运行时间, 电表 风机电表 每小时用电由 10.0 变为 26.0 kWh。"
    # Where hours are not declared of all days, the meter says nothing.
    assert contradictions(course(operation(10.0, until="2026-03-18"), *readings)) == []
    # More hours make it fit.
    more = operation(20.0, "2026-03-15", LAST)
    less = operation(10.0, until="2026-03-14")
    assert contradictions(course(less, more, *readings)) == []


def test_declarations_that_overlap_and_differ_are_told() -> None:
    one, other = operation(10.0), operation(4.0, "2026-03-15", "2026-03-25")
    (found,) = contradictions(course(one, other))
    assert (found.rule, found.first, found.last) == (
        "operation-declared-twice",
        Occurred("2026-03-15"),
        LAST,
    )
    assert contradictions(course(one, operation(10.0, "2026-03-15", "2026-03-25"))) == []
    assert contradictions(course(one, operation(4.0, "2026-03-20", "2026-03-25"))) == []


def test_hours_declared_in_a_declared_shutdown_are_told() -> None:
    shut = ShutdownDeclared(Occurred("2026-03-16"), Shutdown(Occurred("2026-03-30"), "检修"))
    (found,) = contradictions(course(operation(8.0), shut))
    assert (found.rule, found.first, found.last) == (
        "operation-in-shutdown",
        Occurred("2026-03-16"),
        LAST,
    )
    assert contradictions(course(operation(0.0), shut)) == []


def test_findings_come_by_day_whatever_the_order_of_the_facts() -> None:
    facts = [
        operation(2.0),
        ShutdownDeclared(Occurred("2026-03-16"), Shutdown(None, "检修")),
        used(100),
        *days(),
    ]
    found = contradictions(course(*facts))
    assert found == contradictions(course(*reversed(facts)))
    assert [each.first for each in found] == sorted(each.first for each in found)
    assert len(found) == 4
