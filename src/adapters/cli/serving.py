"""`tanguanjia serve`: the API and its pages, on this machine only."""

import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from shutil import which
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.desk import Desk, desk_of
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office

_BACKLOG = 128


class OnlyThisMachine(Refusal):
    """在有访问密钥之前, 服务只对本机开放(127.0.0.1), 以免数据外泄。

    Until there are access keys, the server answers this machine only (127.0.0.1).
    """


class PortTaken(Refusal):
    """端口已被占用, 请用 --port 或 PORT= 换一个。

    The port is in use; choose another with `--port` or `PORT=`.
    """


def serve(
    context: typer.Context,
    *,
    port: Annotated[
        int, typer.Option(envvar="PORT", min=0, max=65535, help="端口 / the port")
    ] = 8000,
    host: Annotated[
        str, typer.Option(help="只能是本机地址 / an address of this machine only")
    ] = "127.0.0.1",
    demo: Annotated[
        bool, typer.Option("--demo", help="使用演示数据 / serve the demonstration")
    ] = False,
) -> None:
    """启动服务 / Serve the API and its pages.

    只对本机开放; Ctrl-C 结束。加 --demo 首次会载入演示数据。
    Answers this machine only; Ctrl-C ends it. With --demo the demonstration is loaded first.
    """
    from application.following import followed

    _only_this_machine(host)
    desk = desk_of(context).for_demo() if demo else desk_of(context)
    signal.signal(signal.SIGTERM, _go_home)
    with suppress(KeyboardInterrupt), _listening(host, port) as listener, desk.office() as office:
        office.catch_up()
        with followed(office):
            _serve(desk, office, listener)
    printing.say("已停止 / stopped")


def _only_this_machine(host: str) -> None:
    with suppress(ValueError):
        if host == "localhost" or ip_address(host).is_loopback:
            return
    raise OnlyThisMachine(host=host)


@contextmanager
def _listening(host: str, port: int) -> Generator[socket.socket]:
    """Take the port first: nothing else is worth doing without it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(_BACKLOG)
        except OSError as taken:
            raise PortTaken(host=host, port=port, reason=taken.strerror) from taken
        yield listener


def _serve(desk: Desk, office: "Office", listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        desk.web_app(office, demo=desk.books.demo),
        log_level="warning",
        access_log=False,
        # Whoever keeps a connection open does not keep the office open.
        timeout_graceful_shutdown=5,
    )
    _welcome(listener, desk)
    # uvicorn ends in good order on a signal, and then raises it again for whoever was there before.
    uvicorn.Server(config).run(sockets=[listener])


def _go_home(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _welcome(listener: socket.socket, desk: Desk) -> None:
    host, port = listener.getsockname()[:2]
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    named = "" if desk.named is None else f" --db {desk.named}"
    options = " --demo" if desk.books.demo else named
    if desk.books.demo:
        printing.say("演示数据: 时钟停在 2022-11-30 18:00 / the demo's clock stands at that time")
    printing.say(
        f"炭管家已启动, 只对本机开放 / 炭管家 is open, to this machine only: {here}/",
        "",
        "接下来可以打开 / What to open next:",
        f"  {here}/                  首页 / start here",
        f"  {here}/docs              接口说明 / the API, with examples to try",
        f"  {here}/v1/ledger         碳账 / the carbon ledger",
        f"  {here}/v1/health         健康码 / the health codes",
        f"  {here}/v1/enterprises    企业 / the enterprises",
        "",
        "在另一个窗口 / In another window:",
        f"  {_called()}{options} ledger",
        f"  {_called()}{options} health --code yellow",
        f"  {_called()}{options} verify",
        "",
        "Ctrl-C 结束 / Ctrl-C ends it",
    )


def _called() -> str:
    """The command as it can be typed here; `make run` starts it from `.venv/bin`."""
    name = "tanguanjia"
    return name if which(name) or Path(sys.argv[0]).name != name else sys.argv[0]
