"""`tanguanjia relay …`: handing events to the message broker, and queues for subscribers."""

import signal
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, BrokerNamed, Types
from adapters.cli.desk import Desk, desk_of
from adapters.cli.serving import go_home
from application.journal import LogFormat
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.ports.broker import Broker

Name = Annotated[
    str,
    typer.Argument(
        metavar="名称/NAME", help="订阅者的名称: 小写字母、数字、连字符 / the subscriber's name"
    ),
]


class NoBroker(Refusal):
    """没有指明消息服务; 请写 --rabbitmq 或设置 TANGUANJIA_RABBITMQ。

    No message broker is named; write `--rabbitmq` or set TANGUANJIA_RABBITMQ.
    """


def commands() -> typer.Typer:
    """Put the commands together; without one of them events are handed out."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(relay)
    group.command("status")(status)
    queues = typer.Typer(help="订阅队列 / Queues", no_args_is_help=True, rich_markup_mode=None)
    queues.command("add")(add_queue)
    queues.command("remove")(remove_queue)
    group.add_typer(queues, name="queue")
    return group


def relay(
    context: typer.Context,
    *,
    rabbitmq: BrokerNamed = None,
    log_format: Annotated[
        LogFormat,
        typer.Option(
            "--log-format",
            envvar="TANGUANJIA_LOG_FORMAT",
            help="日志格式(写到标准错误) / how the journal on standard error is spelled",
        ),
    ] = LogFormat.TEXT,
) -> None:
    """发布事件到消息服务 / Hand events to the message broker.

    serve 已包含发布; 单独运行时, 同时只有一个进程发布, 其他的等待。Ctrl-C 结束。
    `serve` does this as well; where it runs alone, one process hands out at a time and the others
    wait. Ctrl-C ends it.
    """
    if context.invoked_subcommand is not None:
        return
    from application.following import followed
    from application.relaying import relayed

    desk = desk_of(context)
    broker = broker_named(desk, rabbitmq)
    desk.keep_journal(log_format)
    signal.signal(signal.SIGTERM, go_home)
    with (
        suppress(KeyboardInterrupt),
        desk.existing() as office,
        followed(office),
        relayed(office, broker.outlet()),
    ):
        printing.say(f"正在发布到 / handing events to {broker.address}, Ctrl-C 结束 / ends it")
        Event().wait()
    printing.say("已停止 / stopped")


def status(context: typer.Context, *, in_json: AsJson = False) -> None:
    """发布到了哪里 / How far events have been handed out.

    只看账册, 不连接消息服务。
    Looks at the books only and connects to no broker.
    """
    with desk_of(context).existing() as office:
        standings, now = office.outlets.standing(), office.clock.now()
    if in_json:
        printing.as_json(
            [
                {
                    "outlet": each.outlet,
                    "connected": each.is_connected(now),
                    "position": each.position,
                    "lag": each.lag,
                    "told_at": each.told_at,
                }
                for each in standings
            ]
        )
        return
    printing.table(
        "发布 Relayed",
        ("出口 outlet", "相连 connected", "位置 position", "落后 lag", "最后报告 last told"),
        [
            (
                each.outlet,
                "✔" if each.is_connected(now) else "✘",
                each.position,
                each.lag,
                each.told_at[:19],
            )
            for each in standings
        ],
    )


def add_queue(
    context: typer.Context, name: Name, *, types: Types = None, rabbitmq: BrokerNamed = None
) -> None:
    """为订阅者建立队列 / Keep events for a subscriber from now on.

    队列在订阅者离线时也保存事件; 再次运行可增加种类。
    The queue keeps events while the subscriber is away; run again to ask for more of them.
    """
    queue = broker_named(desk_of(context), rabbitmq).add_queue(name, types or ())
    printing.say(f"已建立 made: {queue}")


def remove_queue(
    context: typer.Context,
    name: Name,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="不再询问 / do not ask for confirmation")
    ] = False,
    rabbitmq: BrokerNamed = None,
) -> None:
    """删除订阅队列 / Remove a subscriber's queue.

    队列中尚未取走的事件一并删除; 它们仍在账册中。
    What has not been fetched goes with it; it still stands in the books.
    """
    broker = broker_named(desk_of(context), rabbitmq)
    if not yes:
        typer.confirm(f"删除 remove {name}?", abort=True, err=True)
    printing.say(f"已删除 removed: {broker.remove_queue(name)}")


def broker_named(desk: Desk, rabbitmq: str | None) -> "Broker":
    """The broker that must be named; raises `NoBroker`."""
    broker = desk.broker(rabbitmq)
    if broker is None:
        raise NoBroker
    return broker
