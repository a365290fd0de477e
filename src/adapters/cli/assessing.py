"""`tanguanjia assess`: assess every charge at work, and put the codes that follow on record."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import desk_of
from adapters.cli.health import coloured
from adapters.cli.progress import bars
from application.plausible_time import plausible
from application.viewpoint import Viewpoint
from domain.code import Code
from domain.occurred import Occurred

if TYPE_CHECKING:
    from application.assess import Round
    from application.office import Office

_SHOWN = 50
"""So many changed codes are listed; `--json` lists all."""


def assess(
    context: typer.Context,
    *,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="时间/TIME",
            help="评估该日早晨的情况, 默认现在 / as of the morning of that day; now by default",
        ),
    ] = None,
    in_json: AsJson = False,
) -> None:
    """评估在用炭的饱和度, 更新健康码 / Assess every charge at work.

    可以重复运行: 没有变化就不记录。
    It may be run again: what has not changed is not recorded.
    """
    from application.assess import assess as assess_all

    with desk_of(context).existing() as office:
        moment = None if at is None else plausible(Occurred(at), office.clock.now())
        with bars() as bar:
            moved = bar("评估 / assessing")
            done = assess_all(office, moment, all_of_them=True, moved=moved)
        counts = _counts(office)
    if in_json:
        printing.as_json(_told(done, counts))
    else:
        _print(done, counts)


def _counts(office: "Office") -> dict[Code, int]:
    """How many charges at work have each code."""
    at, after = Viewpoint.latest(), ""
    found: Counter[Code] = Counter()
    while page := office.charges.charges(at, running=True, after=after, limit=500):
        found.update(each.code for each in page if each.code is not None)
        after = page[-1].charge
    return {code: found[code] for code in Code}


def _told(done: "Round", counts: dict[Code, int]) -> dict[str, object]:
    return {
        "looked_at": done.looked_at,
        "assessed": len(done.assessed),
        "without_estimate": done.without_estimate,
        "moved_on": done.moved_on,
        "learned_from": done.learned,
        "prior": done.prior,
        "codes": {code.value: many for code, many in counts.items()},
        "changed": [
            {
                "charge": each.charge,
                "former": each.former,
                "code": each.code,
                "told": each.zh,
                "told_en": each.en,
            }
            for each in done.codes
        ],
    }


def _print(done: "Round", counts: dict[Code, int]) -> None:
    printing.say(
        f"查看 {done.looked_at} 次填装, 新记评估 {len(done.assessed)} 条 / "
        f"looked at {done.looked_at} charges, recorded {len(done.assessed)} assessments"
    )
    if done.without_estimate:
        many = len(done.without_estimate)
        printing.say(f"其中 {many} 次无法估计饱和度 / of these {many} cannot be estimated")
    if done.moved_on:
        many = len(done.moved_on)
        printing.say(f"{many} 次又有新记录, 待下次评估 / {many} moved on; they wait")
    if done.learned:
        many = len(done.learned)
        printing.say(f"归纳了 {many} 次已结束的填装 / learned from {many} charges that are over")
    if done.prior is not None:
        printing.say(f"汇总本区经验 {done.prior} / experience gathered: {done.prior}")
    printing.say("  ".join(f"{coloured(code)}: {many}" for code, many in counts.items()))
    if done.codes:
        printing.table(
            f"健康码变更 / Codes that changed: {len(done.codes)}",
            ("填装 charge", "原为 former", "现为 now", "说明 told"),
            [
                (each.charge, each.former and coloured(each.former), coloured(each.code), each.zh)
                for each in done.codes[:_SHOWN]
            ],
        )
