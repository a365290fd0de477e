"""预警: which there are, how each went on, and what became of every message."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from litestar.di import NamedDependency

from adapters.web.alert_models import (
    ALERT,
    DUTY,
    MESSAGE,
    AlertPage,
    DutyContacts,
    Messages,
    OneAlert,
    tell_alert,
    tell_duty,
    tell_message,
)
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.filters import OfEnterprise, checked_enterprise
from adapters.web.operation import in_path, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, not_found
from adapters.web.samples import VIEWED
from application.alert_contacts import on_duty
from application.alert_texts import number_spelled
from application.events import Audience
from application.office import Office
from application.ports.alert_desk import Stage, Wanted
from application.ports.alert_view import AlertEntry, Sought
from domain.access import DISTRICTS_OWN, Caller, Resource, scope_of
from domain.alert import Matter, Party, PartyKind
from domain.duty import party_on

TAG = "预警 Alerts"
ID = "^([A-Z0-9]{4,24}-[0-9]{1,9}-[0-9]{1,9}-[0-9]{1,9}|[0-9a-z]{1,12})$"
_UUID = "^[0-9a-f-]{36}$"
_MANY = 10_000

AlertInPath = Annotated[
    str,
    in_path("预警编号, 或短信中的短码", "Its id, or the code in the message", ALERT.id, pattern=ID),
]
OnlyOpen = Annotated[
    bool, parameter("只看未解除的", "Only those that are not over", True)  # noqa: FBT003 - an example
]
OfLevel = Annotated[
    Literal["yellow", "orange", "red"] | None,
    parameter("只看一个级别", "One level only", "yellow"),
]
OfStage = Annotated[
    Literal[
        "undeliverable",
        "held",
        "capped",
        "waiting",
        "trying",
        "failed",
        "refused",
        "in-doubt",
        "sent",
        "lapsed",
    ]
    | None,
    parameter("只看一种状态", "One stage only", "sent"),
]
AfterAlert = Annotated[str, parameter("从该编号之后开始", "Begin after this id", ALERT.id)]
AfterMessage = Annotated[
    str | None, parameter("从该编号之后开始", "Begin after this id", MESSAGE.id, pattern=_UUID)
]


@reads(
    "/alerts",
    tag=TAG,
    zh="预警清单",
    en="List of alerts",
    more=(
        "一次填装从离开绿码到恢复为一条预警; 可只看未解除的、某一级别或某企业。",
        "An alert is one episode of a charge, from leaving green to returning; only open ones, one "
        "level or one enterprise if asked for.",
    ),
    example=AlertPage(limit=USUAL, next=None, items=(ALERT,), **VIEWED),
)
def list_alerts(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    only_open: OnlyOpen = False,  # noqa: FBT002 - a query parameter
    level: OfLevel = None,
    enterprise: OfEnterprise = None,
    after: AfterAlert = "",
    limit: Limit = USUAL,
) -> AlertPage:
    """Give a page of alerts."""
    sought = Sought(only_open, level, checked_enterprise(enterprise))
    found = office.alerts.alerts(asked.at, sought, after=after, limit=limit + 1)
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.alert)
    return AlertPage(**envelope, items=tuple(map(tell_alert, page)))


@reads(
    "/alerts/{alert:str}",
    tag=TAG,
    zh="一条预警",
    en="One alert",
    more=(
        "级别、理由、签收与解除, 以及告知了谁; 经过见 /v1/facts。",
        "Its level, reasons, acknowledgement and end, and who was told; /v1/facts has its course.",
    ),
    example=OneAlert(alert=ALERT, messages=(MESSAGE,), **VIEWED),
    problems=[NOT_FOUND],
)
def one_alert(
    alert: AlertInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> OneAlert:
    """Give one alert."""
    entry = alert_named(office, alert, asked)
    wanted = Wanted(charge=entry.charge, scope=asked.at.scope)
    messages = office.alerting.desk.outbox(wanted, limit=_MANY)
    about = [
        each
        for each in messages
        if each.episode == entry.episode and each.matter != Matter.REMINDER
    ]
    shown = tuple(map(tell_message, about))
    return OneAlert(**asked.echo(), alert=tell_alert(entry), messages=shown)


@reads(
    "/messages",
    tag=TAG,
    zh="消息",
    en="Messages",
    more=(
        "预警与提醒的消息: 已发、待发、未发出、不确定、暂缓。号码与姓名不在其中。",
        "Messages of alerts and reminders: sent, waiting, failed, in doubt, held. No number and no "
        "name is among them.",
    ),
    example=Messages(next=None, items=(MESSAGE,)),
)
def list_messages(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    stage: OfStage = None,
    enterprise: OfEnterprise = None,
    after: AfterMessage = None,
    limit: Limit = USUAL,
) -> Messages:
    """Give a page of messages."""
    wanted = Wanted(
        checked_enterprise(enterprise), Stage(stage) if stage else None, scope=scope_of(caller)
    )
    found = office.alerting.desk.outbox(wanted, after or "", limit + 1)
    onwards = (
        _onwards(found[limit - 1].id, limit, stage, enterprise) if len(found) > limit else None
    )
    return Messages(next=onwards, items=tuple(map(tell_message, found[:limit])))


def _onwards(after: str, limit: int, stage: str | None, enterprise: str | None) -> str:
    asked = {"after": after, "limit": limit, "stage": stage, "enterprise": enterprise}
    named = {name: value for name, value in asked.items() if value is not None}
    return f"/v1/messages?{urlencode(named)}"


@reads(
    "/duty-contacts",
    tag=TAG,
    zh="值班联系人",
    en="Those on duty",
    more=(
        "镇街、区局、再生单位由谁接收预警; 只见自己管辖的。",
        "Who is told of alerts at towns, the district and regenerators; one's own only.",
    ),
    example=DutyContacts(items=(DUTY,)),
)
def list_duty_contacts(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
) -> DutyContacts:
    """Give those on duty."""
    scope, show = scope_of(caller), Audience.of(caller).shown_by(office.reveal)
    found = [
        tell_duty(duty, state, show)
        for duty, state in on_duty(office.alerting.sender.contacts)
        if scope.covers(whose_duty(party_on(duty)))
    ]
    return DutyContacts(items=tuple(found))


def alert_named(office: Office, alert: str, asked: Asked) -> AlertEntry:
    """Find an alert by its id or its code; raises 404."""
    number = number_spelled(alert)
    entry = office.alerts.alert(alert if number is None else number, asked.at)
    if entry is None:
        raise not_found(alert=alert)
    return entry


def whose_duty(party: Party) -> Resource:
    """To whom a duty belongs."""
    match party.kind:
        case PartyKind.TOWN:
            return Resource(town=party.id)
        case PartyKind.REGENERATOR:
            return Resource(receiver=party.id)
        case PartyKind.ENTERPRISE | PartyKind.DISTRICT:
            return DISTRICTS_OWN


READS = (list_alerts, one_alert, list_messages, list_duty_contacts)
