"""Writers in processes of their own, who note each command that the log has acknowledged."""

from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

from adapters.wiring import open_office
from application.act import Act, only
from application.carbon_log import Conflict, LogUnreachable
from application.commission_adsorber import commission_adsorber
from application.office import Office
from application.receive_lot import receive_lot
from application.swap_carbon import change_carbon
from domain.adsorber import FillCarbon, SwapCarbon
from domain.enterprise import ENTERPRISE, RegisterEnterprise
from domain.identifiers import AdsorberId
from domain.occurred import Occurred
from domain.record import Provenance, Request
from tests.district import FURNITURE, NEW_YEAR, ONE_BED, VIRGIN, commission, receipt
from tests.faults.office_books import PATIENCE_S, Books, Written
from tests.faults.processes import ended, killed, started
from tests.lives import FIRST_DAY

FILL = Counter(adsorber=1, charge=1, lot=1)
SWAP = Counter(adsorber=1, charge=2, lot=1, container=1)
"""Of how many streams of each kind the facts of a whole command are."""
BREATH_S = 0.002
FILLED_G, REMOVED_G = 1_000_000, 1_200_000
STORE_G = 80_000_000_000


def adsorber_of(writer: int) -> AdsorberId:
    """Every writer looks after an adsorber of its own; all draw from one lot."""
    return AdsorberId(f"TADF1{writer:05}")


def command_id(writer: int, number: int) -> str:
    """The id of a writer's n-th command."""
    return f"{writer}-{number}"


def change(writer: int, number: int) -> Act:
    """What a writer does: fill once, then swap for ever."""
    when = Occurred.at(FIRST_DAY + timedelta(minutes=number))
    adsorber = adsorber_of(writer)
    if number == 0:
        return change_carbon(adsorber, FillCarbon(when, (), FILLED_G, VIRGIN))
    return change_carbon(adsorber, SwapCarbon(when, (), REMOVED_G, FILLED_G, VIRGIN))


def asked(command: str) -> Request:
    """Ask under an id."""
    return Request(command, "writer", Provenance.LIVE, (("command", command),))


def furnish(books: Books, writers: int) -> set[str]:
    """Lay out the books that the writers find, and give the ids of the commands it took."""
    register = RegisterEnterprise(NEW_YEAR, FURNITURE, None, "", "", None, None)
    acts = [only(ENTERPRISE, FURNITURE, register), receive_lot(VIRGIN, receipt(STORE_G), None)]
    for writer in range(writers):
        command = replace(commission(ONE_BED), adsorber=adsorber_of(writer))
        acts.append(commission_adsorber(command, low_efficiency=False))
    with open_office(books.url) as office:
        for number, act in enumerate(acts):
            office.log.perform(act, asked(f"furnish-{number}"))
    return {f"furnish-{number}" for number in range(len(acts))}


def write(url: str, writer: int, notes: Path, enough: Path) -> None:
    """Write until there is enough, or until killed."""
    number = 0
    with open_office(url) as office, notes.open("ab", buffering=0) as acknowledged:
        while not enough.exists():
            settle(office, writer, number)
            acknowledged.write(f"{command_id(writer, number)}\n".encode())
            number += 1
            # Whoever waits for an embedded database gets his turn when nobody is in a hurry.
            sleep(BREATH_S)


def settle(office: Office, writer: int, number: int) -> None:
    """Ask until there is an answer: the log may be out of reach, or others were faster."""
    deadline = monotonic() + PATIENCE_S
    while True:
        try:
            office.log.perform(change(writer, number), asked(command_id(writer, number)))
        except (Conflict, LogUnreachable):
            if monotonic() > deadline:
                raise
        else:
            return


class Writers:
    """Some writers at work, and what has been acknowledged to them."""

    def __init__(self, books: Books, many: int, folder: Path) -> None:
        """Send them to work."""
        self._notes = [folder / f"writer-{writer}" for writer in range(many)]
        self._enough = folder / "enough"
        self._processes = [
            started(write, books.url, writer, notes, self._enough)
            for writer, notes in enumerate(self._notes)
        ]

    def acknowledged(self) -> list[str]:
        """The ids of all commands that somebody was told are done."""
        return [each for notes in self._notes for each in _whole_lines(notes)]

    def wait_for_more(self) -> None:
        """Wait until every writer has got something done that it had not when asked."""
        before = [len(_whole_lines(notes)) for notes in self._notes]
        deadline = monotonic() + PATIENCE_S
        while any(
            len(_whole_lines(notes)) <= done
            for notes, done in zip(self._notes, before, strict=True)
        ):
            assert all(process.is_alive() for process in self._processes), "a writer gave up"
            assert monotonic() < deadline, "a writer is stuck"
            sleep(0.005)

    def kill(self) -> None:
        """Kill them all, wherever they are."""
        killed(*self._processes)

    def stop(self) -> list[int | None]:
        """Let them finish, and give their exit codes."""
        self._enough.touch()
        return ended(*self._processes)


@contextmanager
def at_work(books: Books, many: int, folder: Path) -> Generator[Writers]:
    """Have writers work; none of them outlives the block."""
    writers = Writers(books, many, folder)
    try:
        yield writers
    finally:
        writers.kill()


def check_whole(written: Iterable[Written]) -> None:
    """Every fill and every swap has all its facts."""
    parts: dict[str, Counter[str]] = {}
    for each in written:
        if each.command_id[0].isdigit():
            kind = each.stream.partition(":")[0]
            parts.setdefault(each.command_id, Counter())[kind] += 1
    for command, kinds in parts.items():
        assert kinds == (FILL if command.endswith("-0") else SWAP), command


def _whole_lines(notes: Path) -> list[str]:
    if not notes.exists():
        return []
    return [line.strip() for line in notes.read_text().splitlines(keepends=True) if "\n" in line]
