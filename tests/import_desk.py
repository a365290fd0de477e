"""A desk at which ledgers are imported: a real log in SQLite, a real vault, a still clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.clock import StandingClock
from adapters.eventlog.codec import FactCodec
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.schema import migrate
from adapters.sql.vault import SqlVault
from application.carbon_log import CarbonLog
from application.import_ledger import ImportProgress, LedgerImport
from application.import_report import ImportReport
from application.ledger_file import LedgerFile, Outcome
from application.ports.announced_containers import AnnouncedContainers
from application.ports.vault import Vault
from domain.container import ContainerFilled
from domain.identifiers import ContainerId, ManifestNumber
from domain.occurred import SHANGHAI
from domain.personal import Personal
from domain.record import Recorded

NOW = datetime(2022, 11, 30, 18, tzinfo=SHANGHAI)
WORKBOOK = Path(__file__).parents[1] / "src" / "adapters" / "demo" / "district_2022.xlsx"
SECRET = b"a secret of thirty-two bytes ..."


@dataclass(frozen=True)
class AnnouncedInLog:
    """Looks through the whole log for containers that name a manifest."""

    log: CarbonLog

    def containers_announced(self, number: ManifestNumber) -> Sequence[ContainerId]:
        """Give the containers announced for a manifest."""
        return [
            ContainerId(recorded.stream.removeprefix("container:"))
            for recorded in self.log.page(0, self.log.head() + 1)
            if isinstance(recorded.fact, ContainerFilled) and recorded.fact.manifest == number
        ]


@dataclass(frozen=True)
class Desk:
    """Where a ledger is imported, and where one looks up what came of it."""

    log: CarbonLog
    vault: Vault
    announced: AnnouncedContainers

    def take(
        self, file: LedgerFile, run_id: str = "run-1", progress: ImportProgress | None = None
    ) -> ImportReport:
        """Import a file."""
        office = LedgerImport(self.log, self.vault, StandingClock(NOW), self.announced)
        return office.carry_out(file, actor="office", run_id=run_id, progress=progress)

    def log_book(self) -> list[Recorded[Any]]:
        """Everything in the log, in order."""
        return self.log.page(0, self.log.head() + 1)

    def lives(self) -> dict[str, list[Any]]:
        """The facts of every stream, in order."""
        lives: dict[str, list[Any]] = {}
        for recorded in self.log_book():
            lives.setdefault(recorded.stream, []).append(recorded.fact)
        return lives

    def opened_lives(self) -> dict[str, list[Any]]:
        """The facts of every stream with persons' data opened: two vaults seal differently."""
        return {
            stream: [dict(self._opened(fact)) for fact in life]
            for stream, life in self.lives().items()
        }

    def _opened(self, fact: Any) -> Iterator[tuple[str, object]]:
        for each in fields(fact):
            value = getattr(fact, each.name)
            if isinstance(value, Personal):
                yield each.name, self.vault.open(value)
            elif is_dataclass(value):
                yield each.name, dict(self._opened(value))
            else:
                yield each.name, value


def open_desk(folder: Path) -> Desk:
    """Open the desk whose books lie in a folder; a second one there shares them."""
    engine = open_engine(f"sqlite:///{folder / 'books.db'}")
    migrate(engine)
    vault = SqlVault(engine, SECRET)
    codec = FactCodec(PUBLISHED, UPCASTERS)
    log = CarbonLog(open_book(engine), codec, vault, StandingClock(NOW))
    return Desk(log, vault, AnnouncedInLog(log))


def codes(report: ImportReport, outcome: Outcome = Outcome.REFUSED) -> list[str]:
    """Under which codes rows came to an outcome."""
    return [finding.code for finding in report.findings if finding.outcome is outcome]
