"""`tanguanjia setting …`: what the district has set, what another value would do, adopting it."""

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, CommandId, actor_named
from adapters.cli.desk import desk_of
from adapters.cli.health import coloured, notice_lines
from application.view import View
from domain.code import Code
from domain.occurred import Occurred
from domain.refusal import Refusal
from domain.setting import AdoptSetting, SettingValue, checked, in_force
from domain.setting_registry import GROUPS, Group

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.health_view import Preview


class NotANameAndAValue(Refusal):
    """参数应写成 名称=值, 例如 grace-days=5。

    A setting is written as name=value, like grace-days=5.
    """


OfGroup = Annotated[
    Group,
    typer.Argument(metavar="组/GROUP", help="health 健康码, alerts 预警, telemetry 监测数据"),
]
Values = Annotated[
    list[str],
    typer.Argument(metavar="名称=值/NAME=VALUE", help="要采用的参数, 可多项 / what to adopt"),
]
Effective = Annotated[
    str,
    typer.Option(
        metavar="日期/DATE",
        help="生效日, 不早于今天 / the day it takes effect, today at the earliest",
    ),
]
_COLUMNS = ("参数 setting", "当前值 value", "单位 unit", "范围 limits", "说明 what")


def list_settings(context: typer.Context, *, in_json: AsJson = False) -> None:
    """列出全部参数及当前值 / List every setting and what holds now."""
    with desk_of(context).reading() as office:
        held = {
            group: in_force(group, office.settings.adopted(group), office.now()) for group in Group
        }
        rules, today = office.settings.policy(office.now()), office.now().day
    if in_json:
        printing.as_json(
            {
                group.value: {"version": each.version, "values": each.values}
                for group, each in held.items()
            }
        )
        return
    for group, each in held.items():
        printing.table(
            f"{group.value} · 第 {each.version} 版 version {each.version}",
            _COLUMNS,
            (
                (
                    known.name,
                    each.values[known.name],
                    known.unit,
                    known.limits,
                    f"{known.zh} {known.en}",
                )
                for known in GROUPS[group]
            ),
        )
    printing.say(*notice_lines(rules, today))


def show(context: typer.Context, group: OfGroup, *, in_json: AsJson = False) -> None:
    """一组参数的采用经过 / How the settings of a group were adopted."""
    with desk_of(context).reading() as office:
        adopted = office.settings.adopted(group)
    if in_json:
        printing.as_json([{"version": n, "adopted": each} for n, each in enumerate(adopted, 1)])
        return
    printing.table(
        f"{group.value} · 采用 {len(adopted)} 次 adopted {len(adopted)} time(s)",
        ("版本 version", "采用 adopted", "生效 effective", "参数 settings", "原因 reason"),
        (
            (
                n,
                each.occurred,
                each.effective,
                ", ".join(f"{value.name}={value.value}" for value in each.values),
                each.reason,
            )
            for n, each in enumerate(adopted, 1)
        ),
    )


def preview(
    context: typer.Context,
    values: Values,
    *,
    effective: Effective,
    in_json: AsJson = False,
) -> None:
    """若采用, 哪些企业变色 / Whose health code would change, if these were adopted.

    按生效日判断, 只看健康码参数; 生效日在将来时不计数据缺失。
    Judged on the day it takes effect, health settings only; where that day lies ahead, silence of
    instruments does not count.
    """
    with desk_of(context).reading(View.HEALTH) as office:
        found = _previewed(office, _named(values), Occurred(effective))
    if in_json:
        printing.as_json(_told(found))
    else:
        _show(found)


def adopt(
    context: typer.Context,
    group: OfGroup,
    values: Values,
    *,
    effective: Effective,
    reason: Annotated[str, typer.Option(metavar="依据/TEXT", help="依据或原因 / why")],
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """采用参数, 自生效日起 / Adopt settings from a day on.

    不溯及既往; 健康码参数先显示哪些企业变色。
    Never for days that are over; health settings first show whose code changes.
    """
    from application.office import request
    from application.settings import adopt as adopting

    named, day = _named(values), Occurred(effective)
    with desk_of(context).reading(View.HEALTH) as office:
        command = AdoptSetting(office.now(), group, day, named, reason)
        found = _previewed(office, named, day) if group is Group.HEALTH else None
        contents = {
            "参数组": group.value,
            "参数": "\n".join(sorted(values)),
            "生效日": day,
            "原因": reason,
        }
        asked = request(actor_named(actor), command_id, contents)
        answer = office.log.perform(adopting(command), asked)
    if in_json:
        told = None if found is None else _told(found)
        printing.as_json({"position": answer.last, "repeated": answer.repeated, "preview": told})
        return
    if found is not None:
        _show(found)
    if answer.last:
        printing.say(f"已采用, 自 {day} 起 / adopted from {day} on: 位置 position {answer.last}")
    else:
        printing.say("与现行参数相同, 未记账 / what holds already, nothing recorded")


def _named(values: list[str]) -> tuple[SettingValue, ...]:
    found: list[SettingValue] = []
    for each in values:
        name, equals, value = each.partition("=")
        if not (name and equals and value):
            raise NotANameAndAValue(written=each)
        found.append(SettingValue(name, value))
    return tuple(found)


def _previewed(
    office: "Office", values: tuple[SettingValue, ...], effective: Occurred
) -> "Preview":
    spelled = checked(Group.HEALTH, values)
    return office.health.preview(office.viewpoint(), spelled, effective)


def _show(found: "Preview") -> None:
    colours = (*Code, None)
    printing.table(
        f"截至 as of {found.at[:16]}: {len(found.changed)} 家企业变色 enterprises change colour",
        ("", *(coloured(code) for code in colours)),
        (
            ("现行 now", *(found.before.get(code, 0) for code in colours)),
            ("采用后 then", *(found.after.get(code, 0) for code in colours)),
        ),
    )
    if found.changed:
        printing.table(
            "变色企业 / Whose code changes",
            ("企业 enterprise", "名称 name", "镇街 town", "现行 now", "采用后 then", "理由 reason"),
            (
                (
                    each.enterprise,
                    each.name,
                    each.town,
                    coloured(each.before),
                    coloured(each.after),
                    each.zh,
                )
                for each in found.changed
            ),
        )


def _told(found: "Preview") -> dict[str, object]:
    return {
        "at": found.at,
        "before": {"none" if code is None else code.value: n for code, n in found.before.items()},
        "after": {"none" if code is None else code.value: n for code, n in found.after.items()},
        "changed": found.changed,
    }
