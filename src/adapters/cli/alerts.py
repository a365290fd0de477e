"""`tanguanjia alerts`, `alert …`, `outbox`: who is warned of what, and who has seen it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, AsOf, CommandId, KnownAt, actor_named
from adapters.cli.desk import desk_of
from adapters.cli.recorded import say_recorded
from adapters.cli.telling import lines, told
from application.view import View
from domain.alert import ALERT, AcknowledgeAlert, Matter, PartyKind, Resolution, UnknownAlert
from domain.code import Code
from domain.identifiers import CreditCode

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.alert_desk import Outgoing
    from application.ports.alert_view import AlertEntry

_PAGE, _MANY = 500, 10_000

AlertNamed = Annotated[
    str,
    typer.Argument(
        metavar="预警/ALERT",
        help="预警编号(如 TADF100001-1-2-1)或短信中的短码 / its id, or the code in the message",
    ),
]
OfEnterprise = Annotated[
    str | None, typer.Option(metavar="信用代码/CODE", help="只看一家企业 / one enterprise only")
]


def alerts(
    context: typer.Context,
    *,
    only_open: Annotated[
        bool, typer.Option("--open", help="只看未解除的 / only those that are not over")
    ] = False,
    level: Annotated[Code | None, typer.Option(help="只看一个级别 / one level only")] = None,
    enterprise: OfEnterprise = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """预警清单 / The alerts there are."""
    from application.ports.alert_view import Sought

    code = None if enterprise is None else str(CreditCode(enterprise))
    sought = Sought(only_open, None if level is None else level.value, code)
    found: list[AlertEntry] = []
    with desk_of(context).reading(View.ALERTS, View.REGISTERS) as office:
        at = office.viewpoint(as_of, known_at)
        while page := office.alerts.alerts(
            at, sought, after=found[-1].alert if found else "", limit=_PAGE
        ):
            found += page
    if in_json:
        printing.as_json(found)
        return
    printing.table(
        f"预警 / Alerts · 截至 as of {at.as_of[:16]}",
        (
            "编号 alert",
            "级别 level",
            "企业 enterprise",
            "发出 raised",
            "签收 acknowledged",
            "解除 over",
            "理由 reasons",
        ),
        [_line(each) for each in found],
    )


def show(context: typer.Context, alert: AlertNamed, *, in_json: AsJson = False) -> None:
    """一条预警: 理由、经过、消息 / One alert: its reasons, its course, its messages."""
    from application.ports.alert_desk import Wanted

    with desk_of(context).reading(View.ALERTS, View.REGISTERS, View.AUDIT) as office:
        entry = _found(office, alert)
        at = office.viewpoint()
        stream = ALERT.stream(entry.charge)
        course = [told(office, each) for each in office.audit.stream(stream, at, limit=_MANY)]
        wanted = Wanted(charge=entry.charge)
        messages = office.alerting.desk.outbox(wanted, limit=_MANY)
    sent = [_message(each) for each in messages if _is_about(each, entry)]
    if in_json:
        printing.as_json({"alert": entry, "facts": course, "messages": sent})
        return
    printing.pairs(f"预警 {entry.alert}", dict(zip(_NAMES, _line(entry), strict=True)))
    for fact in course:
        printing.say(*lines(fact))
    _print_messages(sent)


def acknowledge(
    context: typer.Context,
    alert: AlertNamed,
    *,
    note: Annotated[
        str, typer.Option(metavar="说明/TEXT", help="如何处理 / what is being done about it")
    ],
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """签收预警, 之后不再每日重复 / Acknowledge an alert; it is not repeated every day any more."""
    from application.act import only
    from application.office import request

    who = actor_named(actor)
    with desk_of(context).reading(View.ALERTS, View.REGISTERS) as office:
        entry = _found(office, alert)
        command = AcknowledgeAlert(office.now(), entry.episode, who, note)
        asked = request(who, command_id, {"预警": entry.alert, "说明": note})
        answer = office.log.perform(only(ALERT, entry.charge, command), asked)
    say_recorded(answer, asked.command_id, in_json=in_json)


def outbox(
    context: typer.Context,
    *,
    stage: Annotated[
        str | None,
        typer.Option(
            metavar="状态/STAGE",
            help="undeliverable, held, capped, waiting, trying, failed, refused, in-doubt, sent, "
            "lapsed",
        ),
    ] = None,
    enterprise: OfEnterprise = None,
    in_json: AsJson = False,
) -> None:
    """消息: 已发、待发、未发出、不确定、暂缓 / Messages: sent, waiting, failed, in doubt, held."""
    from application.ports.alert_desk import Stage, Wanted

    if stage is not None and stage not in set(Stage):
        raise typer.BadParameter(stage, param_hint="--stage")
    code = None if enterprise is None else str(CreditCode(enterprise))
    wanted = Wanted(code, None if stage is None else Stage(stage))
    found: list[Outgoing] = []
    with desk_of(context).existing() as office:
        while page := office.alerting.desk.outbox(
            wanted, after=found[-1].id if found else "", limit=_PAGE
        ):
            found += page
    found.sort(key=lambda message: (message.made_at, message.id))
    sent = [_message(each) for each in found]
    if in_json:
        printing.as_json(sent)
        return
    _print_messages(sent)


_NAMES = (
    "编号",
    "级别 level",
    "企业 enterprise",
    "发出 raised",
    "签收",
    "解除 over",
    "理由 reasons",
)


def _line(entry: "AlertEntry") -> tuple[object, ...]:
    level = Code(entry.level)
    seen = entry.acknowledged_by
    why = None if entry.why is None else Resolution(entry.why)
    return (
        entry.alert,
        f"{level.zh} {level.value}" + (f" · {Matter(entry.matter).zh}" if _special(entry) else ""),
        entry.enterprise,
        entry.raised[:16],
        None if seen is None else f"{seen}: {entry.acknowledged_note}",
        None if why is None else f"{why.zh} {why.value}",
        "; ".join(entry.reasons_zh),
    )


def _special(entry: "AlertEntry") -> bool:
    return entry.matter in {Matter.FIRE, Matter.DELAYED}


def _found(office: "Office", alert: str) -> "AlertEntry":
    from application.alert_texts import number_spelled

    number = number_spelled(alert)
    entry = office.alerts.alert(alert if number is None else number, office.viewpoint())
    if entry is None:
        raise UnknownAlert(alert=alert)
    return entry


def _is_about(message: "Outgoing", entry: "AlertEntry") -> bool:
    return message.episode == entry.episode and message.matter != Matter.REMINDER


def _message(message: "Outgoing") -> dict[str, Any]:
    return {
        "id": message.id,
        "charge": message.charge,
        "enterprise": message.enterprise,
        "matter": message.matter,
        "to": message.party_kind,
        "to_id": message.party_id,
        "time": message.time,
        "stage": message.stage.value,
        "receipt": message.receipt,
        "tries": message.tries,
        "due": message.due,
        "changed_at": message.changed_at,
        "way": message.way,
        "detail": message.detail,
        "text": message.text,
    }


def _print_messages(messages: list[dict[str, Any]]) -> None:
    from application.ports.alert_desk import Stage

    printing.table(
        "消息 / Messages",
        (
            "状态 stage",
            "事项 matter",
            "告知 to",
            "次 tries",
            "下次 due",
            "说明 detail",
            "内容 text",
        ),
        [
            (
                f"{Stage(each['stage']).zh} {each['stage']}"
                + (f" · {each['receipt']}" if each["receipt"] else ""),
                f"{Matter(each['matter']).zh}" + (f" (+{each['time']})" if each["time"] else ""),
                f"{PartyKind(each['to']).zh} {each['to_id']}".strip(),
                each["tries"],
                None if each["due"] is None else each["due"].isoformat()[:16],
                each["detail"] or None,
                each["text"],
            )
            for each in messages
        ],
    )
