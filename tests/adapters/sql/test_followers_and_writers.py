"""Many writers at once: whoever reads by position sees every fact once, in order."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

import pytest

from application import bundle
from application.act import Change, Read, decided
from application.carbon_log import Answer, CarbonLog
from domain.identifiers import AdsorberId, LotId
from domain.lot import LOT, DrawFromLot, LotOverdrawn
from tests.logbook import LOT_A, MORNING, Office, asked, drawn, left_g, open_office, received

WRITERS = 8
COMMANDS = 60


@pytest.fixture
def database(ordered_database: str) -> str:
    return ordered_database


@pytest.fixture
def office(database: str) -> Generator[Office]:
    with open_office(database) as opened:
        yield opened


def _at_once(work: Callable[[int], None], workers: int = WRITERS) -> None:
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work, number) for number in range(workers)]:
            done.result()


def _follow(log: CarbonLog, stop: Event, seen: list[int]) -> None:
    position = 0
    while True:
        ends = stop.is_set()
        page = log.page(position, 7)
        seen.extend(fact.position for fact in page)
        position = seen[-1] if seen else 0
        if ends and not page:
            return


def test_a_follower_skips_nothing_repeats_nothing_and_meets_no_gap(
    office: Office,
) -> None:
    log, stop = office.log, Event()
    seen: list[int] = []
    follower = Thread(target=_follow, args=(log, stop, seen))
    follower.start()

    def write(writer: int) -> None:
        for number in range(COMMANDS):
            lot = LotId(f"LOT-{writer}-{number}")
            log.perform(received(lot), asked(f"{writer}-{number}"))

    _at_once(write)
    stop.set()
    follower.join()
    assert seen == list(range(1, WRITERS * COMMANDS + 1))


def test_writers_of_one_stream_decide_again_until_all_have_written(office: Office) -> None:
    log = office.log
    log.perform(received(LOT_A, 1_000_000), asked("lot"))
    answers: list[int] = []

    def write(writer: int) -> None:
        answers.append(log.perform(drawn(LOT_A, f"TADF{writer}"), asked(f"{writer}")).first)

    # Three are as many as may meet: the third try of the last of them cannot be overtaken.
    _at_once(write, workers=3)
    assert len(set(answers)) == 3
    assert left_g(log, LOT_A) == 997_000


def test_an_overtaken_act_is_decided_on_the_state_that_overtook_it(
    database: str, office: Office
) -> None:
    if database.startswith("sqlite"):
        return  # its only writer cannot be overtaken
    log = office.log
    log.perform(received(LOT_A), asked("lot"))
    versions: list[int] = []

    def act(read: Read) -> Sequence[Change]:
        change = decided(read, LOT, LOT_A, DrawFromLot(MORNING, AdsorberId("TADF1"), MORNING, 1))
        versions.append(change.version)
        if len(versions) == 1:
            with open_office(database) as other:
                other.log.perform(drawn(LOT_A, "TADF2"), asked("other"))
        return [change]

    log.perform(act, asked("mine"))
    assert versions == [1, 2]


def test_an_act_that_relied_on_a_stream_is_decided_again_when_that_moved(
    database: str, office: Office
) -> None:
    if database.startswith("sqlite"):
        return  # its only writer cannot be overtaken
    log = office.log
    log.perform(received(LOT_A), asked("lot"))
    relied: list[int] = []

    def act(read: Read) -> Sequence[Change]:
        relied.append(read(LOT, LOT_A).version)
        if len(relied) == 1:
            with open_office(database) as other:
                other.log.perform(drawn(LOT_A, "TADF2"), asked("other"))
        return [Change("lot:LOT-A", relied[-1], ()), *received(LotId("LOT-B"))(read)]

    log.perform(act, asked("mine"))
    assert relied == [1, 2]


def test_the_same_command_from_many_callers_is_written_once(office: Office) -> None:
    log, together = office.log, Barrier(WRITERS)
    repeated: list[bool] = []

    def write(_writer: int) -> None:
        together.wait()
        repeated.append(log.perform(received(LOT_A), asked("once")).repeated)

    _at_once(write)
    assert sorted(repeated) == [False] + [True] * (WRITERS - 1)
    assert log.head() == 1


def test_two_installations_importing_the_same_rows_write_them_once(
    database: str, office: Office
) -> None:
    orders = [(received(LotId(f"LOT-{n}")), asked(f"row:{n}")) for n in range(200)]

    def load(_writer: int) -> None:
        with open_office(database) as other:
            for start in range(0, 200, 50):
                other.log.perform_all(orders[start : start + 50])

    _at_once(load, workers=2)
    assert len(office.log.page(0, 1000)) == 200


def test_a_bundle_sees_what_others_wrote_since_the_last_one(database: str, office: Office) -> None:
    log = office.log
    log.perform_all([(received(LOT_A, 3_000), asked("lot"))])
    log.perform_all([(drawn(LOT_A, "TADF1", 1_000), asked("1"))])
    with open_office(database) as other:
        other.log.perform(drawn(LOT_A, "TADF2", 1_500), asked("2"))
    log.perform(drawn(LOT_A, "TADF3", 400), asked("3"))
    outcomes = log.perform_all(
        [(drawn(LOT_A, "TADF4", 200), asked("4")), (drawn(LOT_A, "TADF5", 100), asked("5"))]
    )
    assert [type(outcome) for outcome in outcomes] == [LotOverdrawn, Answer]
    assert left_g(log, LOT_A) == 0


def test_a_bundle_that_was_lost_is_not_remembered(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = office.log
    log.perform_all([(received(LOT_A, 3_000), asked("lot"))])

    def lose(*_: object) -> list[Answer]:
        raise OSError("lost")

    with monkeypatch.context() as patch:
        patch.setattr(bundle, "_answers", lose)  # after all was written, before it is durable
        with pytest.raises(OSError, match="lost"):
            log.perform_all([(drawn(LOT_A, "TADF1", 3_000), asked("1"))])
    (again,) = log.perform_all([(drawn(LOT_A, "TADF1", 3_000), asked("1"))])
    assert isinstance(again, Answer)
    assert not again.repeated


def test_who_waits_for_a_fact_is_woken(office: Office) -> None:
    log = office.log
    assert not log.wait_beyond(0, timeout_s=0.01)
    woken: list[bool] = []
    waiter = Thread(target=lambda: woken.append(log.wait_beyond(0, timeout_s=30)))
    waiter.start()
    log.perform(received(LOT_A), asked("1"))
    waiter.join(10)
    assert woken == [True]


def test_a_fact_of_another_process_is_noticed(database: str, office: Office) -> None:
    woken: list[bool] = []
    waiter = Thread(target=lambda: woken.append(office.log.wait_beyond(0, timeout_s=30)))
    waiter.start()
    with open_office(database) as other:
        other.log.perform(received(LOT_A), asked("1"))
    waiter.join(10)
    assert woken == [True]


@pytest.mark.parametrize("command_id", ["含中文:行 1", "x" * 500, "a'; DROP TABLE fact; --"])
def test_a_command_id_may_be_any_text(office: Office, command_id: str) -> None:
    office.log.perform(received(LOT_A), asked(command_id))
    assert office.log.perform(received(LOT_A), asked(command_id)).repeated
