"""How the books fare at this moment, in numbers; what is counted as time goes on is the meter's."""

from collections.abc import Iterator, Sequence

from application.alert_light import alert_readings
from application.office import Office
from application.ports.followers import Following
from application.ports.meter import Kind, Reading, Sample
from application.premises import Premises
from application.webhook_light import webhook_readings


def readings(office: Office) -> Iterator[Reading]:
    """Ask the database and the followers. Raises what the database raises where it is away."""
    premises = office.survey()
    yield from _premises(premises)
    yield _gauge(
        "tanguanjia_log_head_position",
        "日志末位 / The last position of the log",
        office.log.head(),
    )
    yield from _followers(office.followers.status())
    yield from webhook_readings(list(office.webhooks.entries()))
    yield from alert_readings(office)
    yield from _outlets(office)


def _premises(premises: Premises) -> Iterator[Reading]:
    yield Reading(
        "tanguanjia_schema_version",
        Kind.GAUGE,
        "库结构版本 / The schema's version, and the one this program knows",
        [
            Sample(premises.schema, (("of", "database"),)),
            Sample(premises.schema_of_program, (("of", "program"),)),
        ],
    )
    yield Reading(
        "tanguanjia_database_connections",
        Kind.GAUGE,
        "数据库连接 / Connections to the database",
        [
            Sample(premises.lent, (("state", "lent"),)),
            Sample(premises.idle, (("state", "idle"),)),
        ],
    )
    if premises.free_bytes is not None:
        yield _gauge(
            "tanguanjia_disk_free_bytes", "可用磁盘 / Free disk space", premises.free_bytes
        )


def _followers(statuses: Sequence[Following]) -> Iterator[Reading]:
    def each(name: str, zh: str, en: str, values: Sequence[float]) -> Reading:
        labelled = [
            Sample(value, (("follower", status.follower),))
            for status, value in zip(statuses, values, strict=True)
        ]
        return Reading(name, Kind.GAUGE, f"{zh} / {en}", labelled)

    yield each(
        "tanguanjia_follower_position",
        "已处理到的位置",
        "The position a follower has reached",
        [status.position for status in statuses],
    )
    yield each(
        "tanguanjia_follower_lag",
        "落后多少个位置",
        "How many positions it is behind the log",
        [status.lag for status in statuses],
    )
    yield each(
        "tanguanjia_follower_stopped",
        "停在无法处理的事实上为 1",
        "1 where it has stopped at a fact that it cannot digest",
        [float(status.stopped is not None) for status in statuses],
    )


def _outlets(office: Office) -> Iterator[Reading]:
    """One number for each outlet that was ever served."""
    standings = office.outlets.standing()
    now = office.clock.now()

    def each(name: str, meaning: str, values: Sequence[float]) -> Reading:
        labelled = [
            Sample(value, (("outlet", standing.outlet),))
            for standing, value in zip(standings, values, strict=True)
        ]
        return Reading(name, Kind.GAUGE, meaning, labelled)

    yield each(
        "tanguanjia_relay_position",
        "已确认发布到的位置 / The position up to which all events are confirmed",
        [standing.position for standing in standings],
    )
    yield each(
        "tanguanjia_relay_lag",
        "发布落后多少个位置 / How many positions the relay is behind the log",
        [standing.lag for standing in standings],
    )
    yield each(
        "tanguanjia_relay_connected",
        "与消息服务相连为 1 / 1 where the relay is connected to its broker",
        [float(standing.is_connected(now)) for standing in standings],
    )


def _gauge(name: str, meaning: str, value: float) -> Reading:
    return Reading(name, Kind.GAUGE, meaning, [Sample(value)])
