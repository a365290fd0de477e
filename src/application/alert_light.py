"""The light and the readings of alerts: whether those who have to be told are told."""

from collections.abc import Iterator
from datetime import timedelta

from application.lights import MOST_LAG, Light
from application.office import Office
from application.ports.alert_desk import Outgoing, Stage
from application.ports.meter import Kind, Reading, Sample

LATE = timedelta(hours=1)
"""What could not be sent for so long is worth a red light. Chosen."""
_NAMED = 10


def alerts_light(office: Office) -> Light:
    """Everybody is told who has to be."""
    desk = office.alerting.desk
    now = office.clock.now()
    late = [
        each for each in desk.in_stage(Stage.FAILED, Stage.TRYING) if now - each.made_at >= LATE
    ]
    nobody = desk.in_stage(Stage.UNDELIVERABLE, Stage.REFUSED)
    wrong = [*late, *nobody]
    lag = _lag(office)
    named = ", ".join(map(_told, wrong[:_NAMED])) + (" …" if len(wrong) > _NAMED else "")
    return Light(
        "alerts",
        "预警消息",
        "messages of alerts",
        not wrong and lag <= MOST_LAG,
        f"未送达 not told {len(wrong)}, 落后 behind {lag}" + (f": {named}" if named else ""),
        "所列各方没有收到预警; 消息没有丢失, 一有联系人或线路恢复即发出",
        "those listed have not been told; nothing is lost, and it goes out as soon as there is a "
        "contact, or the way is open again",
        "请补全联系人(tanguanjia duty name, correct contacts), 或检查发送设置; 见 "
        "docs/operating/alerts.md",
        "name contacts (tanguanjia duty name, correct contacts), or look at how messages are sent; "
        "see docs/operating/alerts.md",
    )


def alert_readings(office: Office) -> Iterator[Reading]:
    """How messages fare at this moment."""
    counts = office.alerting.desk.counts()
    yield Reading(
        "tanguanjia_alert_messages",
        Kind.GAUGE,
        "预警消息, 按状态 / Messages of alerts, by stage",
        [Sample(counts[stage], (("stage", stage.value),)) for stage in Stage],
    )
    yield Reading(
        "tanguanjia_alert_lag",
        Kind.GAUGE,
        "预警落后的位置数 / How many positions alerts are behind the log",
        [Sample(_lag(office))],
    )


def _lag(office: Office) -> int:
    """Books in which nobody was ever warned, because no server ran, are not behind."""
    place = office.alerting.desk.place()
    return office.log.head() - place if place else 0


def _told(message: Outgoing) -> str:
    return f"{message.charge} {message.matter} {message.party_kind} {message.stage.value}"
