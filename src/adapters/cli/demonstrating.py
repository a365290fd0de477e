"""`tanguanjia demo`: both demonstration districts, each in a server of its own."""

import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from typing import Annotated

import typer

from adapters.cli import printing
from adapters.cli.desk import desk_of
from adapters.cli.serving import go_home
from domain.refusal import Refusal

_PROGRAM = (sys.executable, "-c", "from adapters.cli.main import main; raise SystemExit(main())")
_LOOK_S = 0.5
_PATIENCE_S = 15


class DemonstrationsOwnBooks(Refusal):
    """演示区自带账册, 不能与 --db 同时使用。

    The demonstration districts have books of their own; they do not take `--db`.
    """


def demo(
    context: typer.Context,
    *,
    port: Annotated[
        int,
        typer.Option(
            envvar="PORT",
            min=1,
            max=65534,
            help="端口, 活的演示区用下一个 / the port; the district that lives has the next one",
        ),
    ] = 8000,
) -> None:
    """启动两个演示区 / Serve both demonstration districts.

    台账演示区(2022 年的台账, 时钟停住)与活的演示区(模拟, 此刻)各有自己的账册; Ctrl-C 结束。
    The district of the workbook (2022, its clock stands) and the one that lives (simulated, now),
    each with books of its own; Ctrl-C ends both.
    """
    import signal

    if desk_of(context).named is not None:
        raise DemonstrationsOwnBooks
    signal.signal(signal.SIGTERM, go_home)
    beside = [f"http://127.0.0.1:{port + 1}/", f"http://127.0.0.1:{port}/"]
    printing.say(
        "活的演示区首次启动要先模拟一年, 约需一两分钟 / "
        "The district that lives grows for a year first, which takes a minute or two:",
        f"  {beside[0]}",
    )
    with (
        suppress(KeyboardInterrupt),
        _served("--demo", "serve", "--port", str(port), "--beside", beside[0]) as workbook,
        _served("--living", "serve", "--port", str(port + 1), "--beside", beside[1]) as living,
    ):
        code = _first_to_end([workbook, living])
        raise typer.Exit(code)


@contextmanager
def _served(*arguments: str) -> Generator[subprocess.Popen[bytes]]:
    server = subprocess.Popen([*_PROGRAM, *arguments])  # noqa: S603 - ourselves
    try:
        yield server
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=_PATIENCE_S)
        server.kill()


def _first_to_end(servers: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait until one of them ends by itself, and give its exit code."""
    while True:
        for server in servers:
            with suppress(subprocess.TimeoutExpired):
                return server.wait(timeout=_LOOK_S)
