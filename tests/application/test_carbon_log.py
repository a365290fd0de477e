"""The log answers every command once, whatever happens around it."""

from collections.abc import Sequence

import pytest

from application.act import Change, Read, decided
from application.carbon_log import Answer, CarbonLog, Conflict, ContradictsRecorded
from domain.identifiers import AdsorberId
from domain.lot import (
    LOT,
    DrawFromLot,
    LotAlreadyReceived,
    LotDrawn,
    LotOverdrawn,
    LotReceived,
    Source,
    UnknownLot,
)
from domain.record import Fact, Provenance
from domain.refusal import Refusal
from tests.logbook import LOT_A, LOT_B, MORNING, NEW_YEAR, Office, asked, drawn, left_g, received


@pytest.fixture
def log(office: Office) -> CarbonLog:
    return office.log


def test_what_was_written_is_read_again(log: CarbonLog) -> None:
    assert log.perform(received(LOT_A), asked("1")) == Answer(1, 1)
    assert log.perform(drawn(LOT_A, "TADF1"), asked("2")) == Answer(2, 2)
    assert left_g(log, LOT_A) == 999_000


def test_a_life_can_be_read_as_it_was(log: CarbonLog) -> None:
    log.perform(received(LOT_A), asked("1"))
    log.perform(drawn(LOT_A, "TADF1"), asked("2"))
    before = log.read(LOT, LOT_A, version=1)
    assert (before.version, getattr(before.state, "drawn_g", None)) == (1, 0)


def test_a_fact_is_kept_with_who_when_and_why(log: CarbonLog) -> None:
    request = asked("import:1", ("批号", "LOT-A"))
    log.perform(received(LOT_A), request)
    (recorded,) = log.facts("lot:LOT-A")
    assert (recorded.position, recorded.stream, recorded.version) == (1, "lot:LOT-A", 1)
    assert (recorded.command_id, recorded.actor) == ("import:1", "tester")
    assert (recorded.provenance, recorded.correlation_id) == (Provenance.LIVE, "import:1")
    assert recorded.causation_id is None
    assert str(recorded.recorded_at.tzinfo) == "UTC+08:00"


def test_several_streams_are_written_together_or_not_at_all(log: CarbonLog) -> None:
    log.perform(received(LOT_A), asked("1"))

    def act(read: Read) -> Sequence[Change]:
        draw = DrawFromLot(MORNING, AdsorberId("TADF1"), MORNING, 1_000)
        return decided(read, LOT, LOT_A, draw), decided(read, LOT, LOT_B, draw)

    with pytest.raises(UnknownLot):
        log.perform(act, asked("2"))
    assert log.head() == 1
    log.perform(received(LOT_B), asked("3"))
    first = log.head() + 1
    assert log.perform(act, asked("2")) == Answer(first, first + 1)


def test_a_repeated_command_gets_its_first_answer(log: CarbonLog) -> None:
    first = log.perform(received(LOT_A), asked("1", ("质量", "1000")))
    again = log.perform(received(LOT_A), asked("1", ("质量", "1000")))
    assert again == Answer(first.first, first.last, repeated=True)
    assert log.head() == first.last


def test_a_command_that_changes_nothing_is_remembered_as_well(log: CarbonLog) -> None:
    def nothing(read: Read) -> Sequence[Change]:
        return [Change("lot:LOT-A", read(LOT, LOT_A).version, ())]

    assert log.perform(nothing, asked("1")) == Answer(0, 0)
    assert log.perform(nothing, asked("1")) == Answer(0, 0, repeated=True)


def test_another_command_with_a_known_id_is_refused_naming_the_field(log: CarbonLog) -> None:
    log.perform(received(LOT_A), asked("1", ("批号", "LOT-A"), ("质量", "1000")))
    with pytest.raises(ContradictsRecorded) as refused:
        log.perform(received(LOT_A), asked("1", ("批号", "LOT-A"), ("质量", "900")))
    assert refused.value.facts == {"field": "质量", "recorded": "1000", "given": "900"}
    with pytest.raises(ContradictsRecorded) as refused:
        log.perform(received(LOT_B), asked("1", ("批号", "LOT-A"), ("质量", "1000"), ("备注", "x")))
    assert refused.value.facts == {"field": "备注", "recorded": None, "given": "x"}
    assert log.head() == 1


def test_a_refusal_uses_up_no_id_and_writes_nothing(log: CarbonLog) -> None:
    with pytest.raises(UnknownLot):
        log.perform(drawn(LOT_A, "TADF1"), asked("2"))
    assert log.head() == 0
    log.perform(received(LOT_A), asked("1"))
    assert not log.perform(drawn(LOT_A, "TADF1"), asked("2")).repeated


def test_many_acts_in_one_transaction_see_each_other_and_fail_alone(log: CarbonLog) -> None:
    outcomes = log.perform_all(
        [
            (received(LOT_A, 1_500), asked("1")),
            (drawn(LOT_A, "TADF1", 1_000), asked("2")),
            (drawn(LOT_A, "TADF2", 1_000), asked("3")),
            (drawn(LOT_A, "TADF3", 500), asked("4")),
            (received(LOT_A), asked("1")),
            (received(LOT_A), asked("1", ("质量", "2"))),
            (received(LOT_A), asked("5")),
        ]
    )
    answers = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
    assert [answer.last - answers[0].first for answer in answers] == [0, 1, 2, 0]
    assert [answer.repeated for answer in answers] == [False, False, False, True]
    refusals = [type(outcome) for outcome in outcomes if isinstance(outcome, Refusal)]
    assert refusals == [LotOverdrawn, ContradictsRecorded, LotAlreadyReceived]
    assert left_g(log, LOT_A) == 0


def test_an_act_in_turn_is_answered_and_refused_like_any_other(log: CarbonLog) -> None:
    assert log.perform_in_turn(received(LOT_A), asked("1")) == Answer(1, 1)
    assert log.perform_in_turn(received(LOT_A), asked("1")) == Answer(1, 1, repeated=True)
    with pytest.raises(LotAlreadyReceived):
        log.perform_in_turn(received(LOT_A), asked("2"))
    with pytest.raises(ContradictsRecorded):
        log.perform_in_turn(received(LOT_A), asked("1", ("质量", "2")))
    assert log.head() == 1


def test_many_acts_asked_again_change_nothing(log: CarbonLog) -> None:
    orders = [(received(LOT_A), asked("1")), (drawn(LOT_A, "TADF1"), asked("2"))]
    first, again = log.perform_all(orders), log.perform_all(orders)
    assert again == [Answer(a.first, a.last, True) for a in first if isinstance(a, Answer)]
    assert log.head() == 2


def test_what_was_decided_on_a_stale_version_is_a_conflict_after_three_tries(
    log: CarbonLog,
) -> None:
    log.perform(received(LOT_A), asked("1"))
    tries: list[int] = []

    def act(read: Read) -> Sequence[Change]:
        tries.append(read(LOT, LOT_A).version)
        fact: Fact = LotDrawn(MORNING, AdsorberId("TADF1"), MORNING, 1)
        return [Change("lot:LOT-A", 0, (fact,))]

    with pytest.raises(Conflict):
        log.perform(act, asked("2"))
    assert tries == [1, 1, 1]
    assert isinstance(log.perform_all([(act, asked("2"))])[0], Conflict)
    assert log.head() == 1


def test_a_batch_may_write_to_a_stream_that_it_reads_only_later(log: CarbonLog) -> None:
    def arrives(read: Read) -> Sequence[Change]:
        del read
        fact: Fact = LotReceived(NEW_YEAR, Source.VIRGIN, "厂家", 3_000, 0)
        return [Change("lot:LOT-A", 0, (fact,))]

    log.perform_all([(arrives, asked("1"))])
    log.perform_all([(drawn(LOT_A, "TADF1"), asked("2"))])
    assert [fact.version for fact in log.facts("lot:LOT-A")] == [1, 2]
    log.perform_all([(received(LOT_B), asked("3")), (drawn(LOT_B, "TADF1"), asked("4"))])
    log.perform_all([(drawn(LOT_B, "TADF2"), asked("5"))])
    assert (left_g(log, LOT_A), left_g(log, LOT_B)) == (2_000, 998_000)


def test_positions_tell_pages_apart(log: CarbonLog) -> None:
    log.perform_all([(received(LOT_A), asked("0"))])
    log.perform_all([(drawn(LOT_A, f"TADF{n}"), asked(f"{n}")) for n in range(1, 8)])
    first = log.page(0, 5)
    second = log.page(first[-1].position, 5)
    assert [fact.version for fact in (*first, *second)] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert log.page(second[-1].position, 5) == []


def test_nothing_can_be_written_past_the_commands(log: CarbonLog) -> None:
    with pytest.raises(TypeError, match="perform"):
        log.save()
