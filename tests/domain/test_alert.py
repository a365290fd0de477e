"""The life of an alert, of a reminder and of a duty, as examples and as laws."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alert import (
    ALERT,
    AcknowledgeAlert,
    AlertAcknowledged,
    AlertAlreadyAcknowledged,
    AlertEased,
    AlertEscalated,
    AlertIsOver,
    AlertNotified,
    AlertRaised,
    AlertResolved,
    BadAcknowledgement,
    Calm,
    EndWithCharge,
    FollowCode,
    Matter,
    NoteNotified,
    Over,
    Party,
    PartyKind,
    Raised,
    Resolution,
    UnknownAlert,
)
from domain.alert_notices import USUAL, AlertRules, audience, due, may_go_at, next_due, why_over
from domain.charge import ChargeCorrected
from domain.charge_course import HealthCodeChanged, ObjectionDecided
from domain.code import Code, Reason
from domain.duty import DUTY, DutyContactNamed, NameDutyContact, NoSuchDuty, duty_of, party_on
from domain.estimate import Breakthrough, Due
from domain.identifiers import CreditCode, LotId, TownCode
from domain.occurred import SHANGHAI, Occurred
from domain.personal import Contact, Personal
from domain.record import Fact
from domain.reminder import REMINDER, GiveReminder, ReminderGiven, date_ahead, mark_reached
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


def test_leaving_green_raises_an_alert() -> None:
    LIFE.when(follow(Code.YELLOW, "binding-date")).then(raised(Code.YELLOW, "binding-date"))


def test_what_was_green_and_is_green_is_no_news() -> None:
    LIFE.when(follow(Code.GREEN)).then()
    LIFE.when(EndWithCharge(AT)).then()


def test_what_speaks_for_green_is_no_reason_of_an_alert() -> None:
    good, bad = because("binding-date", Code.GREEN), because("data-missing", Code.YELLOW)
    command = FollowCode(AT, FIRM, TOWN, Code.YELLOW, (bad, good))
    LIFE.when(command).then(AlertRaised(AT, FIRM, TOWN, 1, Code.YELLOW, (bad,)))


def test_a_worse_code_escalates_and_a_better_one_eases() -> None:
    life = LIFE.given(raised(Code.YELLOW))
    life.when(follow(Code.RED)).then(AlertEscalated(AT, 1, Code.YELLOW, Code.RED, ()))
    life = life.given(AlertEscalated(AT, 1, Code.YELLOW, Code.RED, ()))
    life.when(follow(Code.ORANGE)).then(AlertEased(AT, 1, Code.RED, Code.ORANGE, ()))


def test_a_fire_at_the_same_level_is_worse_and_its_end_is_better() -> None:
    fire = (because("fire-risk"),)
    life = LIFE.given(raised(Code.ORANGE))
    burns = AlertEscalated(AT, 1, Code.ORANGE, Code.ORANGE, fire)
    life.when(follow(Code.ORANGE, "fire-risk")).then(burns)
    life.given(burns).when(follow(Code.ORANGE)).then(
        AlertEased(AT, 1, Code.ORANGE, Code.ORANGE, ())
    )


def test_other_reasons_for_the_same_level_are_no_news() -> None:
    LIFE.given(raised(Code.YELLOW, "one")).when(follow(Code.YELLOW, "other")).then()


def test_an_alert_ends_with_green_or_with_its_charge() -> None:
    life = LIFE.given(raised(Code.RED))
    life.when(follow(Code.GREEN)).then(AlertResolved(AT, 1, Resolution.GREEN_AGAIN))
    life.when(EndWithCharge(LATER)).then(AlertResolved(LATER, 1, Resolution.SWAP))
    over = life.given(AlertResolved(AT, 1, Resolution.SWAP))
    over.when(follow(Code.YELLOW)).then(raised(Code.YELLOW, episode=2))


def test_an_acknowledgement_says_what_is_done_and_is_given_once() -> None:
    life = LIFE.given(raised(Code.YELLOW))
    seen = AlertAcknowledged(AT, 1, "镇", "换炭")
    life.when(AcknowledgeAlert(AT, 1, "镇", " 换炭 ")).then(seen)
    life.when(AcknowledgeAlert(AT, 1, "镇", " ")).then_refused(BadAcknowledgement, characters=0)
    life.when(AcknowledgeAlert(AT, 2, "镇", "换炭")).then_refused(UnknownAlert, episode=2)
    again = AcknowledgeAlert(LATER, 1, "区", "换炭")
    life.given(seen).when(again).then_refused(AlertAlreadyAcknowledged, by="镇", at=AT)
    over = life.given(AlertResolved(AT, 1, Resolution.SWAP))
    over.when(AcknowledgeAlert(AT, 1, "镇", "换炭")).then_refused(AlertIsOver, episode=1)
    LIFE.when(AcknowledgeAlert(AT, 1, "镇", "换炭")).then_refused(UnknownAlert, episode=1)


def test_what_is_worse_has_to_be_acknowledged_anew() -> None:
    seen = AlertAcknowledged(AT, 1, "镇", "换炭")
    life = LIFE.given(raised(Code.YELLOW), seen)
    worse = life.given(AlertEscalated(AT, 1, Code.YELLOW, Code.RED, ()))
    again = AcknowledgeAlert(LATER, 1, "区", "督促")
    worse.when(again).then(AlertAcknowledged(LATER, 1, "区", "督促"))
    better = worse.given(seen, AlertEased(AT, 1, Code.RED, Code.ORANGE, ()))
    better.when(again).then_refused(AlertAlreadyAcknowledged, by="镇", at=AT)


def test_a_message_is_noted_once() -> None:
    note = NoteNotified(AT, 1, Matter.YELLOW, THEM, "m1", "sms", certain=True)
    told = AlertNotified(AT, 1, Matter.YELLOW, THEM, "m1", "sms", certain=True)
    life = LIFE.given(raised(Code.YELLOW))
    life.when(note).then(told)
    life.given(told).when(note).then()
    LIFE.when(note).then_refused(UnknownAlert)


def test_what_was_on_its_way_when_a_further_episode_began_is_noted_of_the_former() -> None:
    told = AlertNotified(AT, 1, Matter.YELLOW, THEM, "m1", "sms", certain=True)
    over = AlertResolved(AT, 1, Resolution.SWAP)
    life = LIFE.given(raised(Code.YELLOW), over, raised(Code.YELLOW, episode=2))
    note = NoteNotified(AT, 1, Matter.YELLOW, THEM, "m1", "sms", certain=True)
    life.when(note).then(told)
    state = life.given(told).state
    assert isinstance(state, Raised)
    assert state.told == {}


codes = st.lists(st.sampled_from(list(Code)), max_size=12)
rules = st.lists(st.sampled_from(["fire-risk", "scheme-delay", "binding-date"]), max_size=2)


@given(st.lists(st.tuples(st.sampled_from(list(Code)), rules), max_size=12))
def test_an_alert_is_open_exactly_while_the_code_is_not_green(
    course: list[tuple[Code, list[str]]],
) -> None:
    state: Calm | Raised | Over = Calm()
    for code, named in course:
        facts = ALERT.decide(follow(code, *named), state)
        state = ALERT.live_on(state, facts)
        assert isinstance(state, Raised) is (code is not Code.GREEN)
        assert ALERT.decide(follow(code, *named), state) == ()
        if isinstance(state, Raised):
            assert state.level is code


@given(st.lists(st.tuples(st.sampled_from(list(Code)), rules), max_size=12))
def test_no_party_is_told_of_a_level_twice_without_a_days_wait(
    course: list[tuple[Code, list[str]]],
) -> None:
    state: Calm | Raised | Over = Calm()
    heard: list[tuple[int, Matter, Party]] = []
    for code, named in course:
        state = ALERT.live_on(state, ALERT.decide(follow(code, *named), state))
        for notice in list(due(state, AT.moment, USUAL, ())):
            told = NoteNotified(
                AT, notice.episode, notice.matter, notice.party, str(len(heard)), "sms", True
            )
            state = ALERT.live_on(state, ALERT.decide(told, state))
            heard.append((notice.episode, notice.matter, notice.party))
    assert len(heard) == len(set(heard))


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


@given(moments, st.integers(0, 23), st.integers(0, 23))
def test_what_is_held_goes_out_within_a_day_outside_the_quiet_hours(
    now: datetime, quiet_from_h: int, quiet_until_h: int
) -> None:
    hours = AlertRules(quiet_from_h=quiet_from_h, quiet_until_h=quiet_until_h)
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
