"""健康码变更: the codes that a charge has had, as they were put on record."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Model, told
from adapters.web.asking import Asked
from adapters.web.board import TAG
from adapters.web.health_models import Colour, Reason
from adapters.web.operation import in_path, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import naming, not_found
from adapters.web.samples import VIEWED
from application.code_history import code_history
from application.office import Office
from application.ports.audit_view import Entry
from domain.charge_course import HealthCodeChanged
from domain.identifiers import ChargeId


class CodeChange(Model):
    """一次健康码变更 / A change of the code"""

    occurred: str = told("时间", "When", "2022-11-13T08:00:00+08:00")
    recorded: str = told("记录时间", "When it was recorded", "2022-11-13T08:00:01+08:00")
    position: int = told("总账位置", "Place in the log", 6110)
    code: Colour = told("码", "The code", "yellow")
    former: Colour | None = told("此前的码; null 为首次", "The code before; null at first", "green")
    reasons: tuple[Reason, ...] = told("理由, 重者在前", "Reasons, the gravest first")
    policy: str = told("规则版本", "Policy and version", "district@1")
    pending: bool = told("更换是否待核实", "Whether the swap is still to be verified")


class CodeHistory(Answer):
    """一次填装的健康码变更 / The codes of a charge"""

    charge: str = told("填装", "The charge", "TADF100001-1-2")
    items: tuple[CodeChange, ...] = told("按记录先后", "In the order of their recording")


_EXAMPLE = CodeChange(
    occurred="2022-11-20T08:00:00+08:00",
    recorded="2022-11-20T08:00:01.000000+08:00",
    position=6110,
    code="yellow",
    former="green",
    reasons=(
        Reason(
            rule="binding-date",
            code="yellow",
            text="2022-09-08 填装, 按 3 个月规则应于 2022-12-08 前更换, 截至 2022-11-20 已用 80 %, "
            "还有 18 天到期",
            text_en="filled on 2022-09-08, to be swapped by 2022-12-08 under the 3-month rule, "
            "80 % used by 2022-11-20, days left: 18",
        ),
    ),
    policy="district@1",
    pending=False,
)

ChargeInPath = Annotated[str, in_path("填装编号", "The number of the charge", "TADF100001-1-2")]


@reads(
    "/charges/{charge:str}/codes",
    tag=TAG,
    zh="一次填装的健康码变更",
    en="The codes a charge has had",
    more=(
        "每次变更的码、理由与规则版本, 按记录先后; 未评估过的填装没有变更。",
        "Each change with its reasons and the policy, in the order of recording; a charge that was "
        "never assessed has none.",
    ),
    example=CodeHistory(charge="TADF100001-1-2", items=(_EXAMPLE,), **VIEWED),
    problems=[NOT_FOUND],
)
def codes_of_a_charge(
    charge: ChargeInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> CodeHistory:
    """Give the changes of a charge's code."""
    with naming("charge"):
        ChargeId(charge)
    found = code_history(office.audit, charge, asked.at)
    if found is None:
        raise not_found(charge=charge)
    return CodeHistory(**asked.echo(), charge=charge, items=tuple(_shown(each) for each in found))


def _shown(entry: Entry) -> CodeChange:
    recorded = entry.recorded
    fact: HealthCodeChanged = recorded.fact
    return CodeChange(
        occurred=fact.occurred,
        recorded=recorded.recorded_at.isoformat(timespec="microseconds"),
        position=recorded.position,
        code=fact.code.value,
        former=None if fact.former is None else fact.former.value,
        reasons=tuple(
            Reason(rule=each.rule, code=each.code.value, text=each.zh, text_en=each.en)
            for each in fact.reasons
        ),
        policy=fact.policy,
        pending=fact.pending,
    )
