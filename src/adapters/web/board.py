"""健康码看板: the code of every running charge, with its reasons."""

from collections.abc import Mapping
from typing import Annotated, Literal

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Model, Page, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.board_models import (
    ADSORBER,
    ENTERPRISE,
    AdsorberCode,
    EnterpriseCode,
    adsorber_code,
    enterprise_code,
)
from adapters.web.filters import AfterEnterprise, OfTown, checked_town
from adapters.web.operation import AdsorberInPath, EnterpriseInPath, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, naming, not_found
from adapters.web.samples import VIEWED
from application.office import Office
from application.settings import Notice, notice_of
from domain.code import Code
from domain.identifiers import AdsorberId, CreditCode

TAG = "环保健康码 Health codes"


class Counts(Model):
    """各色企业数 / How many enterprises have each code"""

    green: int = told("绿", "Green", 120)
    yellow: int = told("黄", "Yellow", 24)
    orange: int = told("橙", "Orange", 0)
    red: int = told("红", "Red", 0)
    without_carbon: int = told("无炭在用", "No carbon at work", 0)


class Board(Page):
    """健康码看板的一页 / A page of the health board"""

    counts: Counts = told(
        "各色企业数(全部, 不止本页; 按镇街筛选时为该镇街)",
        "All enterprises by code, not only this page's; those of the town if one is named",
    )
    notice: str | None = told(
        "须知: 本区尚未采用更换周期规则时说明; 否则为 null",
        "What has to be known: said while no rule for replacing carbon is adopted, else null",
        None,
    )
    notice_en: str | None = told("须知, 英文", "The same in English", None)
    items: tuple[EnterpriseCode, ...] = told("按信用代码排列", "In order of credit code")


class EnterpriseHealth(Answer):
    """一家企业的健康码 / The code of one enterprise"""

    enterprise: EnterpriseCode = told("企业", "The enterprise")


class AdsorberHealth(Answer):
    """一台装置的健康码 / The code of one adsorber"""

    adsorber: AdsorberCode = told("装置", "The adsorber")


Colour = Annotated[
    Literal["green", "yellow", "orange", "red"] | None,
    parameter("只看该颜色: green 绿, yellow 黄, orange 橙, red 红", "Only this code", "yellow"),
]


@reads(
    "/health",
    tag=TAG,
    zh="健康码看板",
    en="Health board",
    more=(
        "企业取其在用炭中最差的码。每个码都附理由: 数字、日期、规则及版本。",
        "An enterprise has the worst code of its running charges. Every code carries its reasons: "
        "numbers, dates, rule and policy version.",
    ),
    example=Board(
        limit=USUAL,
        next=None,
        counts=Counts(green=120, yellow=24, orange=0, red=0, without_carbon=0),
        notice=None,
        notice_en=None,
        items=(ENTERPRISE,),
        **VIEWED,
    ),
)
def health_board(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    town: OfTown = None,
    code: Colour = None,
    after: AfterEnterprise = "",
    limit: Limit = USUAL,
) -> Board:
    """Give a page of the board and the counts of all of it."""
    of_town = checked_town(town)
    colour = None if code is None else Code(code)
    found = office.health.board(asked.at, town=of_town, code=colour, after=after, limit=limit + 1)
    counts = office.health.counts(asked.at, town=of_town)
    page, envelope = turn(request, asked, limit, found, lambda each: each.enterprise)
    notice = _notice(office, asked, counts)
    return Board(
        **envelope,
        counts=Counts(
            **{colour.value: counts.get(colour, 0) for colour in Code},
            without_carbon=counts.get(None, 0),
        ),
        notice=notice and notice.zh,
        notice_en=notice and notice.en,
        items=tuple(enterprise_code(each) for each in page),
    )


def _notice(office: Office, asked: Asked, counts: Mapping[Code | None, int]) -> Notice | None:
    """An explanation of green, where there is anything that is green."""
    at_work = any(counts.get(colour) for colour in Code)
    return notice_of(office.settings.policy_known(asked.at)) if at_work else None


@reads(
    "/enterprises/{code:str}/health",
    tag=TAG,
    zh="一家企业的健康码",
    en="Code of an enterprise",
    more=(
        "该企业各装置、各炭箱的码及理由。",
        "The code of each of its adsorbers and beds, with reasons.",
    ),
    example=EnterpriseHealth(enterprise=ENTERPRISE, **VIEWED),
    problems=[NOT_FOUND],
)
def health_of_an_enterprise(
    code: EnterpriseInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> EnterpriseHealth:
    """Give the code of one enterprise with its reasons."""
    with naming("code"):
        CreditCode(code)
    found = office.health.enterprise(code, asked.at)
    if found is None:
        raise not_found(enterprise=code)
    return EnterpriseHealth(**asked.echo(), enterprise=enterprise_code(found))


@reads(
    "/adsorbers/{adsorber:str}/health",
    tag=TAG,
    zh="一台装置的健康码",
    en="Code of an adsorber",
    more=(
        "各炭箱的码、约束更换日期与参考值。",
        "The code of each bed, the date that binds and what is for reference.",
    ),
    example=AdsorberHealth(adsorber=ADSORBER, **VIEWED),
    problems=[NOT_FOUND],
)
def health_of_an_adsorber(
    adsorber: AdsorberInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> AdsorberHealth:
    """Give the code of one adsorber with its reasons."""
    with naming("adsorber"):
        AdsorberId(adsorber)
    found = office.health.adsorber(adsorber, asked.at)
    if found is None:
        raise not_found(adsorber=adsorber)
    return AdsorberHealth(**asked.echo(), adsorber=adsorber_code(found))
