"""`tanguanjia listen`: events from the message broker as lines, for whoever wants to follow."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import BrokerNamed, Types
from adapters.cli.desk import desk_of
from adapters.cli.relaying import broker_named
from domain.refusal import Refusal


class TypesOfAQueue(Refusal):
    """--queue 与 --types 不能同时使用: 队列要哪些事实, 在建立时写明。

    `--queue` and `--types` exclude each other: what a queue asks for is said when it is made.
    """


def listen(
    context: typer.Context,
    *,
    types: Types = None,
    queue: Annotated[
        str | None,
        typer.Option(
            metavar="名称/NAME",
            help="取订阅队列中的事件(relay queue add); 不写则用临时队列, 只有此后的事件 / take "
            "from a subscriber's queue; without it a temporary one has what happens from now on",
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="文件/FILE",
            help="记住已输出的事件, 重新启动后不重复 / remember what was written, so that a "
            "restart repeats nothing",
        ),
    ] = None,
    rabbitmq: BrokerNamed = None,
) -> None:
    """从消息服务接收事件 / Receive events from the message broker.

    每行一个 CloudEvents JSON; 只需要消息服务, 不需要账册。Ctrl-C 结束。
    One CloudEvent in JSON a line; needs the broker only, and no books. Ctrl-C ends it.
    """
    if queue is not None and types:
        raise TypesOfAQueue
    broker = broker_named(desk_of(context), rabbitmq)
    sys.stdout.flush()
    broker.listen(queue, types or (), state, sys.stdout.fileno(), printing.whisper)
