"""审计轨迹: every fact with who, when and how it came, told in a sentence."""

from typing import Annotated, Any

from litestar.di import NamedDependency

from adapters.web.answer import Page, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.operation import EnterpriseInPath, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, naming, not_found
from adapters.web.samples import VIEWED
from adapters.web.telling import EXAMPLE, Fact, tell_entry
from application.office import Office
from domain.identifiers import CreditCode

TAG = "事实 Facts"


class FactPage(Page):
    """事实的一页 / A page of facts"""

    items: tuple[Fact, ...] = told("按总账位置排列", "In order of their place in the log")


PAGE = FactPage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED)

After = Annotated[
    int,
    parameter("从总账的该位置之后开始", "Begin after this place in the log", 0, ge=0, le=2**53 - 1),
]
Of = Annotated[
    str,
    parameter(
        "哪一条: 类别:编号, 如 adsorber:装置编号、lot:批号、manifest:联单编号",
        "Which stream: kind:number",
        "adsorber:TADF100001",
        min_length=3,
        max_length=200,
    ),
]


@reads(
    "/facts",
    tag=TAG,
    zh="一条记录的全部事实",
    en="Facts of a stream",
    more=(
        "一台装置、一批炭、一份联单等一生中的每一条事实, 附一句话说明。",
        "Every fact in the life of one adsorber, lot, manifest and so on, told in a sentence.",
    ),
    example=PAGE,
    problems=[NOT_FOUND],
)
def facts_of_a_stream(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    stream: Of,
    after: After = 0,
    limit: Limit = USUAL,
) -> FactPage:
    """Give a page of the facts of one stream."""
    found = office.audit.stream(stream, asked.at, after=after, limit=limit + 1)
    if not found and not after:
        raise not_found(stream=stream)
    page, envelope = turn(request, asked, limit, found, _place)
    return FactPage(**envelope, items=tuple(tell_entry(entry, asked.reveal) for entry in page))


@reads(
    "/facts/late",
    tag=TAG,
    zh="迟记的事实",
    en="Facts recorded late",
    more=(
        "实时登记而比发生时间晚 72 小时以上的事实。补录与导入的不算。",
        "Live facts that were recorded more than 72 h after they happened; paper and imported ones "
        "do not count.",
    ),
    example=PAGE,
)
def late_facts(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: After = 0,
    limit: Limit = USUAL,
) -> FactPage:
    """Give a page of the facts that were recorded late."""
    found = office.audit.late(asked.at, after=after, limit=limit + 1)
    page, envelope = turn(request, asked, limit, found, _place)
    return FactPage(**envelope, items=tuple(tell_entry(entry, asked.reveal) for entry in page))


@reads(
    "/enterprises/{code:str}/facts",
    tag=TAG,
    zh="一家企业的全部事实",
    en="Facts of an enterprise",
    more=(
        "企业自身及其装置、填装、容器、联单的事实, 以及为它领用的炭。",
        "Its own facts, those of its adsorbers, charges, containers and manifests, and what was "
        "drawn from lots for it.",
    ),
    example=PAGE,
    problems=[NOT_FOUND],
)
def facts_of_an_enterprise(
    request: AnyRequest,
    code: EnterpriseInPath,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: After = 0,
    limit: Limit = USUAL,
) -> FactPage:
    """Give a page of the life of an enterprise."""
    with naming("code"):
        CreditCode(code)
    found = office.audit.enterprise(code, asked.at, after=after, limit=limit + 1)
    if not found and not after:
        raise not_found(enterprise=code)
    page, envelope = turn(request, asked, limit, found, _place)
    return FactPage(**envelope, items=tuple(tell_entry(entry, asked.reveal) for entry in page))


def _place(entry: Any) -> int:
    return entry.recorded.position
