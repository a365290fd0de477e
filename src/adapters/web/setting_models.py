"""What is said of settings, and of what others would do."""

from typing import Literal

from adapters.web.answer import Answer, Model, told
from adapters.web.board import Counts
from adapters.web.health_models import Colour
from application.settings import notice_of
from domain.occurred import Occurred
from domain.setting import SettingAdopted, SettingValue, in_force
from domain.setting_registry import GROUPS, Group, Setting
from domain.settings_in_force import policy_of


class SettingNow(Model):
    """一项参数 / A setting"""

    name: str = told("参数名", "Its name", "grace-days")
    value: str = told("当前值", "What holds now", "7")
    default: str = told("未采用时的值", "What holds until another is adopted", "7")
    unit: str = told("单位", "Unit", "天")
    limits: str = told("可取的值", "What it can be", "0–28")
    kind: Literal["whole", "number", "time", "names", "days"] = told(
        "写法", "How it is written", "whole"
    )
    meaning: str = told("含义, 中文", "What it is, in Chinese", "到期后宽限几天转红码")
    meaning_en: str = told("含义, 英文", "What it is", "Days of grace before a code turns red")


class Adoption(Model):
    """一次采用 / An adoption"""

    version: int = told("版本: 第几次采用", "Its version: the number of the adoption", 1)
    adopted: str = told("采用时间", "When it was adopted", "2022-11-30T18:00:00+08:00")
    effective: str = told("生效日", "The day it takes effect", "2023-01-01")
    values: dict[str, str] = told("采用的值", "What was adopted", {"grace-days": "5"})
    reason: str = told("依据", "Why", "专题会议纪要〔2022〕12号(示例)")


class SettingGroup(Model):
    """一组参数 / A group of settings"""

    group: Literal["health", "alerts", "telemetry"] = told("组", "The group", "health")
    version: int = told("当前版本; 0 即尚未采用", "The version that holds; 0 before any", 0)
    notice: str | None = told(
        "须知: 健康码尚未采用更换周期规则时说明; 否则为 null",
        "What has to be known: said while no rule for replacing carbon is adopted, else null",
        None,
    )
    notice_en: str | None = told("须知, 英文", "The same in English", None)
    settings: tuple[SettingNow, ...] = told("参数", "The settings")
    adoptions: tuple[Adoption, ...] = told("采用经过", "How it was adopted")


class SettingList(Answer):
    """全部参数 / All settings"""

    items: tuple[SettingGroup, ...] = told("各组", "The groups")


class OneSettingGroup(Answer):
    """一组参数 / One group of settings"""

    group: SettingGroup = told("该组", "The group")


class ColourChange(Model):
    """一家会变色的企业 / An enterprise whose code would change"""

    enterprise: str = told("信用代码", "Credit code", "91330411MAW7DF1000")
    name: str = told("名称", "Name", "嘉兴洛东电子材料有限公司")
    town: str | None = told("镇街", "Town", "330411105")
    before: Colour = told("现行规则下的码", "Its code as it is", "yellow")
    after: Colour = told("采用后的码", "Its code then", "green")
    text: str = told("采用后的理由, 中文", "Why, in Chinese", "绿码: …")
    text_en: str = told("采用后的理由, 英文", "Why", "Green: …")


class PreviewAnswer(Answer):
    """若采用, 哪些企业变色 / Whose code would change"""

    at: str = told("按哪一刻判断", "As of when it is judged", "2023-01-01T23:59:59.999999+08:00")
    before: Counts = told("现行规则下各色企业数", "Enterprises by code as it is")
    after: Counts = told("采用后各色企业数", "Enterprises by code then")
    changed: tuple[ColourChange, ...] = told("变色的企业", "Those whose code changes")


RULE = SettingAdopted(
    Occurred("2021-12-20T10:00:00+08:00"),
    Group.HEALTH,
    Occurred("2022-01-01"),
    (SettingValue("binding-rules", "months"),),
    "活性炭集中再生试点方案(演示)",
)
ADOPTED = SettingAdopted(
    Occurred("2022-11-30T18:00:00+08:00"),
    Group.HEALTH,
    Occurred("2023-01-01"),
    (SettingValue("grace-days", "5"),),
    "专题会议纪要〔2022〕12号(示例)",
)
CHANGE = ColourChange(
    enterprise="91330411MAW7DF1000",
    name="嘉兴洛东电子材料有限公司",
    town="330411105",
    before="yellow",
    after="green",
    text="绿码: 2022-09-08 填装, 按 6 个月规则应于 2023-03-08 前更换, 截至 2022-12-01 已用 46 %, "
    "还有 97 天到期(规则版本 district@2)。",
    text_en="Green: filled on 2022-09-08, to be swapped by 2023-03-08 under the 6-month rule, 46 % "
    "used by 2022-12-01, days left: 97 (policy district@2).",
)


def shown(group: Group, adopted: tuple[SettingAdopted, ...], at: Occurred) -> SettingGroup:
    """Show a group as it stands at a time."""
    held = in_force(group, adopted, at)
    notice = notice_of(policy_of(held)) if group is Group.HEALTH else None
    return SettingGroup(
        group=group.value,
        version=held.version,
        notice=notice and notice.zh,
        notice_en=notice and notice.en,
        settings=tuple(_setting(each, held.values[each.name]) for each in GROUPS[group]),
        adoptions=tuple(_adoption(n, each) for n, each in enumerate(adopted, start=1)),
    )


def _setting(known: Setting, value: str) -> SettingNow:
    return SettingNow(
        name=known.name,
        value=value,
        default=known.default,
        unit=known.unit,
        limits=known.limits,
        kind=known.kind.value,
        meaning=known.zh,
        meaning_en=known.en,
    )


def _adoption(version: int, fact: SettingAdopted) -> Adoption:
    return Adoption(
        version=version,
        adopted=fact.occurred,
        effective=fact.effective,
        values={each.name: each.value for each in fact.values},
        reason=fact.reason,
    )
