"""What every command finds before it: the books that were chosen, and how they are opened."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, cast

import typer

from adapters.cli.books import Books, chosen
from adapters.cli.progress import bars
from application.view import View

if TYPE_CHECKING:
    from application.import_ledger import ImportProgress
    from application.journal import LogFormat
    from application.office import Office
    from application.ports.backups import CheckBackup


class OpenDemo(Protocol):
    """Opens the demo's books; the first time its workbook is imported into them."""

    def __call__(self, url: str, *, progress: "ImportProgress") -> "AbstractContextManager[Office]":
        """Open it for as long as the context lasts."""
        ...


class WebApp(Protocol):
    """Builds the web application of an office."""

    def __call__(self, office: "Office", *, demo: bool) -> Any:
        """Give an ASGI application."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every command by the entry point, which knows what the office is made of."""

    named: str | None
    """The database as named on the command line, if it was."""
    books: Books
    open_office: "Callable[[str], AbstractContextManager[Office]]"
    open_demo: OpenDemo
    web_app: WebApp
    keep_journal: "Callable[[LogFormat], None]"
    check_backup: "CheckBackup"

    def for_demo(self) -> "Desk":
        """The same desk with the demo's books on it; raises `TwoBooks` if others were named."""
        return replace(self, books=chosen(self.named, demo=True))

    @contextmanager
    def office(self) -> "Generator[Office]":
        """Open the books, new ones if there are none."""
        with ExitStack() as opened:
            if self.books.demo:
                with bars() as bar:
                    loading = bar("载入演示数据 / loading the demo")
                    office = opened.enter_context(self.open_demo(self.books.url, progress=loading))
            else:
                office = opened.enter_context(self.open_office(self.books.url))
            yield office

    @contextmanager
    def reading(self, *views: View) -> "Generator[Office]":
        """Open books that must be there, with the views that are going to be read up to date."""
        if not self.books.demo:
            self.books.must_exist()
        with self.office() as office:
            office.catch_up(*views)
            yield office


def desk_of(context: typer.Context) -> Desk:
    """The desk of a command."""
    return cast("Desk", context.find_root().obj)
