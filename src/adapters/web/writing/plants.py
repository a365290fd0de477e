"""投运与停用: adsorbers, and the treatment units without carbon."""

from typing import Annotated, Literal

from litestar import Response
from litestar.di import NamedDependency
from pydantic import Field

from adapters.web.adsorbers import TAG
from adapters.web.answer import told
from adapters.web.writing import fields, story
from adapters.web.writing.body import Dated
from adapters.web.writing.checking import whole
from adapters.web.writing.operation import writes
from adapters.web.writing.places import AdsorberInPath, UnitInPath, facts_of, named
from adapters.web.writing.submission import Recorded, Submission
from application.commission_adsorber import commission_adsorber
from application.decommission_adsorber import decommission_adsorber
from application.treat_otherwise import install_unit, remove_unit
from domain.access import Action
from domain.adsorber import MOST_BEDS, CommissionAdsorber
from domain.identifiers import AdsorberId, CreditCode
from domain.quantities import grams
from domain.unit import InstallUnit, UnitKind

MOST_SOLVENTS = 20


class NewAdsorber(Dated):
    """投运一台吸附装置 / An adsorber to be put into service"""

    adsorber: fields.Adsorber = told("装置编号", "The number on its label", story.ADSORBER)
    enterprise: fields.Enterprise = told(
        "企业信用代码", "Credit code of its enterprise", story.FIRM
    )
    name: fields.Name = told("名称", "Name", "1#活性炭吸附箱")
    carbon_form: fields.Form = told(
        "炭形式: granular 颗粒, honeycomb 蜂窝, fibre 纤维, powder 粉末, other 其他",
        "Form of the carbon: granular, honeycomb, fibre, powder or other",
        "granular",
    )
    beds: Annotated[int, whole(1, MOST_BEDS)] = told("炭箱数", "Number of beds", 1)
    required_fill_kg: fields.Kg = told(
        "要求填充量(各炭箱合计), kg", "Required fill of all its beds together, kg", 500
    )
    design_airflow_m3_per_h: Annotated[int, whole(1, 10_000_000)] | None = told(
        "设计风量, m³/h", "Design air flow, m³/h", 15200, default=None
    )
    solvents: Annotated[tuple[fields.Name, ...], Field(strict=False, max_length=MOST_SOLVENTS)] = (
        told("主要溶剂", "Main solvents", ["丁酮", "异丙醇"], default=())
    )
    removed_voc_mg_per_m3: fields.Concentration | None = told(
        "削减浓度, mg/m³", "VOC removed, mg/m³", 12, default=None
    )
    run_h_per_day: fields.HoursPerDay | None = told(
        "日运行时间, h", "Running hours per day", 10, default=None
    )
    low_efficiency: bool = told(
        "是否低效设施", "Whether it is listed as low-efficiency", default=False
    )


class Ending(Dated):
    """停用或拆除 / The end of its service"""


class NewUnit(Dated):
    """安装一台无炭治理设施 / A treatment unit without carbon"""

    unit: fields.Adsorber = told("治理设施编号", "The number of the unit", story.PLASMA)
    enterprise: fields.Enterprise = told(
        "企业信用代码", "Credit code of its enterprise", story.FIRM
    )
    unit_kind: Literal["photocatalysis", "photo-oxidation", "plasma", "combustion"] = told(
        "种类: photocatalysis 光催化, photo-oxidation 光氧化, plasma 等离子, combustion 燃烧; "
        "吸附装置在 /v1/adsorbers 办理投运",
        "Its kind: photocatalysis, photo-oxidation, plasma or combustion; an adsorber is "
        "commissioned at /v1/adsorbers",
        "plasma",
    )
    low_efficiency: bool = told(
        "是否低效设施", "Whether it is listed as low-efficiency", default=False
    )


@writes(
    "/adsorbers",
    tag=TAG,
    zh="装置投运",
    en="Commission an adsorber",
    more=(
        "登记治理设施并投运吸附装置, 一次办理; 要求填充量由各炭箱平分。",
        "Installs the treatment unit and puts the adsorber into service in one act; its beds share "
        "the required fill equally.",
    ),
    body=NewAdsorber,
    example={
        "occurred": "2022-11-29",
        "adsorber": story.ADSORBER,
        "enterprise": story.FIRM,
        "name": "1#活性炭吸附箱",
        "carbon_form": "granular",
        "beds": 1,
        "required_fill_kg": 500,
        "design_airflow_m3_per_h": 15200,
        "solvents": ["丁酮", "异丙醇"],
    },
)
def put_into_service(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Commission an adsorber."""
    told = submission.read(NewAdsorber)
    _permit_at(submission, told.enterprise)
    command = CommissionAdsorber(
        submission.occurred(told),
        told.adsorber,
        told.enterprise,
        told.name,
        told.design_airflow_m3_per_h,
        told.carbon_form,
        told.beds,
        grams(told.required_fill_kg),
        told.solvents,
        told.removed_voc_mg_per_m3,
        told.run_h_per_day,
    )
    act = commission_adsorber(command, low_efficiency=told.low_efficiency)
    return submission.record(act, told, {}, at=f"/v1/adsorbers/{told.adsorber}")


@writes(
    "/adsorbers/{adsorber:str}/decommissioning",
    tag=TAG,
    zh="装置停用",
    en="Decommission an adsorber",
    more=(
        "停用已卸空的吸附装置, 治理设施一并拆除; 编号不再使用。",
        "Takes an emptied adsorber out of service for good, and the treatment unit with it.",
    ),
    body=Ending,
    example={"occurred": "2022-11-30T17:30:00+08:00"},
)
def take_out_of_service(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Decommission an adsorber."""
    number = named(AdsorberId, "adsorber", adsorber)
    whose = submission.whose.adsorber(number)
    submission.permit(Action.REMOVE_UNIT, whose, adsorber=number)
    told = submission.read(Ending)
    act = decommission_adsorber(number, submission.occurred(told))
    return submission.record(act, told, {"adsorber": number})


@writes(
    "/units",
    tag=TAG,
    zh="安装无炭治理设施",
    en="Install a treatment unit without carbon",
    more=(
        "登记一台不用活性炭的治理设施。",
        "Writes down a treatment unit that uses no carbon.",
    ),
    body=NewUnit,
    example={
        "occurred": "2022-11-29",
        "unit": story.PLASMA,
        "enterprise": story.FIRM,
        "unit_kind": "plasma",
        "low_efficiency": True,
    },
)
def install_treatment_unit(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Install a unit without carbon."""
    told = submission.read(NewUnit)
    _permit_at(submission, told.enterprise)
    kind = UnitKind(told.unit_kind)
    command = InstallUnit(submission.occurred(told), told.enterprise, kind, told.low_efficiency)
    act = install_unit(told.unit, command)
    return submission.record(act, told, {}, at=facts_of(f"unit:{told.unit}"))


@writes(
    "/units/{unit:str}/removal",
    tag=TAG,
    zh="拆除治理设施",
    en="Remove a treatment unit",
    more=(
        "拆除一台治理设施; 在用的吸附装置请办理停用。",
        "Takes a unit out of service; an adsorber at work is decommissioned instead.",
    ),
    body=Ending,
    example={"occurred": "2022-11-30"},
)
def remove_treatment_unit(
    submission: NamedDependency[Submission], unit: UnitInPath
) -> Response[Recorded]:
    """Remove a unit."""
    number = named(AdsorberId, "unit", unit)
    submission.permit(Action.REMOVE_UNIT, submission.whose.unit(number), unit=number)
    told = submission.read(Ending)
    act = remove_unit(number, submission.occurred(told))
    return submission.record(act, told, {"unit": number})


def _permit_at(submission: Submission, enterprise: CreditCode) -> None:
    whose = submission.whose.enterprise(enterprise)
    submission.permit(Action.COMMISSION_ADSORBER, whose, enterprise=enterprise)
