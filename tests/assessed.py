"""A firm with one adsorber of two beds, whose days are measured, in an office on any engine."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from adapters.wiring import open_office
from application.act import only
from application.import_ledger import LedgerImport
from application.ledger_file import Outcome
from application.office import Office
from domain.charge import CHARGE, Command
from domain.charge_course import SaturationAssessed
from domain.charge_noting import RecordOperation
from domain.identifiers import ChargeId
from domain.occurred import SHANGHAI, Occurred
from domain.operation import Concentration, Flaw, Operation
from domain.record import Provenance, Recorded, Request
from tests.adopted import adopt_rule
from tests.small_ledger import firm, swap

FILLED = date(2022, 2, 1)
ONE, TWO = ChargeId("TADF100001-1-1"), ChargeId("TADF100001-2-1")
NEXT_ONE = ChargeId("TADF100001-1-2")


@dataclass
class MovableClock:
    """A clock that a test sets."""

    stands_at: datetime = field(default=datetime(2022, 2, 20, 9, 0, tzinfo=SHANGHAI))

    def now(self) -> datetime:
        """Tell the time it was set to."""
        return self.stands_at


@contextmanager
def filled_office(url: str, clock: MovableClock) -> Generator[Office]:
    """An office whose adsorber was filled on the first of February, under three months."""
    with open_office(url, clock=clock) as office:
        adopt_rule(office.log)
        take(office, swap("2022-02-01 09:00", 0, 2000))
        yield office


def take(office: Office, *rows: object) -> None:
    """Take rows into the books."""
    importing = LedgerImport(office.log, office.vault, office.clock, office.announced)
    office.catch_up()
    report = importing.carry_out(firm(*rows), actor="tester", run_id=str(uuid4()))
    assert not report.rows[Outcome.REFUSED], report.findings
    office.catch_up()


def note(office: Office, charge: ChargeId, *commands: Command) -> None:
    """Have things noted of a charge."""
    asked = Request(str(uuid4()), "tester", Provenance.LIVE)
    office.log.perform(only(CHARGE, charge, *commands), asked)


def day_of(day: date, inlet: float | None = 40.0, outlet: float | None = 1.0) -> RecordOperation:
    """A measured day."""
    return RecordOperation(Occurred.on(day), worked(inlet, outlet))


def worked(
    inlet: float | None = 40.0,
    outlet: float | None = 1.0,
    *,
    run_h: float = 10.0,
    air_m3: float = 76_000.0,
    coverage_percent: float = 98.0,
    flaws: tuple[Flaw, ...] = (),
) -> Operation:
    """How a day went."""
    return Operation(
        run_h,
        air_m3,
        air_measured=True,
        inlet=None if inlet is None else Concentration(inlet, 2 * inlet, 3000, 0),
        outlet=None if outlet is None else Concentration(outlet, 2 * outlet, 3000, 0),
        detection_mg_per_m3=0.5,
        temperature_c=24.0,
        temperature_max_c=30.0,
        humidity_percent=55.0,
        bed_max_c=None,
        pressure_drop_pa=None,
        coverage_percent=coverage_percent,
        last_reading=None,
        devices=(),
        flaws=flaws,
    )


def measure(office: Office, charge: ChargeId, first: date, days: int) -> None:
    """Record measured days, the outlet rising slowly."""
    commands = [day_of(first + timedelta(n), 40.0 + n % 7, 0.6 + 0.02 * n) for n in range(days)]
    note(office, charge, *commands)


def assessments(office: Office, charge: ChargeId) -> list[Recorded[SaturationAssessed]]:
    """The assessments of a charge, from its life."""
    facts = office.log.facts(f"charge:{charge}")
    return [each for each in facts if isinstance(each.fact, SaturationAssessed)]
