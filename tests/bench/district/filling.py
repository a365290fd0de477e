"""Have a district live in a log, a day in one transaction, until there are facts enough."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from application.carbon_log import Answer, CarbonLog
from domain.identifiers import BatchId
from domain.occurred import SHANGHAI
from domain.refusal import Refusal
from tests.bench.district.places import Seal
from tests.bench.district.years import FIRST_DAY, District, Size

Progress = Callable[[int], None]


class EveningClock:
    """Every day's records are written down in its evening."""

    def __init__(self) -> None:
        """Stand before the first day."""
        self.day = FIRST_DAY

    def now(self) -> datetime:
        """Half past eight."""
        return datetime(self.day.year, self.day.month, self.day.day, 20, 30, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written, and names of things to ask for."""

    facts: int
    last_day: date
    enterprise: str
    adsorber: str
    batch: str
    """The latest kiln run when half of the facts were written."""


def fill(
    log: CarbonLog,
    clock: EveningClock,
    size: Size,
    seal: Seal,
    progress: Progress = lambda _: None,
) -> Filled:
    """Write the district into an empty log; every command of it must be accepted."""
    district = District(size, seal)
    facts, batch = 0, None
    for clock.day, orders in district.days():
        facts += sum(map(_gained, log.perform_all(orders))) if orders else 0
        if facts <= size.facts // 2:
            batch = district.kiln.latest
        if facts >= size.facts:
            break
        progress(facts)
    return _filled(district, facts, clock.day, batch)


def _gained(answer: Answer | Refusal) -> int:
    if isinstance(answer, Refusal):
        raise answer
    return answer.last - answer.first + 1 if answer.first else 0


def _filled(district: District, facts: int, day: date, batch: BatchId | None) -> Filled:
    firms: Sequence[str] = sorted(firm.code for firm in district.firms)
    middle = firms[len(firms) // 2]
    plant = next(firm.plants[0] for firm in district.firms if firm.code == middle)
    return Filled(facts, day, middle, plant.adsorber, batch or district.kiln.latest or "")
