"""`tanguanjia health`: the health code of every enterprise, with its reasons."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from application.view import View
from domain.code import Code
from domain.identifiers import ChargeId, TownCode
from domain.quantities import kilograms
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.health_view import AdsorberHealth, BedHealth, EnterpriseHealth
    from application.viewpoint import Viewpoint
    from domain.health import Assessment
    from domain.health_policy import Policy


class UnknownCharge(Refusal):
    """没有这次填装。

    There is no such charge.
    """


_NO_CARBON = "无炭 no carbon"
_PAGE = 500


def group() -> typer.Typer:
    """The command, and what else there is below it."""
    commands = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    commands.callback()(health)
    commands.command("history")(history)
    return commands


def health(
    context: typer.Context,
    *,
    town: Annotated[
        str | None,
        typer.Option(metavar="区划代码/CODE", help="只看一个镇街(9 位代码) / one town only"),
    ] = None,
    code: Annotated[Code | None, typer.Option(help="只看一种颜色 / one colour only")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """环保健康码及理由 / The health codes and their reasons."""
    if context.invoked_subcommand is not None:
        return
    of_town = None if town is None else TownCode(town)
    with desk_of(context).reading(View.HEALTH) as office:
        at = office.viewpoint(as_of, known_at)
        counts = office.health.counts(at, town=of_town)
        board = list(_all(office, at, of_town, code))
        rules = office.settings.policy_known(at)
        today = office.now().day
    if in_json:
        named = {"none" if each is None else each.value: many for each, many in counts.items()}
        printing.as_json(
            {
                "counts": named,
                "binding_rules": rules.binding_rules,
                "enterprises": [enterprise_told(each) for each in board],
            }
        )
        return
    printing.say("  ".join(f"{coloured(each)}: {many}" for each, many in counts.items()))
    if any(counts.get(each) for each in Code):
        printing.say(*notice_lines(rules, today))
    printing.table(
        f"环保健康码 / Health codes · 截至 as of {at.as_of[:16]}",
        (
            "码 code",
            "企业 enterprise",
            "名称 name",
            "镇街 town",
            "装置-炭箱 bed",
            "到期 due",
            "理由 reason",
        ),
        [_line(enterprise) for enterprise in sorted(board, key=_worst_first)],
    )


def history(
    context: typer.Context,
    charge: Annotated[
        str, typer.Argument(metavar="填装编号/CHARGE", help="如 TADF100001-1-2 / which charge")
    ],
    *,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """一次填装的健康码变更 / The codes a charge has had, with their reasons."""
    from application.code_history import code_history

    named = ChargeId(charge)
    with desk_of(context).reading(View.AUDIT) as office:
        found = code_history(office.audit, named, office.viewpoint(as_of, known_at))
    if found is None:
        raise UnknownCharge(charge=named)
    changes = [each.recorded.fact for each in found]
    if in_json:
        printing.as_json(changes)
        return
    printing.table(
        f"{named} · 健康码变更 / Changes of the code",
        ("时间 time", "码 code", "此前 before", "理由 reason", "规则版本 policy"),
        [
            (
                fact.occurred,
                coloured(fact.code),
                None if fact.former is None else coloured(fact.former),
                "; ".join(reason.zh for reason in fact.reasons if reason.code is fact.code),
                fact.policy,
            )
            for fact in changes
        ],
    )


def notice_lines(rules: "Policy", today: date) -> Iterator[str]:
    """That no rule binds, and how one is adopted; nothing where one does."""
    from application.settings import notice_of

    if (notice := notice_of(rules)) is not None:
        yield from (notice.zh, notice.en)
        yield (
            "采用 / to adopt one: tanguanjia setting adopt health binding-rules=months "
            f"--effective {today} --reason 依据"
        )


def coloured(code: Code | None) -> str:
    """A colour in both languages."""
    return _NO_CARBON if code is None else f"{code.zh} {code.value}"


def _all(
    office: "Office", at: "Viewpoint", town: str | None, code: Code | None
) -> "Iterator[EnterpriseHealth]":
    after = ""
    while page := office.health.board(at, town=town, code=code, after=after, limit=_PAGE):
        yield from page
        after = page[-1].enterprise


def _worst_first(enterprise: "EnterpriseHealth") -> int:
    return 0 if enterprise.code is None else -enterprise.code.rank


def _line(enterprise: "EnterpriseHealth") -> tuple[object, ...]:
    worst = _worst(enterprise)
    who = (coloured(enterprise.code), enterprise.enterprise, enterprise.name, enterprise.town)
    if worst is None:
        return (*who, None, None, None)
    bed, assessment = worst
    return (*who, f"{bed.adsorber}-{bed.bed}", assessment.binding, assessment.zh)


def _worst(enterprise: "EnterpriseHealth") -> "tuple[BedHealth, Assessment] | None":
    assessed = [
        (bed, bed.assessment)
        for adsorber in enterprise.adsorbers
        for bed in adsorber.beds
        if bed.assessment is not None and bed.assessment.reasons
    ]
    return max(assessed, key=lambda each: (each[1].code.rank, each[1].used_percent), default=None)


def enterprise_told(enterprise: "EnterpriseHealth") -> dict[str, object]:
    """An enterprise's health for programs."""
    return {
        "enterprise": enterprise.enterprise,
        "name": enterprise.name,
        "town": enterprise.town,
        "code": enterprise.code,
        "adsorbers": [adsorber_told(adsorber) for adsorber in enterprise.adsorbers],
    }


def adsorber_told(adsorber: "AdsorberHealth") -> dict[str, object]:
    """An adsorber's health for programs."""
    return {
        "adsorber": adsorber.adsorber,
        "name": adsorber.name,
        "enterprise": adsorber.enterprise,
        "code": adsorber.code,
        "beds": [
            {
                "bed": bed.bed,
                "required_kg": kilograms(bed.required_g),
                "charge": bed.charge,
                "lot": bed.lot,
                "fresh_kg": kilograms(bed.fresh_g),
                "started": bed.started,
                "swaps": bed.swaps,
                "swaps_per_year": bed.swaps_per_year,
                "assessment": None if bed.assessment is None else assessment_told(bed.assessment),
            }
            for bed in adsorber.beds
        ],
    }


def assessment_told(found: "Assessment") -> dict[str, object]:
    """A code and what it rests on, for programs."""
    return {
        "code": found.code,
        "zh": found.zh,
        "en": found.en,
        "reasons": found.reasons,
        "references": found.references,
        "binding": found.binding,
        "likely_breakthrough": found.likely_breakthrough,
        "estimated": found.estimated,
        "used_percent": found.used_percent,
        "in_use_days": found.in_use_days,
        "fill_percent": found.fill_percent,
        "flow_area_m2": found.flow_area_m2,
        "face_velocity_m_per_s": found.face_velocity_m_per_s,
        "quality": found.quality,
        "stopped": found.stopped,
        "pending": found.pending,
        "policy": found.policy,
    }
