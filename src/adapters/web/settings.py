"""参数: what the district has set, and what another value would do."""

from collections.abc import Mapping
from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.asking import Asked, parameter
from adapters.web.board import Counts
from adapters.web.operation import in_path, reads
from adapters.web.problem import NOT_FOUND, REFUSED
from adapters.web.refusing import naming, not_found
from adapters.web.samples import VIEWED
from adapters.web.setting_models import (
    ADOPTED,
    CHANGE,
    RULE,
    ColourChange,
    OneSettingGroup,
    PreviewAnswer,
    SettingGroup,
    SettingList,
    shown,
)
from application.office import Office
from application.ports.health_view import Preview
from domain.code import Code
from domain.occurred import Occurred
from domain.setting import SettingValue, checked
from domain.setting_registry import Group

TAG = "参数 Settings"


EXAMPLE = shown(Group.HEALTH, (RULE, ADOPTED), ADOPTED.occurred)
GroupInPath = Annotated[
    str, in_path("组: health 健康码, alerts 预警, telemetry 监测数据", "The group", "health")
]


@reads(
    "/settings",
    tag=TAG,
    zh="全部参数",
    en="All settings",
    more=(
        "健康码规则、预警、监测数据的参数: 当前值、可取的值与采用经过。",
        "The settings of health codes, alerts and telemetry: what holds, what could, and how it "
        "was adopted.",
    ),
    example=SettingList(items=(EXAMPLE,), **VIEWED),
)
def list_settings(office: NamedDependency[Office], asked: NamedDependency[Asked]) -> SettingList:
    """Give all groups."""
    items = tuple(_as_known(office, group, asked) for group in Group)
    return SettingList(**asked.echo(), items=items)


@reads(
    "/settings/{group:str}",
    tag=TAG,
    zh="一组参数",
    en="One group of settings",
    more=("一组参数的当前值与采用经过。", "What holds of one group, and how it was adopted."),
    example=OneSettingGroup(group=EXAMPLE, **VIEWED),
    problems=[NOT_FOUND],
)
def one_setting_group(
    group: GroupInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> OneSettingGroup:
    """Give one group."""
    if group not in set(Group):
        raise not_found(group=group)
    return OneSettingGroup(**asked.echo(), group=_as_known(office, Group(group), asked))


def _as_known(office: Office, group: Group, asked: Asked) -> SettingGroup:
    at = asked.at
    return shown(group, office.settings.known(group, at), Occurred.at(at.moment))


@reads(
    "/health/preview",
    tag=TAG,
    zh="若采用健康码参数, 哪些企业变色",
    en="Whose code other settings would change",
    more=(
        "按生效日, 以现行规则与拟采用的规则各判断一次。生效日在将来时不计数据缺失。不作记录。",
        "Judges everybody on the day it would take effect, by the rules as they are and as they "
        "would be. Where that day lies ahead, silence of instruments does not count. Records "
        "nothing.",
    ),
    example=PreviewAnswer(
        at="2022-12-01T23:59:59.999999+08:00",
        before=Counts(green=119, yellow=25, orange=0, red=0, without_carbon=0),
        after=Counts(green=120, yellow=24, orange=0, red=0, without_carbon=0),
        changed=(CHANGE,),
        **VIEWED,
    ),
    problems=[REFUSED],
)
def preview_settings(
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    effective: Annotated[
        str, parameter("生效日", "The day it would take effect", "2022-12-01", max_length=40)
    ],
    values: Annotated[
        str,
        parameter(
            "拟采用的参数: 名称=值, 以分号分隔",
            "What would be adopted: name=value, with semicolons between",
            "binding-months=6;grace-days=5",
            min_length=3,
            max_length=1000,
        ),
    ],
) -> PreviewAnswer:
    """Judge everybody twice."""
    with naming("effective"):
        day = Occurred(effective[: len("2022-12-01")])
    proposed = checked(Group.HEALTH, tuple(_value(each) for each in values.split(";")))
    found = office.health.preview(asked.at, proposed, day)
    return PreviewAnswer(
        **asked.echo(),
        at=found.at,
        before=_counts(found.before),
        after=_counts(found.after),
        changed=_changed(found),
    )


def _value(written: str) -> SettingValue:
    name, _, value = written.partition("=")
    return SettingValue(name.strip(), value)


def _counts(found: Mapping[Code | None, int]) -> Counts:
    return Counts(
        **{colour.value: found.get(colour, 0) for colour in Code}, without_carbon=found.get(None, 0)
    )


def _changed(found: Preview) -> tuple[ColourChange, ...]:
    return tuple(
        ColourChange(
            enterprise=each.enterprise,
            name=each.name,
            town=each.town,
            before=each.before.value,
            after=each.after.value,
            text=each.zh,
            text_en=each.en,
        )
        for each in found.changed
    )
