"""`tanguanjia health`: the health code of every enterprise, with its reasons."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from application.view import View
from domain.code import Code
from domain.identifiers import TownCode
from domain.quantities import kilograms

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.health_view import AdsorberHealth, BedHealth, EnterpriseHealth
    from application.viewpoint import Viewpoint
    from domain.health import Assessment

_NO_CARBON = "无炭 no carbon"
_PAGE = 500


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
    of_town = None if town is None else TownCode(town)
    with desk_of(context).reading(View.HEALTH) as office:
        at = office.viewpoint(as_of, known_at)
        counts = office.health.counts(at, town=of_town)
        board = list(_all(office, at, of_town, code))
    if in_json:
        named = {"none" if each is None else each.value: many for each, many in counts.items()}
        printing.as_json(
            {"counts": named, "enterprises": [enterprise_told(each) for each in board]}
        )
        return
    printing.say("  ".join(f"{coloured(each)}: {many}" for each, many in counts.items()))
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
                "assessment": bed.assessment,
            }
            for bed in adsorber.beds
        ],
    }
