"""采用参数: what the district sets for everybody, from a day on."""

from typing import Annotated
from urllib.parse import quote

from litestar import Response
from litestar.di import NamedDependency
from pydantic import Field

from adapters.web.answer import told
from adapters.web.refusing import not_found
from adapters.web.settings import TAG, GroupInPath
from adapters.web.writing import fields
from adapters.web.writing.body import Body, Part
from adapters.web.writing.operation import writes
from adapters.web.writing.places import facts_of
from adapters.web.writing.submission import Recorded, Submission
from application.settings import adopt
from domain.access import DISTRICTS_OWN, Action
from domain.setting import AdoptSetting, SettingValue
from domain.setting_registry import Group

MOST_VALUES = 50


class NewValue(Part):
    """一项参数的新值 / A setting and its new value"""

    name: fields.Name = told("参数名", "The setting", "grace-days")
    value: fields.Name = told("值", "Its value", "5")


class NewSettings(Body):
    """要采用的参数 / Settings to adopt"""

    values: Annotated[
        tuple[NewValue, ...], Field(strict=False, min_length=1, max_length=MOST_VALUES)
    ] = told("参数; 未写的不变", "The settings; what is not named stays as it is")
    effective: fields.Time = told("生效日, 不早于今天", "The day it takes effect", "2023-01-01")
    reason: fields.Note = told("依据或原因", "Why", "专题会议纪要〔2022〕12号(示例)")


@writes(
    "/settings/{group:str}",
    tag=TAG,
    zh="采用参数",
    en="Adopt settings",
    more=(
        "自生效日起采用; 不溯及既往, 已过去的日子仍按当时的规则。采用前可用 /v1/health/preview 查看"
        "哪些企业变色。",
        "Adopts them from a day on, never for days that are over. /v1/health/preview tells "
        "beforehand whose code would change.",
    ),
    body=NewSettings,
    example={
        "values": [{"name": "grace-days", "value": "5"}],
        "effective": "2023-01-01",
        "reason": "专题会议纪要〔2022〕12号(示例)",
    },
)
def adopt_settings(
    group: GroupInPath, submission: NamedDependency[Submission]
) -> Response[Recorded]:
    """Adopt settings."""
    told = submission.read(NewSettings)
    submission.permit(Action.ADOPT_SETTING, DISTRICTS_OWN, group=group)
    if group not in set(Group):
        raise not_found(group=group)
    values = tuple(SettingValue(each.name, each.value) for each in told.values)
    # It is adopted when it is asked for: a rule that somebody dates back would judge days gone by.
    command = AdoptSetting(
        submission.office.now(), Group(group), told.effective, values, told.reason
    )
    at = f"{facts_of(f'setting:{group}')}&as_of={quote(told.effective)}"
    return submission.record(adopt(command), told, {"group": group}, at=at)
