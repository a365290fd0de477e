"""How fast the air passes a bed, as every `HealthView` tells it, on each engine."""

import pytest

from application.act import Act, only
from application.ports.health_view import HealthView
from domain.adsorber import ADSORBER as PLANT
from domain.bed_measuring import MeasureBed
from domain.charge import CHARGE
from domain.charge_noting import RecordOperation
from domain.code import Code
from domain.health import Assessment
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.operation import Operation
from tests.judged_bed import BED, bed, desk, do, health
from tests.small_ledger import ADSORBER, FIRM
from tests.view_desk import ViewDesk, at

__all__ = ["desk", "health"]

DESIGN_M_PER_S = 15_200 / 2 / 3600 / 3
"""Half of the adsorber's design air, through 3 m²."""


def measured(occurred: str, area_m2: float, number: int = 1) -> Act:
    """A bed of the adsorber that was commissioned, filled and swapped."""
    return only(PLANT, ADSORBER, MeasureBed(Occurred(occurred), number, area_m2, "竣工图"))


def blamed(found: Assessment) -> bool:
    """Whether the air is too fast."""
    return "face-velocity" in [reason.rule for reason in found.reasons]


def test_a_bed_too_narrow_for_its_air_is_yellow_from_its_measurement_on(
    desk: ViewDesk, health: HealthView
) -> None:
    do(desk, measured("2022-09-10", 3.0))
    before, after = bed(health, "2022-09-09"), bed(health, "2022-09-10")
    assert (before.code, before.flow_area_m2, blamed(before)) == (Code.GREEN, None, False)
    assert (after.code, after.flow_area_m2, blamed(after)) == (Code.YELLOW, 3.0, True)
    assert after.face_velocity_m_per_s == pytest.approx(DESIGN_M_PER_S)
    assert "气流速度 0.704 m/s 超过 0.6 m/s(设计风量, 过风面积 3 m²)" in after.zh
    (firm,) = health.board(at("2022-09-10"))
    assert (firm.enterprise, firm.code) == (FIRM, Code.YELLOW)
    assert health.counts(at("2022-09-09")) == {Code.GREEN: 1}


def test_nothing_is_said_of_a_bed_that_nobody_measured(desk: ViewDesk, health: HealthView) -> None:
    do(desk, measured("2022-09-10", 3.0, 2))
    found = health.adsorber(ADSORBER, at("2022-09-10"))
    assert found is not None
    first, second = (each.assessment for each in found.beds)
    assert first is not None
    assert (first.face_velocity_m_per_s, blamed(first)) == (None, False)
    assert second is not None
    assert blamed(second)


def test_what_was_not_known_yet_says_nothing_of_days_before(
    desk: ViewDesk, health: HealthView
) -> None:
    do(desk, measured("2022-09-10", 3.0))
    assert bed(health, "2022-09-10", "2022-11-30T18:00:00+08:00").flow_area_m2 == 3.0
    assert health.adsorber(ADSORBER, at("2022-09-10", "2022-11-29")) is None


def test_a_later_measurement_supersedes_the_former_whenever_it_is_recorded(
    desk: ViewDesk, health: HealthView
) -> None:
    do(desk, measured("2022-10-20", 7.5), measured("2022-09-10", 3.0))
    assert [bed(health, day).flow_area_m2 for day in ("2022-10-19", "2022-10-20")] == [3.0, 7.5]
    assert not blamed(bed(health, "2022-10-20"))
    do(desk, measured("2022-10-20", 2.5))
    assert bed(health, "2022-10-20").flow_area_m2 == 2.5


def test_the_measured_air_goes_before_the_designs(desk: ViewDesk, health: HealthView) -> None:
    # 43,200 m³ in 8 h are 1.5 m³/s, and through 3 m² that is 0.5 m/s.
    seen = Operation(
        *(8.0, 43_200.0, True, None, None, 0.5, None, None, None, None, None, 99.0),
        Occurred("2022-10-01T17:00:00+08:00"),
        (),
        (),
    )
    ran = only(CHARGE, ChargeId(BED), RecordOperation(Occurred("2022-10-01"), seen))
    do(desk, measured("2022-09-10", 3.0), ran)
    found = bed(health, "2022-10-01")
    assert found.face_velocity_m_per_s == pytest.approx(0.5)
    assert not blamed(found)
    assert blamed(bed(health, "2022-09-30"))
