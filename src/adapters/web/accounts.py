"""对象账与窑损: the accounts of single objects, and what kilns lost."""

from typing import Annotated, Literal

from litestar.di import NamedDependency

from adapters.web.answer import Page, told
from adapters.web.asking import USUAL, Asked, Limit, beyond, parameter, turn
from adapters.web.filters import OfEnterprise, checked_enterprise
from adapters.web.ledger import TAG
from adapters.web.ledger_models import Account, KilnLoss, account, kiln_loss
from adapters.web.operation import reads
from adapters.web.refusing import AnyRequest
from adapters.web.samples import VIEWED
from application.office import Office


class AccountPage(Page):
    """对象账的一页 / A page of accounts"""

    items: tuple[Account, ...] = told("按对象排列", "In order of the object")


class KilnLossPage(Page):
    """窑损的一页 / A page of kiln losses"""

    items: tuple[KilnLoss, ...] = told("按批次或月份排列", "In order of run or month")


_ACCOUNT = Account(
    object="lot:XT220104001",
    kind="lot",
    enterprise=None,
    in_kg=90000,
    uptake_kg=0,
    out_kg=89700,
    measured_kg=0,
    unexplained_kg=0,
    held_kg=300,
    difference_kg=0,
)
_LOSS = KilnLoss(
    name="RK20220906",
    in_kg=22336,
    out_kg=17530,
    disposed_kg=1122,
    unexplained_kg=3684,
    unexplained_percent=16.5,
    expected_percent=(5, 15),
    within_expected=False,
)

OfKind = Annotated[
    Literal["lot", "charge", "container", "manifest", "batch"] | None,
    parameter(
        "只看该类对象: lot 炭批次, charge 一次填装, container 容器, manifest 联单, batch 再生批次",
        "Only objects of this kind",
        "lot",
    ),
]
AfterObject = Annotated[
    str, parameter("从该对象之后开始", "Begin after this object", "lot:XT220104001")
]
AfterRun = Annotated[str, parameter("从该批次之后开始", "Begin after this kiln run", "RK20220906")]
AfterMonth = Annotated[str, parameter("从该月份之后开始", "Begin after this month", "2022-09")]


@reads(
    "/ledger/accounts",
    tag=TAG,
    zh="对象账",
    en="Accounts of single objects",
    more=(
        "每个炭批次、填装、容器、联单、再生批次各有一本账, 各自平衡。",
        "Every lot, charge, container, manifest and kiln run keeps its own account, and each "
        "balances by itself.",
    ),
    example=AccountPage(limit=USUAL, next=None, items=(_ACCOUNT,), **VIEWED),
)
def list_accounts(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    kind: OfKind = None,
    enterprise: OfEnterprise = None,
    after: AfterObject = "",
    limit: Limit = USUAL,
) -> AccountPage:
    """Give a page of accounts."""
    of = checked_enterprise(enterprise)
    found = office.ledger.accounts(asked.at, kind=kind, enterprise=of, after=after, limit=limit + 1)
    page, envelope = turn(request, asked, limit, found, lambda each: each.object)
    return AccountPage(**envelope, items=tuple(map(account, page)))


@reads(
    "/ledger/unbalanced",
    tag=TAG,
    zh="不平的账",
    en="Accounts that do not balance",
    more=(
        "平衡差不为 0 时, 在这里找到出处; 通常为空。",
        "Where a closing difference comes from; mostly empty.",
    ),
    example=AccountPage(limit=USUAL, next=None, items=(), **VIEWED),
)
def list_unbalanced(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: AfterObject = "",
    limit: Limit = USUAL,
) -> AccountPage:
    """Give a page of the accounts that do not balance."""
    every = office.ledger.unbalanced(asked.at)
    found = beyond(every, lambda each: each.object, after, limit)
    page, envelope = turn(request, asked, limit, found, lambda each: each.object)
    return AccountPage(**envelope, items=tuple(map(account, page)))


@reads(
    "/ledger/kiln-runs",
    tag=TAG,
    zh="各再生批次的未说明损耗",
    en="Loss by kiln run",
    more=(
        "投料 − 产出 − 转处置, 与通常范围并列; 只作展示, 不作判定。",
        "In − out − disposed of, beside the usual band; shown, never enforced.",
    ),
    example=KilnLossPage(limit=USUAL, next=None, items=(_LOSS,), **VIEWED),
)
def loss_by_kiln_run(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: AfterRun = "",
    limit: Limit = USUAL,
) -> KilnLossPage:
    """Give a page of losses, run by run."""
    found = beyond(office.ledger.kiln_runs(asked.at), lambda each: each.name, after, limit)
    page, envelope = turn(request, asked, limit, found, lambda each: each.name)
    return KilnLossPage(**envelope, items=tuple(map(kiln_loss, page)))


@reads(
    "/ledger/kiln-months",
    tag=TAG,
    zh="逐月的未说明损耗",
    en="Kiln loss by month",
    more=(
        "按再生批次结束的月份合计。",
        "By the month in which the runs were closed.",
    ),
    example=KilnLossPage(
        limit=USUAL, next=None, items=(_LOSS.model_copy(update={"name": "2022-09"}),), **VIEWED
    ),
)
def loss_by_month(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    after: AfterMonth = "",
    limit: Limit = USUAL,
) -> KilnLossPage:
    """Give a page of losses, month by month."""
    found = beyond(office.ledger.kiln_months(asked.at), lambda each: each.name, after, limit)
    page, envelope = turn(request, asked, limit, found, lambda each: each.name)
    return KilnLossPage(**envelope, items=tuple(map(kiln_loss, page)))
