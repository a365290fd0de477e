"""Whoever sends alerts is killed at chosen points: nobody is told twice, and nobody is left out."""

from collections.abc import Callable, Generator
from pathlib import Path
from time import monotonic, sleep, time

import pytest

from adapters.messaging.by_gateway import Gateway, GatewayMessenger
from adapters.messaging.into_file import FileMessenger
from application.carbon_log import CarbonLog
from application.ports.alert_desk import Stage
from application.ports.messenger import Message, Messenger, Outcome, Receipt
from domain.alert import AlertNotified
from domain.code import Code
from tests.alarmed import CHARGE_ID, NOON, Alarmed, alarmed
from tests.faults.conftest import NewBooks
from tests.faults.office_books import PATIENCE_S
from tests.faults.processes import killed, started
from tests.gateway import KEY, SECRET, sms_gateway
from tests.messengers import Pigeon

Heard = Callable[[], list[str]]
POINTS = ("before", "sent", "noted")
"""Killed before a message goes out, after it has gone out, and after that is on record."""


class Dying:
    """Sends, and stops the process for good at a point; whoever started it kills it then."""

    def __init__(self, messenger: Messenger, point: str, mark: Path) -> None:
        """Use a way."""
        self._messenger = messenger
        self._point = point
        self._mark = mark

    @property
    def way(self) -> str:
        """The way that is used."""
        return self._messenger.way

    def send(self, message: Message) -> Receipt:
        """Send, and stop before or after."""
        if self._point == "before":
            stop(self._mark)
        receipt = self._messenger.send(message)
        if self._point == "sent":
            stop(self._mark)
        return receipt

    def status(self, identity: str) -> Outcome | None:
        """Ask."""
        return self._messenger.status(identity)


def stop(mark: Path) -> None:
    """Tell that the point is reached, and wait for the end."""
    mark.write_text("reached")
    while True:
        sleep(1)


def work_until_the_point(url: str, way: str, where: str, point: str, mark: str) -> None:
    """Work on the alerts until a point, at which this process waits to be killed."""
    dying = Dying(messenger_of(way, where), point, Path(mark))
    with alarmed(url, dying, NOON) as firm:
        if point == "noted":
            _stop_after_noting(firm.office.log, Path(mark))
        firm.work()


def _stop_after_noting(log: CarbonLog, mark: Path) -> None:
    perform = log.perform

    def noting(act: object, request: object) -> object:
        answer = perform(act, request)  # pyright: ignore[reportArgumentType] - handed on as it came
        if getattr(request, "command_id", "").startswith("告知:"):
            stop(mark)
        return answer

    log.perform = noting  # pyright: ignore[reportAttributeAccessIssue] - only here


def messenger_of(way: str, where: str) -> Messenger:
    """The way that processes of a test share."""
    if way == "file":
        return FileMessenger(Path(where))
    return GatewayMessenger(Gateway(where, KEY, SECRET), time, 2)


@pytest.fixture(params=["file", "sms"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[tuple[str, str, Heard]]:
    if request.param == "file":
        file = tmp_path / "outbox"
        yield "file", str(file), lambda: [line[:44] for line in _lines(file)]
        return
    with sms_gateway() as gateway:
        yield "sms", gateway.url, lambda: gateway.handed_out


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


@pytest.mark.fault
@pytest.mark.parametrize("point", POINTS)
def test_whoever_sends_may_be_killed_at_this_point(
    new_books: NewBooks, tmp_path: Path, way: tuple[str, str, Heard], point: str, repetitions: int
) -> None:
    kind, where, heard = way
    with new_books() as books:
        with alarmed(books.url, messenger_of(kind, where), NOON) as firm:
            firm.becomes(Code.RED)
        for turn in range(min(repetitions, 10)):
            mark = tmp_path / f"mark-{turn}"
            process = started(work_until_the_point, books.url, kind, where, point, str(mark))
            wait_for(mark, process.is_alive)
            killed(process)
        with alarmed(books.url, messenger_of(kind, where), NOON) as firm:
            for _ in range(5):
                firm.later(minutes=11)
            assert_told_once(firm, heard(), 3)


def wait_for(mark: Path, is_alive: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not mark.exists() and is_alive():
        assert monotonic() < deadline, "the point is never reached"
        sleep(0.02)


def assert_told_once(firm: Alarmed, heard: list[str], messages: int) -> None:
    """Each message went out once, is on record once, and stands as sent."""
    assert len(heard) == len(set(heard)) == messages
    facts = [each.fact for each in firm.office.log.facts(f"alert:{CHARGE_ID}")]
    noted = [fact.message for fact in facts if isinstance(fact, AlertNotified)]
    assert len(noted) == len(set(noted)) == messages
    assert {stage for _, stage in firm.stages()} == {Stage.SENT}


@pytest.mark.fault
def test_a_letter_in_doubt_after_a_kill_is_not_sent_again_before_the_next_day(
    new_books: NewBooks, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    with new_books() as books:
        pigeon = Pigeon(way="file", accounts=False)
        with alarmed(books.url, pigeon, NOON) as firm:
            firm.becomes(Code.YELLOW)
        where = str(tmp_path / "outbox")
        process = started(work_until_the_point, books.url, "file", where, "sent", str(mark))
        wait_for(mark, process.is_alive)
        killed(process)
        with alarmed(books.url, pigeon, NOON) as firm:
            firm.work()
            assert firm.stages() == [("enterprise", Stage.IN_DOUBT)]
            firm.later(hours=23)
            assert pigeon.heard == []
            firm.later(hours=1)
            assert len(pigeon.heard) == 1


def test_nothing_is_lost_when_the_gateway_is_down_for_an_hour(database: str) -> None:
    with sms_gateway() as gateway, alarmed(database, gateway.messenger(), NOON) as firm:
        gateway.down = True
        firm.becomes(Code.RED)
        for _ in range(12):
            firm.later(minutes=5)
        assert gateway.taken == {}
        gateway.down = False
        firm.later(minutes=11)
        assert_told_once(firm, gateway.handed_out, 3)


def test_a_gateway_that_misbehaves_sends_nothing_twice(database: str) -> None:
    with sms_gateway() as gateway:
        messenger = gateway.messenger(within_s=0.3)
        with alarmed(database, messenger, NOON) as firm:
            gateway.moods = ["500", "lost", "busy", "500", "lost"]
            firm.becomes(Code.RED)
            for _ in range(6):
                firm.later(minutes=11)
            assert_told_once(firm, gateway.handed_out, 3)
