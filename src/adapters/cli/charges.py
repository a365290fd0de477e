"""`tanguanjia charge show`: the carbon of a charge, its codes, and how full it has become."""

import sys
from datetime import date
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.charge_drawing import Curve, Point, drawn
from adapters.cli.charge_plot import must_be_plottable, plot
from adapters.cli.desk import desk_of
from adapters.cli.health import UnknownCharge, coloured
from application.view import View
from application.viewpoint import Viewpoint
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.quantities import kilograms

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.charge_book import ChargeEntry
    from domain.charge_course import SaturationAssessed
    from domain.record import Recorded

_WIDEST = 100

Identity = Annotated[
    str,
    typer.Argument(
        metavar="填装编号/ID", help="装置-炭箱-序号 / adsorber-bed-number, as TADF100001-1-2"
    ),
]


def show(
    context: typer.Context,
    identity: Identity,
    *,
    into: Annotated[
        Path | None,
        typer.Option(
            "--plot",
            metavar="文件/FILE",
            help="把曲线画成 .svg 或 .png / draw the curve into an .svg or .png file",
        ),
    ] = None,
    in_json: AsJson = False,
) -> None:
    """一次填装: 炭、健康码与饱和度曲线 / A charge: carbon, codes and its saturation over time."""
    from application.explaining import assessments_of

    if into is not None:
        must_be_plottable(into)
    charge = ChargeId(identity)
    with desk_of(context).reading(View.CHARGES) as office:
        entry = office.charges.charge(charge, Viewpoint.latest())
        if entry is None:
            raise UnknownCharge(charge=charge)
        assessments, codes = assessments_of(office.log, charge), _codes(office, charge)
    curve = _curve(entry, assessments)
    if into is not None and curve is not None:
        plot(into, charge, curve)
    if in_json:
        printing.as_json(_entry_told(entry, assessments, codes))
        return
    _print_entry(entry, codes)
    _print_curve(entry, curve)
    if into is not None and curve is not None:
        printing.say(f"已画入 drawn into {into}")


def _codes(office: "Office", charge: ChargeId) -> list[dict[str, object]]:
    from domain.charge_course import HealthCodeChanged

    return [
        {
            "since": each.fact.occurred,
            "code": each.fact.code,
            "policy": each.fact.policy,
            "pending": each.fact.pending,
            "reasons": [reason.zh for reason in each.fact.reasons],
            "reasons_en": [reason.en for reason in each.fact.reasons],
        }
        for each in office.log.facts(f"charge:{charge}")
        if isinstance(each.fact, HealthCodeChanged)
    ]


def _curve(entry: "ChargeEntry", assessments: "list[Recorded[SaturationAssessed]]") -> Curve | None:
    """What is drawn: the last assessment of each day, and the two dates of the last of all."""
    points = {
        each.fact.day.day: Point(
            each.fact.day.day,
            each.fact.physical.saturation.low_percent,
            each.fact.physical.saturation.middle_percent,
            each.fact.physical.saturation.high_percent,
        )
        for each in assessments
        if each.fact.physical is not None
    }
    if not points or entry.assessed is None:
        return None
    dates = (entry.assessed.binding, entry.assessed.middle)
    marks = [date.fromisoformat(each) for each in dates if each is not None]
    started = Occurred(entry.started).day
    return Curve(started, [points[day] for day in sorted(points)], marks)


def _print_entry(entry: "ChargeEntry", codes: list[dict[str, object]]) -> None:
    brief = entry.assessed
    days: dict[str, object] = {}
    if brief is not None:
        days = {
            "约束更换日期 binding date": brief.binding,
            "穿透日期 breakthrough (5 % / 50 % / 95 %)": (
                f"{brief.early} / {brief.middle} / {brief.late}" if brief.middle else None
            ),
            "饱和度 saturation": (
                f"{brief.middle_percent:.0f} % ({brief.low_percent:.0f}–{brief.high_percent:.0f} %)"
                if brief.middle_percent is not None
                else None
            ),
            "评估日 assessed": brief.day,
        }
    printing.pairs(
        f"填装 charge {entry.charge}",
        {
            "企业 enterprise": entry.enterprise,
            "装填 filled": f"{kilograms(entry.fresh_g)} / {kilograms(entry.required_g)} kg",
            "炭批次 lot": entry.lot,
            "开始 started": entry.started,
            "结束 ended": entry.ended,
            "健康码 code": coloured(entry.code) if entry.code else None,
            **days,
        },
    )
    if codes:
        printing.table(
            "健康码历史 / Codes",
            ("自 since", "码 code", "理由 reasons"),
            [
                (each["since"], each["code"], "; ".join(map(str, _listed(each["reasons"]))))
                for each in codes
            ],
        )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []  # pyright: ignore[reportUnknownArgumentType] - strings


def _print_curve(entry: "ChargeEntry", curve: Curve | None) -> None:
    if curve is None:
        printing.say("还没有可画的评估 / nothing to draw yet: no assessment has an estimate")
        return
    columns = min(get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _WIDEST
    printing.say("饱和度与 90 % 区间 / Saturation and its 90 % interval")
    printing.say(*drawn(curve, columns))
    brief = entry.assessed
    if brief is not None:
        printing.say(
            f"竖线 upright lines: 约束 binding {brief.binding}, "
            f"穿透(一半可能) breakthrough as likely as not {brief.middle}"
        )


def _entry_told(
    entry: "ChargeEntry",
    assessments: "list[Recorded[SaturationAssessed]]",
    codes: list[dict[str, object]],
) -> dict[str, object]:
    return {
        "charge": entry.charge,
        "adsorber": entry.adsorber,
        "bed": entry.bed,
        "enterprise": entry.enterprise,
        "lot": entry.lot,
        "fresh_kg": kilograms(entry.fresh_g),
        "required_kg": kilograms(entry.required_g),
        "started": entry.started,
        "ended": entry.ended,
        "removed_kg": None if entry.removed_g is None else kilograms(entry.removed_g),
        "code": entry.code,
        "codes": codes,
        "assessments": [
            {"version": each.version, "recorded_at": each.recorded_at, "assessment": each.fact}
            for each in assessments
        ],
    }
