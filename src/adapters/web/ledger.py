"""碳账: what came in, what is where, what is lost."""

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Page, told
from adapters.web.asking import USUAL, Asked, Limit, beyond, turn
from adapters.web.filters import AfterEnterprise, OfEnterprise, checked_enterprise
from adapters.web.ledger_models import EXAMPLE, EnterpriseLedger, Month, Totals, totals
from adapters.web.operation import EnterpriseInPath, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, naming, not_found
from adapters.web.samples import VIEWED
from application.office import Office
from domain.identifiers import CreditCode

TAG = "碳账 Ledger"


class Ledger(Answer):
    """碳账 / The books"""

    enterprise: str | None = told(
        "企业信用代码; null 为可见的全部", "Credit code; null is all that the caller sees", None
    )
    totals: Totals = told("合计", "Totals")


class Months(Answer):
    """逐月碳账 / The books month by month"""

    enterprise: str | None = told(
        "企业信用代码; null 为可见的全部", "Credit code; null is all that the caller sees"
    )
    months: tuple[Month, ...] = told(
        "按月份排列, 没有发生的月份不列", "In order; months without anything are left out"
    )


class EnterpriseLedgerPage(Page):
    """逐企业碳账的一页 / A page of the books by enterprise"""

    items: tuple[EnterpriseLedger, ...] = told("按信用代码排列", "In order of credit code")


ONE = EnterpriseLedger(
    enterprise="91330411MAW7DF1000", name="嘉兴洛东电子材料有限公司", totals=EXAMPLE
)


@reads(
    "/ledger",
    tag=TAG,
    zh="碳账合计",
    en="Totals of the books",
    more=(
        "收入、支出、库存与差额; 平衡差应为 0。只计密钥可见的: 镇街计其企业(炭库与窑记 0), "
        "再生单位计其联单、再生批次与炭批次(装置与填装记 0)。",
        "What came in, went out, is held and is lost; the closing difference must be 0. It counts "
        "what the caller sees: a town its enterprises (stores and kilns count 0), a regenerator "
        "its manifests, kiln runs and lots (adsorbers and charges count 0).",
    ),
    example=Ledger(enterprise=None, totals=EXAMPLE, **VIEWED),
)
def ledger(office: NamedDependency[Office], asked: NamedDependency[Asked]) -> Ledger:
    """Give the books of all that is seen."""
    found = office.ledger.totals(asked.at)
    return Ledger(**asked.echo(), enterprise=None, totals=totals(found))


@reads(
    "/enterprises/{code:str}/ledger",
    tag=TAG,
    zh="一家企业的碳账",
    en="Books of an enterprise",
    more=(
        "同样的合计, 只计这家企业; 炭库与窑不属于任何企业, 记 0。",
        "The same totals of one enterprise; stores and kilns belong to none and count 0.",
    ),
    example=Ledger(enterprise="91330411MAW7DF1000", totals=EXAMPLE, **VIEWED),
    problems=[NOT_FOUND],
)
def ledger_of_an_enterprise(
    code: EnterpriseInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> Ledger:
    """Give the books of one enterprise."""
    with naming("code"):
        CreditCode(code)
    if office.registers.enterprise(code, asked.at) is None:
        raise not_found(enterprise=code)
    found = office.ledger.totals(asked.at, code)
    return Ledger(**asked.echo(), enterprise=code, totals=totals(found))


@reads(
    "/ledger/months",
    tag=TAG,
    zh="逐月碳账",
    en="Books by month",
    more=(
        "流量按发生月份, 库存与差为月末。",
        "Flows by the month they occurred in; what is held is as of its end.",
    ),
    example=Months(enterprise=None, months=(Month(month="2022-09", totals=EXAMPLE),), **VIEWED),
)
def ledger_by_month(
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    enterprise: OfEnterprise = None,
) -> Months:
    """Give the books month by month."""
    of = checked_enterprise(enterprise)
    found = office.ledger.by_month(asked.at, of)
    months = tuple(Month(month=each.month, totals=totals(each.totals)) for each in found)
    return Months(**asked.echo(), enterprise=of, months=months)


@reads(
    "/ledger/enterprises",
    tag=TAG,
    zh="逐企业碳账",
    en="Books by enterprise",
    more=(
        "每家企业一行合计。",
        "The totals of every enterprise.",
    ),
    example=EnterpriseLedgerPage(limit=USUAL, next=None, items=(ONE,), **VIEWED),
)
def ledger_by_enterprise(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: AfterEnterprise = "",
    limit: Limit = USUAL,
) -> EnterpriseLedgerPage:
    """Give a page of the books by enterprise."""
    everyone = office.ledger.by_enterprise(asked.at)
    found = beyond(everyone, lambda each: each.enterprise, after, limit)
    page, envelope = turn(request, asked, limit, found, lambda each: each.enterprise)
    return EnterpriseLedgerPage(
        **envelope,
        items=tuple(
            EnterpriseLedger(enterprise=each.enterprise, name=each.name, totals=totals(each.totals))
            for each in page
        ),
    )
