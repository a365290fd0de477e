"""填装: every fill of every bed, how full it is, and why it is assessed so."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.charge_models import (
    AssessmentPage,
    ChargePage,
    OneAssessment,
    OneCharge,
    assessment_shown,
    charge_shown,
    explained,
)
from adapters.web.charge_samples import ASSESSMENT, ASSESSMENTS, CHARGE
from adapters.web.filters import OfEnterprise, checked_enterprise
from adapters.web.operation import in_path, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, naming, not_found
from adapters.web.samples import VIEWED
from application.explaining import explain
from application.office import Office
from domain.identifiers import AdsorberId, ChargeId

TAG = "填装与评估 Charges"

ChargeInPath = Annotated[
    str, in_path("填装编号: 装置-炭箱-序号", "Adsorber, bed and number", "TADF100001-1-2")
]
After = Annotated[
    str, parameter("从该填装编号之后开始", "Begin after this charge", "TADF100001-1-2")
]
AfterVersion = Annotated[
    int, parameter("从该版本之后开始", "Begin after this version", 0, ge=0, le=2**53 - 1)
]
OfAdsorber = Annotated[
    str | None, parameter("只看一台装置", "Those of one adsorber only", "TADF100001")
]
Running = Annotated[
    bool | None,
    parameter("true 只看在用, false 只看已结束", "true: at work; false: over", *(True,)),
]


@reads(
    "/charges",
    tag=TAG,
    zh="填装清单",
    en="List of charges",
    more=(
        "每个炭箱的每次填装: 健康码、最近一次评估的饱和度、约束日期与穿透日期。",
        "Every fill of every bed: its code, and from its last assessment saturation, the date that "
        "binds and the days of breakthrough.",
    ),
    example=ChargePage(limit=USUAL, next=None, items=(CHARGE,), **VIEWED),
)
def list_charges(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    enterprise: OfEnterprise = None,
    adsorber: OfAdsorber = None,
    running: Running = None,
    after: After = "",
    limit: Limit = USUAL,
) -> ChargePage:
    """Give a page of charges."""
    if adsorber is not None:
        with naming("adsorber"):
            AdsorberId(adsorber)
    found = office.charges.charges(
        asked.at,
        enterprise=checked_enterprise(enterprise),
        adsorber=adsorber,
        running=running,
        after=after,
        limit=limit + 1,
    )
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.charge)
    return ChargePage(**envelope, items=tuple(charge_shown(entry) for entry in page))


@reads(
    "/charges/{charge:str}",
    tag=TAG,
    zh="一次填装",
    en="One charge",
    more=("一次填装及其最近一次评估。", "A charge and its last assessment."),
    example=OneCharge(charge=CHARGE, **VIEWED),
    problems=[NOT_FOUND],
)
def one_charge(
    charge: ChargeInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> OneCharge:
    """Give one charge."""
    with naming("charge"):
        ChargeId(charge)
    entry = office.charges.charge(charge, asked.at)
    if entry is None:
        raise not_found(charge=charge)
    return OneCharge(**asked.echo(), charge=charge_shown(entry))


@reads(
    "/charges/{charge:str}/assessments",
    tag=TAG,
    zh="一次填装的历次评估",
    en="Assessments of a charge",
    more=(
        "按记录先后; 物理估计与规则给出的日期分列。",
        "As they were recorded; what physics says and the dates that rules give are kept apart.",
    ),
    example=ASSESSMENTS,
    problems=[NOT_FOUND],
)
def assessments_of_a_charge(
    request: AnyRequest,
    charge: ChargeInPath,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: AfterVersion = 0,
    limit: Limit = USUAL,
) -> AssessmentPage:
    """Give a page of the assessments of one charge."""
    with naming("charge"):
        ChargeId(charge)
    if office.charges.charge(charge, asked.at) is None:
        raise not_found(charge=charge)
    found = office.charges.assessments(charge, asked.at, after=after, limit=limit + 1)
    page, envelope = turn(request, asked, limit, found, lambda each: each.version)
    return AssessmentPage(**envelope, items=tuple(assessment_shown(each) for each in page))


@reads(
    "/charges/{charge:str}/assessments/{version:int}",
    tag=TAG,
    zh="一次评估及其依据",
    en="One assessment with its evidence",
    more=(
        "按当时所读到的事实说明: 测了多少天、来了多少 VOCs、事先如何认识这个炭箱、出口说明什么、"
        "与上一次相比为何变化。逐位重算用 tanguanjia charge explain。",
        "Told from the facts it had read: on how many days what was measured, how much VOC came "
        "in, what was believed of the bed before, what the outlet says, and what moved it since "
        "the assessment before. `tanguanjia charge explain` computes it again, bit for bit.",
    ),
    example=ASSESSMENT,
    problems=[NOT_FOUND],
)
def one_assessment(
    charge: ChargeInPath,
    version: Annotated[int, in_path("版本", "The version", 48, ge=1, le=2**31 - 1)],
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
) -> OneAssessment:
    """Give one assessment and what it rests on."""
    with naming("charge"):
        named = ChargeId(charge)
    found = office.charges.assessments(charge, asked.at, after=version - 1, limit=1)
    if not found or found[0].version != version:
        raise not_found(charge=charge, version=str(version))
    before = office.charges.before(charge, asked.at, version)
    explanation = explain(office.log, named, found[0], before, again=False)
    return OneAssessment(**asked.echo(), assessment=explained(found[0], explanation.sentences))
