"""Books that real processes write in, and what can be asked of them afterwards."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text

from adapters.sql.engine import open_engine
from adapters.wiring import open_office
from application.office import Office
from tests.import_desk import Desk

PROGRAM = Path(sys.executable).with_name("tanguanjia")
ACTOR = "office"
PATIENCE_S = 120


class Written(NamedTuple):
    """A fact as it stands in the books, with persons' data opened: two vaults seal differently."""

    command_id: str
    stream: str
    version: int
    name: str
    fact: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Books:
    """One database."""

    url: str

    def command(self, *arguments: object) -> list[str]:
        """What to type for a command about these books."""
        return [str(PROGRAM), "--db", self.url, *(str(each) for each in arguments)]

    def importing(self, workbook: Path) -> list[str]:
        """What to type for an import."""
        return self.command("import", workbook, "--actor", ACTOR, "--json")

    def tell(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )

    def take(self, workbook: Path) -> None:
        """Import within this process."""
        with open_office(self.url) as office:
            office.import_files([workbook], actor=ACTOR)

    def written(self) -> list[Written]:
        """Everything in the log, in its order."""
        with open_office(self.url) as office:
            return written(office)

    def commands(self) -> set[str]:
        """The ids of all commands the log has carried out."""
        engine = open_engine(self.url)
        try:
            with engine.connect() as connection:
                return set(connection.execute(text("SELECT command_id FROM command")).scalars())
        finally:
            engine.dispose()

    def check(self) -> None:
        """Hold the books to account: they balance, and the views say what the log says."""
        with open_office(self.url) as office:
            stopped = [each for each in office.followers.catch_up() if each.stopped]
            at = office.viewpoint()
            assert stopped == []
            assert office.followers.differences() == []
            assert office.ledger.totals(at).closing_difference_g == 0
            assert office.ledger.unbalanced(at) == []


def written(office: Office) -> list[Written]:
    """Everything in an office's log, in its order."""
    desk = Desk(office.log, office.vault, office.announced)
    lives = desk.opened_lives()
    return [
        Written(
            each.command_id,
            each.stream,
            each.version,
            type(each.fact).__name__,
            lives[each.stream][each.version - 1],
        )
        for each in desk.log_book()
    ]
