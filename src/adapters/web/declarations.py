"""申报: what enterprises declare of their adsorbers, and what of it does not fit."""

from dataclasses import asdict
from typing import Annotated, Any

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Model, told
from adapters.web.asking import Asked, parameter
from adapters.web.operation import AdsorberInPath, reads
from adapters.web.permitting import permit
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import naming, not_found
from adapters.web.samples import VIEWED
from application.declarations import DeclaredOfCharge, declarations
from application.office import Office
from application.relations import NOBODYS_THING, Relations
from domain.access import Action, Caller
from domain.adsorber import MOST_BEDS
from domain.charge_course import (
    DeclaredFact,
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    ShutdownDeclared,
    StackTested,
)
from domain.contradiction import Contradiction
from domain.identifiers import AdsorberId
from domain.quantities import kilograms_as_number

TAG = "申报 Declarations"

KINDS: dict[type[DeclaredFact], str] = {
    OperationDeclared: "operation",
    MaterialsUsed: "materials",
    ElectricityRead: "electricity",
    StackTested: "stack_test",
    ShutdownDeclared: "shutdown",
}


class Declared(Model):
    """一项申报 / A declaration"""

    kind: str = told(
        "operation 运行, materials 原辅材料, electricity 电表, stack_test 检测, shutdown 停产",
        "operation, materials, electricity, stack_test or shutdown",
        "operation",
    )
    occurred: str = told("自哪一日或哪一时刻", "From which day, or at which moment", "2022-11-01")
    said: dict[str, str | float | None] = told(
        "申报的内容, 字段同登记时; 风量与用量为该填装的份额",
        "What was said, in the words of the command; air and material are this charge's part",
        {"until": "2022-11-29", "run_h_per_day": 8},
    )


class Finding(Model):
    """一处矛盾 / Something that does not fit"""

    rule: str = told("规则", "The rule", "declared-hours")
    first: str = told("自", "From", "2022-11-01")
    last: str = told("至", "Until", "2022-11-29")
    zh: str = told(
        "说明", "A sentence in Chinese", "申报每日运行 2 小时, 监测 20 天平均 9.6 小时。"
    )
    en: str = told(
        "说明(英文)",
        "A sentence in English",
        "2 hours a day are declared; on 20 measured days it ran 9.6.",
    )


class OfCharge(Model):
    """一次填装的申报 / What is declared of one charge"""

    charge: str = told("填装编号", "The charge", "TADF100001-1-1")
    bed: int = told("炭箱", "Its bed", 1)
    declared: tuple[Declared, ...] = told("申报, 按日期", "Declarations by day")
    findings: tuple[Finding, ...] = told("矛盾, 按日期", "Findings by day")


class Declarations(Answer):
    """一台装置的申报 / What is declared of an adsorber"""

    adsorber: str = told("装置编号", "The adsorber", "TADF100001")
    charges: tuple[OfCharge, ...] = told("按炭箱与次序", "By bed, in their order")


EXAMPLE = Declarations(
    adsorber="TADF100001",
    charges=(
        OfCharge(
            charge="TADF100001-1-1",
            bed=1,
            declared=(
                Declared(
                    kind="operation",
                    occurred="2022-11-01",
                    said={
                        "until": "2022-11-29",
                        "run_h_per_day": 2,
                        "airflow_m3_per_h": None,
                        "inlet_mg_per_m3": None,
                    },
                ),
            ),
            findings=(
                Finding(
                    rule="declared-hours",
                    first="2022-11-01",
                    last="2022-11-29",
                    zh="申报每日运行 2 小时, 监测 20 天平均 9.6 小时。",
                    en="2 hours a day are declared; on 20 measured days it ran 9.6.",
                ),
            ),
        ),
    ),
    **VIEWED,
)

OfBed = Annotated[int | None, parameter("只要该炭箱的", "Only this bed's", 1, ge=1, le=MOST_BEDS)]


@reads(
    "/adsorbers/{adsorber:str}/declarations",
    tag=TAG,
    zh="一台装置的申报",
    en="Declarations of an adsorber",
    more=(
        "各次填装的申报, 以及与读数或彼此之间的矛盾。",
        "What was declared of each charge, and what contradicts readings or the rest.",
    ),
    example=EXAMPLE,
    problems=[NOT_FOUND],
)
def list_declarations(
    adsorber: AdsorberInPath,
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    asked: NamedDependency[Asked],
    bed: OfBed = None,
) -> Declarations:
    """Give what was declared of an adsorber."""
    with naming("adsorber"):
        number = AdsorberId(adsorber)
    whose = Relations(office.log).adsorber(number)
    permit(caller, Action.READ, whose, adsorber=number)
    if whose == NOBODYS_THING:
        raise not_found(adsorber=number)
    found = declarations(office.log, number, asked.at, bed)
    return Declarations(**asked.echo(), adsorber=number, charges=tuple(map(_shown, found)))


def said(fact: DeclaredFact) -> dict[str, str | float | None]:
    """What a declaration says, in the words of the command."""
    fields: dict[str, Any] = asdict(fact.declared)
    if "used_g" in fields:
        used_g: int = fields.pop("used_g")
        fields["used_kg"] = kilograms_as_number(used_g)
    return {name: str(each) if isinstance(each, str) else each for name, each in fields.items()}


def _shown(each: DeclaredOfCharge) -> OfCharge:
    return OfCharge(
        charge=each.life.charge,
        bed=each.life.bed,
        declared=tuple(
            Declared(kind=KINDS[type(fact)], occurred=fact.occurred, said=said(fact))
            for fact in each.declared
        ),
        findings=tuple(map(_finding, each.findings)),
    )


def _finding(found: Contradiction) -> Finding:
    return Finding(rule=found.rule, first=found.first, last=found.last, zh=found.zh, en=found.en)
