"""The entry point of `tanguanjia`: its commands, and the office they are handed."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import commands, printing
from adapters.cli.books import chosen
from adapters.cli.desk import Desk, GrowthProgress
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.demonstration import Demonstration
    from application.import_ledger import ImportProgress
    from application.journal import LogFormat
    from application.office import Office
    from application.ports.backups import Manifest
    from application.ports.broker import Broker
    from application.ports.clock import TurnableClock
    from application.ports.commands import TakeCommand
    from application.ports.followers import RebuildProgress
    from application.ports.log_keeping import LogKeeping
    from application.ports.table_folders import TableFolders


TRACE_VARIABLE = "TANGUANJIA_TRACE"


class OurMistake(Refusal):
    """程序出错了, 这不是您的问题; 已记的账不受影响。设置 TANGUANJIA_TRACE=1 可看到出错位置。

    The program has failed, and it is not your fault; what is recorded is safe. Set
    TANGUANJIA_TRACE=1 to see where.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 well, 1 refused or different, 2 not understood."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    printing.survive_any_terminal()
    try:
        command_line()(args=given, prog_name="tanguanjia")
    except Refusal as refusal:
        printing.refuse(refusal, in_json="--json" in given)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Whoever reads has seen enough. Nothing may be flushed into the broken pipe at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception as bug:
        if os.environ.get(TRACE_VARIABLE):
            raise
        printing.refuse(OurMistake(error=f"{type(bug).__name__}: {bug}"), in_json="--json" in given)
        return 1
    return 0


def command_line() -> typer.Typer:
    """Put the commands together."""
    app = typer.Typer(
        help="炭管家: 活性炭从填装到再生的全过程账本 / A ledger of activated carbon, from fill to "
        "regeneration",
        no_args_is_help=True,
        add_completion=False,
        # Plain help: the boxed one cuts lines of 中文 short.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(choose_books)
    commands.add_to(app)
    return app


def say_version(asked: bool) -> None:  # noqa: FBT001 - typer hands the option over
    """Say which version this is, and end."""
    if asked:
        printing.say(f"炭管家 tanguanjia {metadata.version('tanguanjia')}")
        raise typer.Exit


def choose_books(
    context: typer.Context,
    *,
    db: Annotated[
        str | None,
        typer.Option(
            metavar="地址/URL",
            help="数据库: postgresql://… 或 SQLite 文件; 默认取 TANGUANJIA_DATABASE_URL, 否则为数据"
            "文件夹中的 carbon.sqlite / the database; by default TANGUANJIA_DATABASE_URL, else "
            "carbon.sqlite in the data folder (TANGUANJIA_DATA, ./data)",
        ),
    ] = None,
    demo: Annotated[
        bool,
        typer.Option(
            "--demo", help="使用演示数据(单独的文件) / the demonstration, in a file of its own"
        ),
    ] = False,
    living: Annotated[
        bool,
        typer.Option(
            "--living",
            help="使用活的演示区(模拟, 单独的文件) / the demonstration that lives, in a file of "
            "its own",
        ),
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="版本 / the version", is_eager=True, callback=say_version),
    ] = False,
) -> None:
    """Lay the chosen books on the desk of whichever command follows."""
    del version  # said already
    books = chosen(db, demo=demo, living=living)
    context.obj = Desk(
        db,
        books,
        open_books,
        open_demo,
        open_living,
        lived,
        open_sandbox,
        open_log,
        web_app,
        keep_journal,
        check_backup,
        broker,
        command_door,
        table_folders,
    )


# The composition root is imported when a command opens the books: `--help` does not wait for it.


def open_books(url: str, *, rebuilding: "RebuildProgress") -> "AbstractContextManager[Office]":
    """Open an office on a database."""
    from adapters import wiring

    return wiring.open_office(url, rebuilding=rebuilding)


def open_demo(
    url: str, *, progress: "ImportProgress", rebuilding: "RebuildProgress"
) -> "AbstractContextManager[Office]":
    """Open the demo's office; the first time its workbook is imported."""
    from adapters import wiring

    return wiring.open_demo(url, progress=progress, rebuilding=rebuilding)


def open_living(
    url: str, *, progress: GrowthProgress, rebuilding: "RebuildProgress"
) -> "AbstractContextManager[Office]":
    """Open the district that lives; the first time it grows for a year."""
    from adapters import wiring

    return wiring.open_living(url, progress=progress, rebuilding=rebuilding)


def lived(office: "Office", url: str) -> "AbstractContextManager[None]":
    """Let that district live on."""
    from adapters import wiring

    return wiring.lived(office, url)


def open_log(url: str) -> "AbstractContextManager[LogKeeping]":
    """Open the log of a database for its housekeeping."""
    from adapters import wiring

    return wiring.open_log(url)


def open_sandbox(
    url: str, *, progress: "ImportProgress"
) -> "AbstractContextManager[tuple[Office, TurnableClock]]":
    """Open the demo's district with a clock that can be turned."""
    from adapters import wiring

    return wiring.open_sandbox(url, progress=progress)


def web_app(
    office: "Office",
    *,
    demo: "Demonstration | None",
    allowed_hosts: frozenset[str],
    sandbox: "TurnableClock | None" = None,
) -> Any:
    """The web application of an office."""
    from adapters import wiring

    return wiring.web_app(office, demo=demo, allowed_hosts=allowed_hosts, sandbox=sandbox)


def keep_journal(form: "LogFormat") -> None:
    """Write what this process notes to standard error."""
    from adapters import wiring

    wiring.keep_journal(form)


def check_backup(file: Path) -> "Manifest":
    """Check a back-up, for which no books need to be there."""
    from adapters import wiring

    return wiring.check_backup(file)


def broker(named: str | None) -> "Broker | None":
    """The message broker that is named or set, if one is."""
    from adapters import wiring

    return wiring.broker(named)


def command_door(office: "Office", *, demo: "Demonstration | None") -> "TakeCommand":
    """The door for commands that come by message."""
    from adapters import wiring

    return wiring.command_door(office, demo=demo)


def table_folders() -> "TableFolders":
    """Folders of tables, which are checked without any books."""
    from adapters import wiring

    return wiring.table_folders()
