"""Until a district has adopted a rule, its dates change no code and remind nobody."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from application.act import only
from application.assess import assess
from application.charge_evidence import ReadNow, case_of
from application.due_dates import due_dates
from application.estimating import physical_of
from application.explaining import case_relied_on, chosen, computed_again, explain
from application.office import Office, request
from application.ports.alert_desk import Wanted
from application.settings import NO_RULE_BINDS, notice_of
from domain.adsorber import ADSORBER as PLANT
from domain.adsorber import CommitReplacement
from domain.alert import Matter
from domain.charge_noting import AssessSaturation
from domain.code import Code
from domain.health_policy import DateRule, Policy
from domain.occurred import Occurred
from domain.setting import SettingValue
from domain.settings_in_force import policy_once_assumed
from tests.adopted import MONTHS, adopt_rule
from tests.assessed import FILLED, ONE, MovableClock, assessments, measure, note
from tests.small_ledger import ADSORBER
from tests.unadopted import unadopted_office

DAYS = [date(2022, 4, 10), date(2022, 4, 20), date(2022, 5, 1), date(2022, 5, 20)]
"""Before four fifths of the three months, after that, the day they end, and beyond the grace."""


@dataclass
class Seen:
    """What became of a year's first months."""

    codes: list[Code] = field(default_factory=list[Code])
    told: set[Matter] = field(default_factory=set[Matter])


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def office(tmp_path: Path, clock: MovableClock) -> Generator[Office]:
    with unadopted_office(f"sqlite:///{tmp_path / 'books.sqlite'}", clock) as opened:
        yield opened


def live(office: Office, clock: MovableClock, days: Sequence[date] = tuple(DAYS)) -> Seen:
    """Assess and warn on some days."""
    seen = Seen()
    for day in days:
        clock.stands_at = clock.stands_at.replace(year=day.year, month=day.month, day=day.day)
        assess(office)
        office.alerting.work_off()
        seen.codes += {each.assessment.code for each in office.health.charges(office.viewpoint())}
    outbox = office.alerting.desk.outbox(Wanted(), limit=1000)
    seen.told = {Matter(message.matter) for message in outbox}
    return seen


def test_until_then_nobody_turns_yellow_and_nobody_is_reminded(
    office: Office, clock: MovableClock
) -> None:
    seen = live(office, clock)
    assert (seen.codes, seen.told) == ([Code.GREEN] * 4, set())
    (*_, last) = assessments(office, ONE)
    assert [(due.rule, due.binding) for due in last.fact.due if due.rule == "months"] == [
        ("months", False)
    ]
    assert notice_of(office.settings.policy_known(office.viewpoint())) is NO_RULE_BINDS


def test_once_it_is_adopted_the_same_dates_do_both(office: Office, clock: MovableClock) -> None:
    adopt_rule(office.log)
    seen = live(office, clock)
    assert seen.codes == [Code.GREEN, Code.YELLOW, Code.ORANGE, Code.RED]
    assert seen.told == {Matter.REMINDER, Matter.YELLOW, Matter.ORANGE, Matter.RED}
    assert notice_of(office.settings.policy_known(office.viewpoint())) is None


def test_a_rule_that_is_adopted_late_binds_from_then_on(
    office: Office, clock: MovableClock
) -> None:
    assert live(office, clock, DAYS[:3]).codes == [Code.GREEN] * 3
    adopt_rule(office.log, since="2022-05-02")
    assert live(office, clock, DAYS[3:]).codes == [Code.RED]
    at = office.viewpoint("2022-05-01")
    assert {each.assessment.code for each in office.health.charges(at)} == {Code.GREEN}
    assert notice_of(office.settings.policy_known(at)) is NO_RULE_BINDS


def test_an_enterprises_own_commitment_binds_and_reminds_without_a_rule(
    office: Office, clock: MovableClock
) -> None:
    promise = CommitReplacement(Occurred("2022-02-02T09:00:00+08:00"), "环评", 89)
    office.log.perform(only(PLANT, ADSORBER, promise), request("office", None))
    seen = live(office, clock)
    assert seen.codes == [Code.GREEN, Code.YELLOW, Code.ORANGE, Code.RED]
    assert Matter.REMINDER in seen.told


@pytest.mark.parametrize(
    ("adopted", "policy"),
    [((), "three-months@1"), ((SettingValue("grace-days", "5"),), "district@1")],
)
def test_what_was_assessed_while_three_months_bound_unadopted_gives_the_same_bits(
    office: Office, adopted: tuple[SettingValue, ...], policy: str
) -> None:
    if adopted:
        adopt_rule(office.log, *adopted)
    measure(office, ONE, FILLED, 19)
    case = case_of(ReadNow(office.log), ONE, date(2022, 2, 20))
    assert case is not None
    due = due_dates(case, policy_once_assumed(case.rules, case.day))
    assert next((each.rule, each.binding) for each in due) == (DateRule.MONTHS, True)
    (physical,) = physical_of([case])
    day = Occurred.on(case.day)
    said = AssessSaturation(office.now(), day, physical, due, case.relied)
    note(office, ONE, said)
    (recorded,) = assessments(office, ONE)
    told = explain(office.log, ONE, recorded, None)
    assert told.same is True
    assert any(
        f"约束: 按月数规则应于 2022-05-01 前更换(规则版本 {policy})" in each.zh
        for each in told.sentences
    )


def test_what_is_assessed_now_goes_by_what_is_adopted(office: Office, clock: MovableClock) -> None:
    assess(office)
    first, before = chosen(assessments(office, ONE))
    told = explain(office.log, ONE, first, before)
    assert told.same is True
    assert any(
        "参考: 按月数规则应于 2022-05-01 前更换(规则版本 district@0)" in each.zh
        for each in told.sentences
    )
    adopt_rule(office.log, since="2022-02-21")
    clock.stands_at += timedelta(days=1)
    assess(office)
    (*_, second) = assessments(office, ONE)
    told = explain(office.log, ONE, second, first)
    assert told.same is True
    assert any(
        "约束: 按月数规则应于 2022-05-01 前更换(规则版本 district@1)" in each.zh
        for each in told.sentences
    )
    # What binds is part of the sum: had the first said so, it would not be what follows.
    other = replace(first.fact, due=tuple(replace(each, binding=True) for each in first.fact.due))
    assert not computed_again(case_relied_on(office.log, ONE, first.fact), other)


def test_a_preview_tells_whose_colour_the_first_adoption_changes(
    office: Office, clock: MovableClock
) -> None:
    live(office, clock, DAYS[:3])
    seen = office.health.preview(office.viewpoint(), (MONTHS,), Occurred("2022-05-01"))
    assert (seen.before, seen.after) == ({Code.GREEN: 1}, {Code.ORANGE: 1})
    (change,) = seen.changed
    assert (change.before, change.after) == (Code.GREEN, Code.ORANGE)
    assert "按 3 个月规则应于 2022-05-01 前更换" in change.zh
    assert change.zh.endswith("(规则版本 district@1)。")
    assert office.settings.policy(office.now()) == Policy()
