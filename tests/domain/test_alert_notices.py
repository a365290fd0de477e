"""Who is told of an alert and when; reminders, duties, and why an alert is over."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alert import (
    ALERT,
    AlertNotified,
    AlertRaised,
    FollowCode,
    Matter,
    Party,
    PartyKind,
    Raised,
    Resolution,
)
from domain.alert_notices import (
    USUAL,
    AlertRules,
    audience,
    date_ahead,
    due,
    mark_reached,
    may_go_at,
    next_due,
    why_over,
)
from domain.charge import ChargeCorrected
from domain.charge_course import HealthCodeChanged, ObjectionDecided
from domain.code import Code, Reason
from domain.duty import DUTY, DutyContactNamed, NameDutyContact, NoSuchDuty, duty_of, party_on
from domain.estimate import Breakthrough, Due
from domain.identifiers import CreditCode, LotId, TownCode
from domain.occurred import SHANGHAI, Occurred
from domain.personal import Contact, Personal
from domain.record import Fact
from domain.reminder import REMINDER, GiveReminder, ReminderGiven, ReminderNotAhead
from tests.given import Given

FIRM, TOWN = CreditCode("91330411MAW7DF1000"), TownCode("330411105")
AT, LATER = Occurred("2026-11-30T08:00:00+08:00"), Occurred("2026-11-30T09:00:00+08:00")
THEM = Party(PartyKind.ENTERPRISE, FIRM)


def because(rule: str, code: Code = Code.ORANGE) -> Reason:
    return Reason(rule, code, "理由", "reason")


def follow(code: Code, *rules: str, at: Occurred = AT) -> FollowCode:
    return FollowCode(at, FIRM, TOWN, code, tuple(because(rule, code) for rule in rules))


def raised(code: Code, *rules: str, episode: int = 1) -> AlertRaised:
    reasons = tuple(because(rule, code) for rule in rules)
    return AlertRaised(AT, FIRM, TOWN, episode, code, reasons)


LIFE = Given(ALERT)


def test_each_level_tells_those_below_and_a_fire_tells_all() -> None:
    alert = LIFE.given(raised(Code.RED)).state
    assert isinstance(alert, Raised)
    kinds = {
        matter: [party.kind.value for party in audience(matter, alert, ("某再生中心",))]
        for matter in (Matter.YELLOW, Matter.ORANGE, Matter.RED, Matter.FIRE, Matter.DELAYED)
    }
    assert kinds == {
        Matter.YELLOW: ["enterprise"],
        Matter.ORANGE: ["enterprise", "town"],
        Matter.RED: ["enterprise", "town", "district"],
        Matter.FIRE: ["enterprise", "town", "district"],
        Matter.DELAYED: ["regenerator", "district"],
    }


def test_the_next_repeat_is_known_ahead() -> None:
    told = AlertNotified(AT, 1, Matter.YELLOW, THEM, "m1", "sms", certain=True)
    state = LIFE.given(raised(Code.YELLOW), told).state
    now = AT.moment + timedelta(hours=1)
    assert list(due(state, now, USUAL, ())) == []
    assert next_due(state, now, USUAL, ()) == AT.moment + timedelta(hours=24)
    assert next_due(state, now, AlertRules(repeat_h=6), ()) == AT.moment + timedelta(hours=6)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 - gets its zone
    lambda moment: moment.replace(tzinfo=SHANGHAI)
)


@given(moments, st.times(), st.times())
def test_what_is_held_goes_out_within_a_day_outside_the_quiet_hours(
    now: datetime, quiet_from: time, quiet_until: time
) -> None:
    hours = AlertRules(quiet_from=quiet_from, quiet_until=quiet_until)
    at = may_go_at(Matter.RED, now, hours)
    assert now <= at <= now + timedelta(days=1)
    assert may_go_at(Matter.RED, at, hours) == at
    assert may_go_at(Matter.FIRE, now, hours) == now


def test_nobody_is_woken_between_ten_and_seven() -> None:
    midnight = datetime(2026, 11, 30, tzinfo=SHANGHAI)
    quiet = [
        hour
        for hour in range(24)
        if may_go_at(Matter.RED, midnight + timedelta(hours=hour), USUAL)
        != midnight + timedelta(hours=hour)
    ]
    assert quiet == [0, 1, 2, 3, 4, 5, 6, 22, 23]


def code(which: Code, *named: str) -> HealthCodeChanged:
    reasons = tuple(because(rule, which) for rule in named)
    return HealthCodeChanged(AT, which, None, reasons, "p@1", False)


def test_why_it_is_over_is_read_off_the_charge() -> None:
    green = code(Code.GREEN)
    corrected = ChargeCorrected(AT, "r", AT, LotId("XT1"), 1, None, None)
    upheld = ObjectionDecided(AT, True, "r", None, None)
    rejected = ObjectionDecided(AT, False, "r", None, None)
    cases: list[tuple[list[Fact], Resolution]] = [
        ([green], Resolution.GREEN_AGAIN),
        ([code(Code.YELLOW, "binding-date"), green], Resolution.GREEN_AGAIN),
        ([code(Code.YELLOW, "data-missing"), green], Resolution.DATA_RETURNED),
        ([code(Code.YELLOW, "data-missing", "binding-date"), green], Resolution.GREEN_AGAIN),
        ([code(Code.YELLOW, "data-missing"), corrected, green], Resolution.CORRECTION),
        ([code(Code.YELLOW, "x"), upheld, green], Resolution.CORRECTION),
        ([code(Code.YELLOW, "x"), rejected, green], Resolution.GREEN_AGAIN),
    ]
    for history, why in cases:
        assert why_over(history) is why


def give(ahead_days: int) -> GiveReminder:
    return GiveReminder(AT, FIRM, ahead_days, AT, "m", "sms", certain=True)


def test_a_reminder_is_given_once_of_each_number_of_days() -> None:
    fourteen = ReminderGiven(AT, FIRM, 14, AT, "m", "sms", certain=True)
    Given(REMINDER).when(give(14)).then(fourteen)
    Given(REMINDER).given(fourteen).when(give(14)).then()
    Given(REMINDER).given(fourteen).when(give(7)).then(
        ReminderGiven(AT, FIRM, 7, AT, "m", "sms", certain=True)
    )


def test_a_reminder_comes_ahead() -> None:
    Given(REMINDER).when(give(-1)).then_refused(ReminderNotAhead, ahead_days=-1)


def test_the_earlier_of_the_binding_date_and_the_median_counts() -> None:
    binds = Due("permit", Occurred("2026-12-20"), binding=True)
    refers = Due("running-hours", Occurred("2026-12-01"), binding=False)
    early = Breakthrough(0.05, Occurred("2026-12-02"))
    middle = Breakthrough(0.5, Occurred("2026-12-10"))
    assert date_ahead((binds, refers), ()) == "2026-12-20"
    assert date_ahead((binds, refers), (early, middle)) == "2026-12-10"
    assert date_ahead((refers,), ()) is None


def test_the_nearest_mark_that_is_reached_is_reminded_of() -> None:
    marks = (14, 7, 3)
    reached = [mark_reached(Occurred("2026-12-01"), Occurred(f"2026-12-{day:02}"), marks)
        for day in (16, 15, 9, 8, 5, 4, 1)]  # fmt: skip
    assert reached == [None, 14, 14, 7, 7, 3, 3]
    assert mark_reached(Occurred("2026-12-02"), Occurred("2026-12-01"), marks) is None


def test_the_same_person_on_duty_is_no_news() -> None:
    contact = Contact(Personal("s", "x"))
    named = DutyContactNamed(AT, contact, None)
    Given(DUTY).when(NameDutyContact(AT, contact)).then(named)
    Given(DUTY).given(named).when(NameDutyContact(LATER, contact)).then()


def test_a_duty_is_a_towns_the_districts_or_a_regenerators() -> None:
    for duty in ("district", "town:330411105", "regenerator:某再生中心"):
        assert duty_of(party_on(duty)) == duty
    for duty in ("", "town", "district:330411", "enterprise:91330411MAW7DF1000", "regenerator: "):
        with pytest.raises(NoSuchDuty) as no:
            party_on(duty)
        assert no.value.facts == {"duty": duty}
