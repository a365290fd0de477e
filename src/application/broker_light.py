"""The light of the message broker, looked at only where one is named."""

from application.lights import MOST_LAG, Light
from application.office import Office
from application.ports.broker import Broker
from application.ports.outlet_places import OutletStanding
from domain.refusal import Refusal


def broker_light(office: Office, broker: Broker) -> Light:
    """Knock at the broker, and look how far the relay has come."""
    outlet = broker.outlet().name
    standing = next((each for each in office.outlets.standing() if each.outlet == outlet), None)
    trouble = None
    try:
        broker.probe()
    except Refusal as away:
        trouble = f"{away.code}: {away.facts.get('reason', '')}"
    return _light(broker.address, trouble, standing)


def _light(address: str, trouble: str | None, standing: OutletStanding | None) -> Light:
    """The message broker can be reached, and has what the log holds."""
    behind = standing.lag if standing else 0
    told = (
        f", 已发布到 relayed up to {standing.position}, 落后 behind {behind}"
        if standing
        else ", 尚未发布 nothing relayed yet"
    )
    return Light(
        "broker",
        "消息服务(RabbitMQ)",
        "message broker (RabbitMQ)",
        trouble is None and behind <= MOST_LAG,
        address + (f", {trouble}" if trouble else "") + told,
        "订阅者暂时收不到新事件, 队列中的命令也不会办理; 账册与接口不受影响, 恢复后自动补发, "
        "不会遗漏",
        "subscribers get no new events for the time being, and commands in the queue wait; the "
        "books and the API are not affected, and what is missing is sent when the broker is back",
        "请查看 RabbitMQ 是否运行、地址与密码是否正确; 只是落后时, 请确认 serve 或 relay 在运行",
        "see whether RabbitMQ runs and address and password are right; where it is only behind, "
        "see whether serve or relay runs",
    )
