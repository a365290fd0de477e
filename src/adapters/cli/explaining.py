"""`tanguanjia charge explain`: an assessment computed again, and why it is as it is."""

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.charges import Identity
from adapters.cli.desk import desk_of
from domain.identifiers import ChargeId
from domain.occurred import Occurred

if TYPE_CHECKING:
    from application.explaining import Explanation


def explain(
    context: typer.Context,
    identity: Identity,
    *,
    version: Annotated[
        int | None,
        typer.Option(help="第几版(事实序号), 默认最近一次 / which version; by default the last"),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(metavar="日期/DAY", help="该日的最后一次评估 / the last one of that day"),
    ] = None,
    in_json: AsJson = False,
) -> None:
    """按当时所知重算一次评估, 并说明依据 / Compute an assessment again, and say why it is so."""
    from application.explaining import assessments_of, chosen
    from application.explaining import explain as explained

    charge = ChargeId(identity)
    of_day = None if day is None else Occurred(day).day
    with desk_of(context).existing() as office:
        recorded, before = chosen(assessments_of(office.log, charge), version, of_day)
        explanation = explained(office.log, charge, recorded, before)
    if in_json:
        printing.as_json(_explanation_told(explanation))
        return
    _print_explanation(explanation)


def _print_explanation(explanation: "Explanation") -> None:
    recorded = explanation.recorded
    printing.say(
        f"填装 charge {explanation.charge}: {recorded.fact.day} 早晨的评估, "
        f"第 {recorded.version} 版, 记录于 {recorded.recorded_at:%Y-%m-%d %H:%M}",
        f"    as of the morning of {recorded.fact.day}, version {recorded.version}",
    )
    for sentence in explanation.sentences:
        printing.say(sentence.zh, f"    {sentence.en}")
    printing.say(*_whether_same(same=explanation.same))


def _whether_same(*, same: bool | None) -> tuple[str, str]:
    if same is None:
        return (
            "由另一版本的模型或校准算出, 本程序不能重算",
            "    another model or calibration has made it; this program cannot compute it again",
        )
    if same:
        return "已按当时所知重算, 结果逐位相同", "    computed again from what was known: same bits"
    return "重算结果与记录不同!", "    computed again, and NOT the same as recorded!"


def _explanation_told(explanation: "Explanation") -> dict[str, object]:
    recorded = explanation.recorded
    return {
        "charge": explanation.charge,
        "version": recorded.version,
        "recorded_at": recorded.recorded_at,
        "same_bits": explanation.same,
        "assessment": recorded.fact,
        "told": [sentence.zh for sentence in explanation.sentences],
        "told_en": [sentence.en for sentence in explanation.sentences],
    }
