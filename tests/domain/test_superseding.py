"""What a correction takes the place of."""

from dataclasses import replace

from domain.adsorber import CarbonFilled, SwapCorrected
from domain.charge import ChargeCorrected, ChargeEnded, ChargeStarted
from domain.charge_course import (
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    OperationRecorded,
    ShutdownDeclared,
    StackTested,
)
from domain.container import ContainerConsigned, ContainerCorrected, ContainerFilled
from domain.identifiers import AdsorberId, CreditCode, LotId, ManifestNumber
from domain.lot import LotCorrected, LotDrawn
from domain.occurred import Occurred
from domain.operation import DeclaredOperation, Electricity, Materials, Shutdown, StackTest
from domain.record import Fact
from domain.superseding import superseded
from tests.charge_example import ELEVENTH, TENTH, TWELFTH, worked

JANUARY, MARCH, MAY = Occurred("2022-01-10"), Occurred("2022-03-10"), Occurred("2022-05-10")
FIRM, PLANT, LOT = CreditCode("91330411MAW7DF1000"), AdsorberId("TADF100001"), LotId("XT220101001")
OTHER = AdsorberId("TADF100002")
STARTED = ChargeStarted(JANUARY, FIRM, PLANT, 1, LOT, 500_000, 500_000)
ENDED = ChargeEnded(MARCH, 600_000, 500_000)
RIGHT = ChargeCorrected(MAY, "称错", JANUARY, LOT, 500_000, MARCH, 550_000)
RUNNING = ChargeCorrected(MAY, "称错", JANUARY, LOT, 510_000, None, None)


def of(correction: Fact, *earlier: Fact) -> tuple[int, ...]:
    """The numbers, from 1, of the earlier facts that are superseded."""
    return superseded(correction, list(enumerate(earlier, 1)))


def test_a_fact_that_corrects_nothing_supersedes_nothing() -> None:
    assert of(ENDED, STARTED) == ()


def test_a_corrected_charge_supersedes_its_start_and_its_end() -> None:
    assert of(RIGHT, STARTED, ENDED) == (1, 2)


def test_a_second_correction_supersedes_the_first_and_what_came_after_it() -> None:
    assert of(RIGHT, STARTED, ENDED, RIGHT) == (3,)
    assert of(RIGHT, STARTED, RUNNING, ENDED) == (2, 3)


def test_a_corrected_container_supersedes_filling_and_consigning() -> None:
    filled = ContainerFilled(MARCH, FIRM, (), 600_000, None)
    consigned = ContainerConsigned(MAY, ManifestNumber("20223304000123"), 600_000)
    right = ContainerCorrected(MAY, MARCH, 550_000, MAY, "称错")
    assert of(right, filled, consigned) == (1, 2)


def test_a_corrected_change_is_found_by_when_it_was_first_said_to_happen() -> None:
    january = CarbonFilled(JANUARY, (), 900_000, LOT, None, ())
    march = CarbonFilled(MARCH, (), 900_000, LOT, None, ())
    right = SwapCorrected(MAY, JANUARY, MARCH, (), 0, 800_000, LOT, "看错一位")
    assert of(right, january, march) == (1,)
    assert of(right, january, march, right) == (3,)


def test_a_corrected_draw_is_found_by_its_adsorber_and_key() -> None:
    drawn = LotDrawn(JANUARY, PLANT, JANUARY, 900_000)
    others = LotDrawn(JANUARY, OTHER, JANUARY, 900_000)
    right = LotCorrected(MAY, PLANT, JANUARY, JANUARY, 800_000, "看错一位")
    assert of(right, drawn, others) == (1,)
    assert of(right, drawn, right, others) == (2,)


def test_another_result_of_a_day_supersedes_the_last_of_that_day() -> None:
    tenth, eleventh = (OperationRecorded(day, worked) for day in (TENTH, ELEVENTH))
    again = OperationRecorded(TENTH, replace(worked, run_h=1.0))
    assert of(again, eleventh) == ()
    assert of(again, tenth, eleventh) == (1,)
    assert of(again, tenth, tenth, eleventh) == (2,)


def test_another_declaration_supersedes_the_last_of_its_day_and_thing() -> None:
    evening = Occurred("2026-03-10T20:00:00+08:00")
    thinner, ink = (
        MaterialsUsed(TENTH, Materials(TWELFTH, name, 1_000, 90.0)) for name in ("稀释剂", "油墨")
    )
    again = MaterialsUsed(evening, Materials(TWELFTH, "稀释剂", 2_000, 90.0))
    assert of(again, ink) == ()
    assert of(again, thinner, ink) == (1,)
    for fact in (
        OperationDeclared(TENTH, DeclaredOperation(TWELFTH, 8.0, None, None)),
        ElectricityRead(TENTH, Electricity("电表", 1.0)),
        StackTested(TENTH, StackTest("JC-1", "示例检测", 6.0, None, None)),
        ShutdownDeclared(TENTH, Shutdown(None, "检修")),
    ):
        assert of(fact, thinner, fact) == (2,)
        assert of(fact, thinner) == ()
