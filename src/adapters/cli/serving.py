"""`tanguanjia serve`: the API and its pages, on this machine only until there are keys."""

import logging
import os
import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from importlib.metadata import version
from ipaddress import ip_address
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import printing
from adapters.cli.asking import BrokerNamed, MqttNamed
from adapters.cli.desk import Desk, desk_of
from adapters.cli.feeding import fed
from adapters.cli.joining import joined
from adapters.cli.welcoming import welcome
from application.journal import LogFormat, note
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office

_log = logging.getLogger(__name__)

_BACKLOG = 128


class OnlyThisMachine(Refusal):
    """没有有效的密钥时, 服务只对本机开放(127.0.0.1), 以免数据外泄; 请先发出密钥
    (tanguanjia key create)。

    Without a good key the server is open to this machine only (127.0.0.1); make one first with
    `tanguanjia key create`.
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
        str,
        typer.Option(
            help="监听地址; 发出密钥之前只能是本机 / the address to listen at; this machine only "
            "until there are keys"
        ),
    ] = "127.0.0.1",
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="名称/NAME",
            envvar="TANGUANJIA_ALLOWED_HOSTS",
            help="启用密钥后可用的主机名, 可多次, 不写则不限 / a name to be called by once keys "
            "are needed, repeatable; any if none is given",
        ),
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="使用演示数据 / serve the demonstration")
    ] = False,
    beside: Annotated[
        str | None,
        typer.Option(
            metavar="地址/URL",
            help="另一个演示区的地址, 首页会给出 / where the other demonstration is served; the "
            "first page says so",
        ),
    ] = None,
    rabbitmq: BrokerNamed = None,
    mqtt: MqttNamed = None,
    log_format: Annotated[
        LogFormat,
        typer.Option(
            "--log-format",
            envvar="TANGUANJIA_LOG_FORMAT",
            help="日志格式(写到标准错误) / how the journal on standard error is spelled",
        ),
    ] = LogFormat.TEXT,
) -> None:
    """启动服务 / Serve the API and its pages.

    发出密钥之前只对本机开放; Ctrl-C 结束。加 --demo 首次会载入演示数据。
    Answers this machine only until there are keys; Ctrl-C ends it. With --demo the demonstration is
    loaded first.
    """
    from application.alert_watch import alerted
    from application.assessing import assessed_regularly, interval_set_by
    from application.dispatching import delivering
    from application.following import followed
    from application.tables.daily import written_daily

    desk = desk_of(context).for_demo() if demo else desk_of(context)
    desk.keep_journal(log_format)
    if not _is_this_machine(host):
        _must_have_keys(desk, host)
    names = frozenset(name.lower() for name in allowed_host or ())
    # The demo's clock stands, so there is no new day to assess; `--demo assess` does it once.
    stands = desk.books.demo and not desk.books.living
    every = None if stands else interval_set_by(os.environ)
    broker = desk.broker(rabbitmq)
    signal.signal(signal.SIGTERM, go_home)
    with suppress(KeyboardInterrupt), listening(host, port) as listener, desk.office() as office:
        _say_what_waits(office)
        _note_start(office, listener)
        with (
            followed(office),
            delivering(office.webhooks),
            alerted(office.alerting),
            written_daily(office, office.tables_into),
            assessed_regularly(office, every),
            joined(desk, office, broker),
            fed(desk, office, mqtt),
            desk.lived(office, desk.books.url) if desk.books.living else nullcontext(),
        ):
            _serve(desk, office, listener, names, beside)
    note(_log, "stopped", "已停止")
    printing.say("已停止 / stopped")


def _say_what_waits(office: "Office") -> None:
    """Bring the views up to date; what another version wrote is shown until it is rebuilt."""
    from application.ports.followers import Form

    waiting = [each for each in office.followers.catch_up() if each.form is not Form.CURRENT]
    if waiting:
        printing.say(
            "以下视图由另一版本写成, 正在后台重建, 其间照原样显示 / "
            "These views are another version's; they are shown as they are while they are rebuilt: "
            + ", ".join(each.follower for each in waiting)
        )


def _note_start(office: "Office", listener: socket.socket) -> None:
    premises = office.survey()
    note(
        _log,
        "started",
        "已启动",
        version=version("tanguanjia"),
        schema=premises.schema,
        engine=premises.engine,
        head=office.log.head(),
        port=listener.getsockname()[1],
    )


def _is_this_machine(host: str) -> bool:
    with suppress(ValueError):
        return host == "localhost" or ip_address(host).is_loopback
    return False


def _must_have_keys(desk: Desk, host: str) -> None:
    """Raise `OnlyThisMachine` unless somebody holds a good key; books are not made for that."""
    file = desk.books.file
    if file is not None and not file.exists():
        raise OnlyThisMachine(host=host)
    with desk.office() as office:
        if not office.keys.any_good():
            raise OnlyThisMachine(host=host)


@contextmanager
def listening(host: str, port: int) -> Generator[socket.socket]:
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


def _serve(
    desk: Desk,
    office: "Office",
    listener: socket.socket,
    names: frozenset[str],
    beside: str | None,
) -> None:
    shown = desk.shown and replace(desk.shown, beside=beside)
    app = desk.web_app(office, demo=shown, allowed_hosts=names)
    welcome(address_of(listener), desk, keys=office.keys.ever_issued())
    answer_requests(app, listener)


def answer_requests(app: Any, listener: socket.socket) -> None:
    """Answer with an ASGI application until a signal ends it."""
    import uvicorn

    from adapters.cli.leaving import Leaving

    config = uvicorn.Config(
        app,
        # The journal takes what uvicorn has to say, and notes every request by itself.
        log_config=None,
        log_level="warning",
        access_log=False,
        # Whoever keeps a connection open does not keep the office open.
        timeout_graceful_shutdown=5,
    )
    # uvicorn ends in good order on a signal, and then raises it again for whoever was there before.
    Leaving(config, app.leave).run(sockets=[listener])


def go_home(_signal: int, _frame: FrameType | None) -> None:
    """End as on Ctrl-C."""
    raise KeyboardInterrupt


def address_of(listener: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
