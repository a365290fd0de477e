"""Take an office's ledger into the books: its rows become commands like everybody else's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from application.act import Act
from application.carbon_log import Answer, CarbonLog, ContradictsRecorded
from application.import_consignments import Consignments
from application.import_people import People
from application.import_registers import FirstDays, Registrations
from application.import_remarks import contradicted, observed, refused
from application.import_report import ImportReport, Tally
from application.import_swaps import Swaps
from application.import_turns import Turn, bundles, unread
from application.import_ways_out import AS_CORRECTED, way_out
from application.ledger_file import LedgerFile
from application.ledger_rows import (
    AdsorberRow,
    BatchRow,
    EnterpriseRow,
    LotRow,
    ManifestRow,
    ReceiverRow,
    SwapRow,
    TariffRow,
)
from application.ports.announced_containers import AnnouncedContainers
from application.ports.clock import Clock
from application.ports.vault import Vault
from domain.lot import UnknownLot
from domain.occurred import Occurred
from domain.record import Provenance, Request
from domain.refusal import Refusal

BUNDLE = 500
"""How many commands share a transaction: enough to read each life rarely, and to write it once."""


class ImportProgress(Protocol):
    """Told how far an import has come, after every bundle that is safely in the books."""

    def __call__(self, done: int, expected: int) -> None:
        """`done` of `expected` commands are dealt with."""
        ...


@dataclass(frozen=True, slots=True)
class LedgerImport:
    """Imports ledgers into one log.

    An import may be broken off anywhere and begun again, and two may run at once: every command
    has an id of its own, made of its sheet and the row's natural key.
    """

    log: CarbonLog
    vault: Vault
    clock: Clock
    announced: AnnouncedContainers

    def carry_out(
        self,
        file: LedgerFile,
        *,
        actor: str,
        run_id: str,
        progress: ImportProgress | None = None,
    ) -> ImportReport:
        """Import a file; `run_id` correlates all its facts.

        Rows are refused one by one and told in the report. Raises `Conflict` and `LogUnreachable`
        where the log itself fails; what was carried out until then stays.
        """
        tally = Tally(file)
        turns = sorted(self._turns(file, tally))
        run = _Run(self, tally, actor, run_id)
        done = 0
        for bundle in bundles(turns, BUNDLE):
            run.take(bundle)
            done += len(bundle)
            if progress is not None:
                progress(done, len(turns))
        run.observe()
        return tally.report()

    def _turns(self, file: LedgerFile, tally: Tally) -> Iterator[Turn]:
        people = People(file, self.log, self.vault)
        registers = Registrations(people, FirstDays(file, Occurred.at(self.clock.now())))
        swaps = Swaps(file, people)
        consignments = Consignments(file, people, self.announced)
        for place, line in enumerate(tally.lines):
            match line.value:
                case EnterpriseRow() as row:
                    yield from registers.enterprise(row, place)
                case AdsorberRow() as row:
                    yield from registers.adsorber(row, place)
                case ReceiverRow() as row:
                    yield from registers.receiver(row, place)
                case TariffRow() as row:
                    yield from registers.tariff(row, place)
                case LotRow() as row:
                    yield from swaps.lot(row, place)
                case SwapRow() as row:
                    yield from swaps.swap(row, place, unread(line))
                case ManifestRow() as row:
                    yield from consignments.manifest(row, place, unread(line))
                case BatchRow() as row:
                    yield from consignments.batch(row, place, unread(line))
                case _:
                    pass


@dataclass(frozen=True, slots=True)
class _Run:
    """One import under way."""

    office: LedgerImport
    tally: Tally
    actor: str
    run_id: str

    def take(self, bundle: list[Turn]) -> None:
        """Carry out a bundle in one transaction and note what became of its rows."""
        orders: list[tuple[Act, Request]] = []
        places: list[int] = []
        for turn in bundle:
            if self.tally.is_refused(turn.place):
                continue
            try:
                orders.append(self._order(turn))
            except Refusal as refusal:
                self._refuse(turn.place, refusal)
            else:
                places.append(turn.place)
        answers = self.office.log.perform_all(orders) if orders else []
        for place, answer in zip(places, answers, strict=True):
            self._note(place, answer)

    def observe(self) -> None:
        """Note what is remarkable about rows that stand in the books."""
        for place, line in enumerate(self.tally.lines):
            if not self.tally.is_refused(place):
                for finding in observed(line):
                    self.tally.note(place, finding)

    def _order(self, turn: Turn) -> tuple[Act, Request]:
        asked = turn.ask()
        request = Request(
            asked.command_id, self.actor, Provenance.IMPORTED, asked.contents, self.run_id
        )
        return asked.act, request

    def _note(self, place: int, answer: Answer | Refusal) -> None:
        if isinstance(answer, ContradictsRecorded):
            self._contradict(place, answer)
        elif isinstance(answer, Refusal):
            self._refuse(place, answer)
        else:
            self.tally.recorded(place, repeated=answer.repeated)

    def _contradict(self, place: int, refusal: ContradictsRecorded) -> None:
        line, office = self.tally.lines[place], self.office
        try:
            way = way_out(office.log, office.vault, line.value, str(refusal.facts["field"]))
        except UnknownLot as unknown:
            self._refuse(place, unknown)
            return
        if way is AS_CORRECTED:
            self.tally.recorded(place, repeated=True)
        else:
            self.tally.note(place, contradicted(line, refusal, way, office.vault))

    def _refuse(self, place: int, refusal: Refusal) -> None:
        self.tally.note(place, refused(self.tally.lines[place], refusal))
