"""The life of an alert, of a reminder and of a duty, as examples and as laws."""

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
from domain.alert_notices import USUAL, due
from domain.code import Code, Reason
from domain.identifiers import CreditCode, TownCode
from domain.occurred import Occurred
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
