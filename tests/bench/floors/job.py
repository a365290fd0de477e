"""The job that everyone is measured at: lives of charges, and the commands that lead to them.

Each charge is started, corrected once and ended: three commands, three facts, one stream. Commands
come act by act over many charges, as they do on a working day, so a run of a hundred commands
touches a hundred streams.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.charge import CHARGE, CorrectCharge, EndCharge, StartCharge
from domain.identifiers import AdsorberId, ChargeId, CreditCode, LotId
from domain.occurred import SHANGHAI, Occurred
from domain.record import Fact, Provenance, Request
from domain.refusal import Refusal
from tests.bench.floors.spelling import as_json

ADSORBERS = 200
FACTS_OF_A_LIFE = 3
ENTERPRISE = CreditCode("91330411MAW7DF1000")
LOT = LotId("XT220104001")
OPENING = datetime(2022, 1, 4, 8, 0, tzinfo=SHANGHAI)

Command = StartCharge | CorrectCharge | EndCharge


class Asked(NamedTuple):
    """One command, whom it is for, and who asks."""

    charge: ChargeId
    command: Command
    request: Request


Line = tuple[str, int, Fact]
"""Stream, version, fact."""

Entry = tuple[Request, Sequence[Line]]
"""A command that has passed, with all it caused."""

Answer = tuple[int, int]
"""First and last position."""


class Contradicts(Refusal):
    """命令编号已用于不同内容。

    This command id is recorded with other contents.
    """


class GivenTwice(Refusal):
    """同一批内命令编号重复。

    This command id stands twice in one batch.
    """


def charge_of(life: int) -> ChargeId:
    """Name a charge: the lives go round the adsorbers."""
    return ChargeId.of(f"TA{life % ADSORBERS:06d}", 1, life // ADSORBERS + 1)


def commands_of(life: int, corrections: int = 1) -> list[Command]:
    """All that is ever asked of one charge."""
    start = OPENING + timedelta(minutes=life)
    adsorber = AdsorberId(charge_of(life).partition("-")[0])
    begin = StartCharge(Occurred.at(start), ENTERPRISE, adsorber, 1, LOT, 800_000, 1_000_000)
    end = EndCharge(Occurred.at(start + timedelta(days=80)), 960_000)
    return [begin, *(_correction(start, number) for number in range(corrections)), end]


def asked(first_life: int, lives: int) -> list[Asked]:
    """Start all these charges, then correct them all, then end them all."""
    by_life = [(life, commands_of(life)) for life in range(first_life, first_life + lives)]
    return [
        Asked(charge_of(life), commands[act], _request(life, act, commands[act]))
        for act in range(FACTS_OF_A_LIFE)
        for life, commands in by_life
    ]


def lived(first_life: int, lives: int, corrections: int = 1) -> list[Entry]:
    """Give the same lives as they stand in the log in the end, to be loaded and read."""
    return [
        entry
        for life in range(first_life, first_life + lives)
        for entry in _entries(life, commands_of(life, corrections))
    ]


def first_answer(known: tuple[str, int, int], request: Request) -> Answer:
    """Answer a command whose id is known, with what it came with and where its facts stand."""
    contents, first, last = known
    if contents != as_json(request.contents):
        raise Contradicts(command_id=request.command_id, recorded=contents)
    return first, last


def _correction(start: datetime, number: int) -> CorrectCharge:
    found = Occurred.at(start + timedelta(days=1, minutes=number))
    return CorrectCharge(found, "复称", fresh_g=800_000 + number % 1000)


def _request(life: int, act: int, command: Command) -> Request:
    contents = (
        ("charge", str(charge_of(life))),
        ("what", type(command).__name__),
        ("occurred", str(command.occurred)),
        ("mass_kg", "800"),
    )
    return Request(f"bench-{life}-{act}", "bench", Provenance.LIVE, contents)


def _entries(life: int, commands: Sequence[Command]) -> Iterator[Entry]:
    stream = CHARGE.stream(charge_of(life))
    state = CHARGE.initial
    for version, command in enumerate(commands, 1):
        (fact,) = CHARGE.decide(command, state)
        state = CHARGE.evolve(state, fact)
        yield _request(life, version, command), [(stream, version, fact)]
