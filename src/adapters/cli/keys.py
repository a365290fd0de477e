"""`tanguanjia key …`: give out a key, list the keys, take one back."""

from secrets import token_bytes
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, actor_named, moment_typed
from adapters.cli.desk import desk_of
from adapters.cli.jurisdictions import Given, jurisdiction_of
from application.view import View
from domain.access import Role
from domain.key import IssueKey

if TYPE_CHECKING:
    from datetime import datetime

    from application.keys import FreshKey, KeyEntry

ONCE = (
    "密钥只显示这一次, 请立即交给使用者并妥善保管; 遗失请吊销后另发。",
    "The key is shown this once only; hand it over now. If it is lost, revoke it and make another.",
)
_COLUMNS = (
    "编号 id",
    "身份 role",
    "管辖 jurisdiction",
    "说明 label",
    "发出 issued",
    "到期 expires",
    "状态 state",
)
_STANDING = {None: "有效 good", "expired": "已过期 expired", "revoked": "已吊销 revoked"}


def create(
    context: typer.Context,
    *,
    role: Annotated[Role, typer.Option(help="身份 / who it is for")],
    expires: Annotated[
        str,
        typer.Option(
            metavar="时间/TIME",
            help="到期时间(只写日期则到当日终) / until when; a bare date means its end",
        ),
    ],
    label: Annotated[
        str,
        typer.Option(
            metavar="说明/TEXT",
            help="给哪个系统用(不要写姓名) / which system it is for; no person's name",
        ),
    ],
    jurisdiction: Given = None,
    actor: Actor = None,
    in_json: AsJson = False,
) -> None:
    """发出密钥 / Make a key and print it once.

    发出第一个密钥之后, 接口只回答带密钥的请求。
    Once the first key is made, the API answers nobody without one.
    """
    from application.keys import fresh_key, issue
    from application.office import request

    until = moment_typed(expires)
    with desk_of(context).reading(View.REGISTERS) as office:
        over = jurisdiction_of(office, role, jurisdiction or [])
        key = fresh_key(token_bytes)
        command = IssueKey(office.now(), role, over, label, until, key.digest)
        contents = {"身份": role.value, "说明": label, "到期": until, "管辖": "、".join(over)}
        office.log.perform(issue(key, command), request(actor_named(actor), None, contents))
    _show(key, command, in_json=in_json)


def list_keys(context: typer.Context, *, in_json: AsJson = False) -> None:
    """列出密钥 / List the keys.

    密钥本身和摘要都不显示。
    Neither the keys nor what they hash to are shown.
    """
    with desk_of(context).reading() as office:
        now, entries = office.clock.now(), list(office.keys.entries())
    if in_json:
        printing.as_json([_told(entry, now) for entry in entries])
    else:
        printing.table("密钥 keys", _COLUMNS, (_row(entry, now) for entry in entries))


def revoke(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(metavar="编号/ID", help="key list 给出的编号 / the key's id")
    ],
    *,
    reason: Annotated[str, typer.Option(metavar="原因/TEXT", help="吊销原因 / why")],
    actor: Actor = None,
    in_json: AsJson = False,
) -> None:
    """吊销密钥, 下一个请求起生效 / Revoke a key; the next request with it is refused."""
    from application.keys import revoke as revoking
    from application.office import request

    with desk_of(context).reading() as office:
        asked = request(actor_named(actor), None, {"密钥": identity, "原因": reason})
        answer = office.log.perform(revoking(identity, office.now(), reason), asked)
    if in_json:
        printing.as_json({"id": identity, "revoked": True, "position": answer.last})
    else:
        printing.say(f"已吊销 revoked: {identity}")


def _show(key: "FreshKey", command: IssueKey, *, in_json: bool) -> None:
    if in_json:
        told = {
            "id": key.id,
            "key": key.text,
            "role": command.role.value,
            "jurisdiction": command.jurisdiction,
            "label": command.label,
            "expires": command.expires,
        }
        printing.as_json(told)
        return
    printing.say(key.text)
    printing.whisper(*ONCE, f"编号 id: {key.id}")


def _row(entry: "KeyEntry", now: "datetime") -> tuple[str, ...]:
    issued = entry.issued
    return (
        entry.id,
        issued.role.value,
        ", ".join(issued.jurisdiction) or "全区 district",
        issued.label,
        issued.occurred,
        issued.expires,
        _STANDING[entry.standing(now)],
    )


def _told(entry: "KeyEntry", now: "datetime") -> dict[str, object]:
    issued, trouble = entry.issued, entry.standing(now)
    return {
        "id": entry.id,
        "role": issued.role.value,
        "jurisdiction": issued.jurisdiction,
        "label": issued.label,
        "issued": issued.occurred,
        "expires": issued.expires,
        "trouble": None if trouble is None else trouble.value,
    }
