"""Options that many commands share, and how a typed time is read."""

import getpass
import os
from datetime import datetime
from typing import Annotated

import typer

from domain.occurred import SHANGHAI, Occurred, UnreadableTime

AsJson = Annotated[
    bool, typer.Option("--json", help="输出 JSON, 供程序读取 / print JSON, for programs")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="时间/TIME",
        help="截至该时间已发生的(只写日期则到当日终) / what had happened by then; a bare date "
        "means its end",
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="时间/TIME",
        help="当时已记录的 / what had been recorded by then",
    ),
]
Actor = Annotated[
    str | None,
    typer.Option("--actor", help="经手人(默认系统用户名) / who asks; the system's user by default"),
]
CommandId = Annotated[
    str | None,
    typer.Option(
        "--command-id",
        help="命令编号: 同一编号重复提交不会重复记账 / the command's id: repeating it changes "
        "nothing",
    ),
]

BrokerNamed = Annotated[
    str | None,
    typer.Option(
        "--rabbitmq",
        metavar="地址/URL",
        envvar="TANGUANJIA_RABBITMQ",
        help="消息服务: amqp(s)://用户@主机:端口/虚拟主机; 密码宜放在 "
        "TANGUANJIA_RABBITMQ_PASSWORD_FILE 所指的文件中 / the message broker: "
        "amqp(s)://user@host:port/vhost; its password is best kept in the file "
        "that TANGUANJIA_RABBITMQ_PASSWORD_FILE names",
    ),
]
MqttNamed = Annotated[
    str | None,
    typer.Option(
        "--mqtt",
        metavar="地址/URL",
        envvar="TANGUANJIA_MQTT",
        help="MQTT 服务: mqtt(s)://用户@主机:端口; 密码宜放在 TANGUANJIA_MQTT_PASSWORD_FILE 所指的"
        "文件中 / the MQTT broker: mqtt(s)://user@host:port; its password is best kept in the file "
        "that TANGUANJIA_MQTT_PASSWORD_FILE names",
    ),
]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--types",
        metavar="事实/NAME",
        help="只要这些事实, 可多次: lot-drawn.v1, 或某一种类的全部 lot-* / only these facts, "
        "repeatable: lot-drawn.v1, or all of a kind, lot-*",
    ),
]


def actor_named(actor: str | None) -> str:
    """Who asks: as told, else the user of the system."""
    return actor or os.environ.get("USER") or getpass.getuser()


def moment_typed(text: str) -> Occurred:
    """Read `2022-11-24`, `2022-11-24 11:27` or a moment with a zone; without one it is China's.

    Raises `UnreadableTime`.
    """
    if len(text) == len("2022-11-24"):
        return Occurred(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as unreadable:
        raise UnreadableTime(text=text) from unreadable
    return Occurred.at(moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI))
