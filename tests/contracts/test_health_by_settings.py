"""What every `HealthView` makes of settings, and what else it tells of charges, on each engine."""

import pytest

from application.act import Act, only
from application.ports.health_view import BedHealth, HealthView
from application.settings import adopt
from domain.charge import CHARGE
from domain.charge_noting import AssessSaturation
from domain.code import Code
from domain.estimate import Breakthrough, Physical, Saturation
from domain.occurred import Occurred
from domain.setting import AdoptSetting, SettingValue
from domain.setting_registry import Group
from tests.judged_bed import BED, bed, desk, do, health
from tests.small_ledger import ADSORBER, FIRM
from tests.view_desk import ViewDesk, at

__all__ = ["desk", "health"]


def test_a_rule_that_is_adopted_changes_no_day_before_it(
    desk: ViewDesk, health: HealthView
) -> None:
    before = bed(health, "2022-11-29")
    values = (SettingValue("warn-percent", "50"), SettingValue("binding-months", "4"))
    command = AdoptSetting(
        Occurred("2022-11-30T08:00:00+08:00"), Group.HEALTH, Occurred("2022-11-30"), values, ""
    )
    seen = health.preview(at(), values, Occurred("2022-11-30"))
    assert seen.changed == []
    do(desk, adopt(command))
    assert bed(health, "2022-11-29") == before
    after = bed(health)
    assert (after.policy, after.binding) == ("district@2", Occurred("2023-01-01").day)


def test_what_is_due_early_by_a_stricter_rule_is_red_once_its_grace_is_over(
    desk: ViewDesk, health: HealthView
) -> None:
    early = (SettingValue("due-percent", "50"), SettingValue("warn-percent", "40"))
    adopted = Occurred("2022-09-01T12:00:00+08:00")
    do(desk, adopt(AdoptSetting(adopted, Group.HEALTH, Occurred("2022-09-02"), early, "")))
    do(desk, *(_half_full(f"2022-09-{day}") for day in range(10, 20)))
    assert bed(health, "2022-09-17").code is Code.ORANGE
    assert bed(health, "2022-09-18").code is Code.RED


def _half_full(day: str) -> Act:
    through = (Breakthrough(0.5, Occurred("2022-11-20")),)
    physical = Physical(Saturation(55, 60, 65), through, "outlet", "m", "c", "p", None, 1)
    noon = Occurred(f"{day}T12:00:00+08:00")
    return only(CHARGE, BED, AssessSaturation(noon, Occurred(day), physical, (), ()))


def test_a_preview_tells_whose_colour_would_change(health: HealthView) -> None:
    longer = (SettingValue("binding-months", "6"),)
    seen = health.preview(at(), longer, Occurred("2022-12-20"))
    assert (seen.before, seen.after) == ({Code.RED: 1}, {Code.GREEN: 1})
    (change,) = seen.changed
    assert (change.enterprise, change.before, change.after) == (FIRM, Code.RED, Code.GREEN)
    assert change.zh.startswith("绿码: 2022-09-01 填装, 按 6 个月规则应于 2023-03-01 前更换")
    assert health.counts(at()) == {Code.YELLOW: 1}


def test_every_running_charge_is_told_with_its_assessment(health: HealthView) -> None:
    charges = health.charges(at())
    assert [each.charge for each in charges] == [f"{ADSORBER}-1-2", f"{ADSORBER}-2-2"]
    assert [each.enterprise for each in charges] == [FIRM, FIRM]
    assert [each.assessment for each in charges] == [
        found.assessment for found in _beds(health) if found.assessment
    ]
    assert health.charges(at(), after=ADSORBER) == []
    assert health.charges(at("2022-01-31")) == []


def _beds(health: HealthView) -> list[BedHealth]:
    found = health.adsorber(ADSORBER, at())
    assert found is not None
    return [*found.beds]


def test_a_bed_tells_how_often_its_carbon_is_swapped(health: HealthView) -> None:
    found = health.adsorber(ADSORBER, at())
    assert found is not None
    # One swap in the 302 days since 1 February.
    assert found.beds[0].swaps == 1
    assert found.beds[0].swaps_per_year == pytest.approx(365.25 / 302)
    early = health.adsorber(ADSORBER, at("2022-03-01"))
    assert early is not None
    assert (early.beds[0].swaps, early.beds[0].swaps_per_year) == (0, None)
