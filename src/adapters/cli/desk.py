"""What every command finds before it: the books that were chosen, and how they are opened."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, cast

import typer

from adapters.cli.books import Books, chosen
from adapters.cli.progress import bars, rebuilds
from application.view import View

if TYPE_CHECKING:
    from application.demonstration import Demonstration
    from application.import_ledger import ImportProgress
    from application.journal import LogFormat
    from application.office import Office
    from application.ports.backups import CheckBackup
    from application.ports.broker import Broker
    from application.ports.clock import TurnableClock
    from application.ports.commands import TakeCommand
    from application.ports.followers import RebuildProgress
    from application.ports.log_keeping import LogKeeping
    from application.ports.table_folders import TableFolders


class OpenOffice(Protocol):
    """Opens books; views that this program cannot read are rebuilt meanwhile."""

    def __call__(
        self, url: str, *, rebuilding: "RebuildProgress"
    ) -> "AbstractContextManager[Office]":
        """Open them for as long as the context lasts."""
        ...


class OpenDemo(Protocol):
    """Opens the demo's books; the first time its workbook is imported into them."""

    def __call__(
        self, url: str, *, progress: "ImportProgress", rebuilding: "RebuildProgress"
    ) -> "AbstractContextManager[Office]":
        """Open it for as long as the context lasts."""
        ...


class GrowthProgress(Protocol):
    """Told how many of how many days a district has lived."""

    def __call__(self, done: int, expected: int, /) -> None:
        """Tell it."""
        ...


class OpenLiving(Protocol):
    """Opens the district that lives; the first time it grows for a year in fast time."""

    def __call__(
        self, url: str, *, progress: GrowthProgress, rebuilding: "RebuildProgress"
    ) -> "AbstractContextManager[Office]":
        """Open it for as long as the context lasts."""
        ...


class OpenSandbox(Protocol):
    """Opens a district to try things out in an empty database, and gives the clock to turn."""

    def __call__(
        self, url: str, *, progress: "ImportProgress"
    ) -> "AbstractContextManager[tuple[Office, TurnableClock]]":
        """Open it for as long as the context lasts."""
        ...


class WebApp(Protocol):
    """Builds the web application of an office."""

    def __call__(
        self,
        office: "Office",
        *,
        demo: "Demonstration | None",
        allowed_hosts: frozenset[str],
        sandbox: "TurnableClock | None" = None,
    ) -> Any:
        """Give an ASGI application; without hosts it may be called by any name."""
        ...


class CommandDoor(Protocol):
    """Builds the door for commands that come by message."""

    def __call__(self, office: "Office", *, demo: "Demonstration | None") -> "TakeCommand":
        """Give a door to an office."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every command by the entry point, which knows what the office is made of."""

    named: str | None
    """The database as named on the command line, if it was."""
    books: Books
    open_office: OpenOffice
    open_demo: OpenDemo
    open_living: OpenLiving
    lived: "Callable[[Office, str], AbstractContextManager[None]]"
    open_sandbox: OpenSandbox
    open_log: "Callable[[str], AbstractContextManager[LogKeeping]]"
    web_app: WebApp
    keep_journal: "Callable[[LogFormat], None]"
    check_backup: "CheckBackup"
    broker: "Callable[[str | None], Broker | None]"
    command_door: CommandDoor
    table_folders: "Callable[[], TableFolders]"

    @property
    def shown(self) -> "Demonstration | None":
        """What is said of these books, if they are made up."""
        from application.demonstration import LIVING, WORKBOOK

        if not self.books.demo:
            return None
        return LIVING if self.books.living else WORKBOOK

    def for_demo(self) -> "Desk":
        """The same desk with the demo's books on it; raises `TwoBooks` if others were named."""
        return replace(self, books=chosen(self.named, demo=True))

    @contextmanager
    def office(self) -> "Generator[Office]":
        """Open the books, new ones if there are none."""
        url = self.books.url
        with ExitStack() as opened:
            with bars() as bar:
                if self.books.living:
                    growing = bar("模拟一年 / a year is simulated")
                    opening = self.open_living(url, progress=growing, rebuilding=rebuilds(bar))
                elif self.books.demo:
                    loading = bar("载入演示数据 / loading the demo")
                    opening = self.open_demo(url, progress=loading, rebuilding=rebuilds(bar))
                else:
                    opening = self.open_office(url, rebuilding=rebuilds(bar))
                office = opened.enter_context(opening)
            yield office

    @contextmanager
    def existing(self) -> "Generator[Office]":
        """Open books that must be there."""
        if not self.books.demo:
            self.books.must_exist()
        with self.office() as office:
            yield office

    @contextmanager
    def keeping(self) -> "Generator[LogKeeping]":
        """Open the log of books that must be there, also if they may not be written in."""
        self.books.must_exist()
        with self.open_log(self.books.url) as keeping:
            yield keeping

    @contextmanager
    def reading(self, *views: View) -> "Generator[Office]":
        """The same, with the views that are going to be read up to date."""
        with self.existing() as office:
            with bars() as bar:
                office.catch_up(*views, rebuilding=rebuilds(bar))
            yield office


def desk_of(context: typer.Context) -> Desk:
    """The desk of a command."""
    return cast("Desk", context.find_root().obj)
