"""Settings are adopted from a day on, and the days that are over keep what held then."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.health_policy import DateRule, Policy
from domain.occurred import Occurred
from domain.refusal import Refusal
from domain.setting import (
    SETTING,
    AdoptedForThePast,
    AdoptSetting,
    BadSettingValue,
    BeforeAdopted,
    NothingNamed,
    SettingAdopted,
    SettingNamedTwice,
    Settings,
    SettingValue,
    UnknownSetting,
    WarnsAfterDue,
    in_force,
)
from domain.setting_registry import GROUPS, Group, Setting
from domain.settings_in_force import (
    alerts_in_force,
    policy_in_force,
    policy_of,
    policy_once_assumed,
    policy_with,
    telemetry_in_force,
)
from tests.given import Given

setting = Given(SETTING)
TODAY = Occurred("2022-12-01T15:00:00+08:00")
JANUARY = Occurred("2023-01-01")


def adopt(effective: str = JANUARY, **values: str) -> AdoptSetting:
    named = tuple(SettingValue(name.replace("_", "-"), value) for name, value in values.items())
    return AdoptSetting(TODAY, Group.HEALTH, Occurred(effective), named, "会议纪要")


def adopted(effective: str = JANUARY, **values: str) -> SettingAdopted:
    told = adopt(effective, **values)
    return SettingAdopted(told.occurred, told.group, told.effective, told.values, told.reason)


def test_a_setting_is_adopted_from_a_day_on() -> None:
    setting.when(adopt(grace_days="5")).then(adopted(grace_days="5"))


def test_it_may_take_effect_today_and_never_yesterday() -> None:
    setting.when(adopt("2022-12-01", grace_days="5")).then(adopted("2022-12-01", grace_days="5"))
    setting.when(adopt("2022-11-30", grace_days="5")).then_refused(
        AdoptedForThePast, effective="2022-11-30", today="2022-12-01"
    )


def test_one_that_begins_later_is_not_overtaken() -> None:
    setting.given(adopted(grace_days="5")).when(adopt("2022-12-20", swap_days="3")).then_refused(
        BeforeAdopted, effective="2022-12-20", adopted=JANUARY
    )


def test_adopting_what_holds_changes_nothing() -> None:
    setting.when(adopt(grace_days="7")).then()
    setting.given(adopted(grace_days="5")).when(adopt(grace_days="5")).then()


def test_a_value_is_kept_in_one_spelling() -> None:
    setting.when(adopt(fire_c="80.50", binding_rules="replacement-cycle months")).then(
        adopted(fire_c="80.5", binding_rules="months replacement-cycle")
    )


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({}, NothingNamed),
        ({"colour": "blue"}, UnknownSetting),
        ({"grace_days": "29"}, BadSettingValue),
        ({"grace_days": "5.5"}, BadSettingValue),
        ({"grace_days": "soon"}, BadSettingValue),
        ({"binding_rules": "moon"}, BadSettingValue),
        ({"warn_percent": "100"}, WarnsAfterDue),
        ({"silent_h": "72"}, WarnsAfterDue),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, str], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        SETTING.decide(adopt(**values), Settings())


@pytest.mark.parametrize(
    ("name", "value", "spelled"),
    [
        ("quiet-from", "7:00", None),
        ("quiet-from", "24:00", None),
        ("quiet-from", "21:30", "21:30"),
        ("reminder-days", "3 14", "14 3"),
        ("reminder-days", "none", "none"),
        ("reminder-days", "0", None),
        ("reminder-days", "two", None),
    ],
)
def test_hours_and_days_are_read(name: str, value: str, spelled: str | None) -> None:
    known = next(each for each in GROUPS[Group.ALERTS] if each.name == name)
    assert known.spelled(value) == spelled


def test_a_setting_is_named_once() -> None:
    twice = (SettingValue("grace-days", "5"), SettingValue("grace-days", "6"))
    with pytest.raises(SettingNamedTwice):
        SETTING.decide(AdoptSetting(TODAY, Group.HEALTH, JANUARY, twice, ""), Settings())


@pytest.mark.parametrize("known", [each for group in GROUPS.values() for each in group])
def test_every_default_is_a_value_in_its_one_spelling(known: Setting) -> None:
    assert known.spelled(known.default) == known.default


def test_the_defaults_of_the_health_code_are_the_policy_a_district_starts_with() -> None:
    held = in_force(Group.HEALTH, (adopted(grace_days="5"),), date(2023, 1, 1))
    policy = policy_of(held)
    assert policy.id == "district@1"
    assert policy == Policy(version=1, grace_days=5)
    assert policy_in_force((), TODAY) == Policy()
    assert (Policy().id, Policy().binding_rules) == ("district@0", ())


def test_a_policy_holds_from_its_day_on() -> None:
    rules = adopted(grace_days="5", binding_rules="months")
    settled = (rules, adopted("2023-02-01", binding_rules="none"))
    assert policy_in_force(settled, date(2022, 12, 31)) == Policy()
    assert policy_in_force(settled, date(2023, 1, 31)).binding_rules == (DateRule.MONTHS,)
    assert policy_in_force(settled, date(2023, 1, 31)).grace_days == 5
    later = policy_in_force(settled, date(2023, 2, 1))
    assert (later.version, later.grace_days, later.binding_rules) == (2, 5, ())


def test_what_takes_effect_today_holds_from_the_moment_of_its_adoption() -> None:
    settled = (adopted("2022-12-01", grace_days="5"),)
    assert policy_in_force(settled, Occurred("2022-12-01T14:59:59+08:00")) == Policy()
    assert policy_in_force(settled, TODAY).grace_days == 5


def test_a_proposal_can_be_looked_at_before_it_is_adopted() -> None:
    proposed = (SettingValue("binding-rules", "months running-hours"),)
    policy = policy_with((), proposed, TODAY)
    assert policy.binding_rules == (DateRule.MONTHS, DateRule.RUNNING_HOURS)
    assert policy.id == "district@1"


def test_what_former_versions_recorded_went_by_three_months_unless_something_else_was_adopted() -> (
    None
):
    settled = (adopted(grace_days="5"), adopted("2023-02-01", binding_rules="none"))
    before, then, later = (
        policy_once_assumed(settled, date(*day))
        for day in ((2022, 12, 31), (2023, 1, 31), (2023, 2, 1))
    )
    months = (DateRule.MONTHS,)
    assert (before.id, before.binding_rules, before.grace_days) == ("three-months@1", months, 7)
    assert (then.id, then.binding_rules, then.grace_days) == ("district@1", months, 5)
    assert later == policy_in_force(settled, date(2023, 2, 1))


def test_alerts_and_telemetry_have_settings_of_their_own() -> None:
    alerts = alerts_in_force((), TODAY)
    assert (alerts.quiet_from, alerts.quiet_to) == (time(22), time(7))
    assert alerts.reminder_days == (14, 7, 3)
    assert telemetry_in_force((), TODAY).silence_hours == 24
    assert Policy().silent_h == 24


graces = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 20), st.integers(0, 28)))


@given(graces)
def test_what_is_adopted_later_changes_no_day_that_is_over(
    wishes: list[tuple[int, int, int]],
) -> None:
    state, today, before = Settings(), TODAY.moment, {}
    for wait, ahead, grace in wishes:
        today += timedelta(days=wait)
        effective = Occurred.on(today.date() + timedelta(days=ahead))
        value = (SettingValue("grace-days", str(grace)),)
        try:
            facts = SETTING.decide(
                AdoptSetting(Occurred.at(today), Group.HEALTH, effective, value, ""), state
            )
        except BeforeAdopted:
            continue
        state = SETTING.live_on(state, facts)
        over = [TODAY.day + timedelta(days=n) for n in range((today.date() - TODAY.day).days)]
        held = {day: policy_in_force(state.adopted, day) for day in over}
        assert before.items() <= held.items()
        before = held
