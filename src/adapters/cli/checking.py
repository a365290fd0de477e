"""`tanguanjia verify` and `doctor`: do the views say what the log says, and is all well?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import desk_of
from application.ports.log_keeping import NotAsPublished
from domain.quantities import kilograms
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.examination import Light
    from application.ports.followers import Difference, Following

_MOST = 100
"""How many differences are named; one is enough to know."""


def verify(context: typer.Context, *, in_json: AsJson = False) -> None:
    """重演核对 / Replay the log and compare it with the views.

    有任何不一致时返回 1 并指出何处。
    Exits 1 on any difference and names it.
    """
    desk = desk_of(context)
    if not desk.books.demo:
        desk.books.must_exist()
    with desk.office() as office:
        stopped = [each for each in office.followers.catch_up() if each.stopped is not None]
        facts = office.keeping.standing().facts
        differences = office.followers.differences(_MOST)
        closing_g = office.ledger.totals(office.viewpoint()).closing_difference_g
    sound = not (stopped or differences or closing_g)
    if in_json:
        printing.as_json(
            {
                "sound": sound,
                "facts": facts,
                "stopped": stopped,
                "differences": differences,
                "closing_difference_kg": kilograms(closing_g),
            }
        )
    else:
        _name(stopped, differences, closing_g)
        printing.say(
            f"{facts:,} 条事实, 与视图一致 / {facts:,} facts, and the views agree with them"
            if sound
            else "视图与日志不一致, 见上 / the views differ from the log, see above"
        )
    if not sound:
        raise typer.Exit(1)


def _name(
    stopped: "Sequence[Following]", differences: "Sequence[Difference]", closing_g: int
) -> None:
    for each in stopped:
        if each.stopped is not None:
            printing.say(
                f"✘ 视图 view {each.follower} 停在 stopped at {each.stopped.position} "
                f"{each.stopped.stream} {each.stopped.name}: {each.stopped.reason}"
            )
    for each in differences:
        printing.say(
            f"✘ {each.follower}.{each.table} [{each.row}] {each.column or ''}: "
            f"视图 view {each.live}, 日志 log {each.expected}"
        )
    if closing_g:
        printing.say(f"✘ 平衡差 closing difference: {kilograms(closing_g)} kg")


def doctor(context: typer.Context, *, in_json: AsJson = False) -> None:
    """体检 / Is all well?

    数据库、日志、视图、守恒与磁盘; 有红灯时返回 1 并说明怎么办。
    Database, log, views, balance and disk; exits 1 on a red light and says what to do.
    """
    lights = _lights(context)
    if in_json:
        printing.as_json({"healthy": all(light.green for light in lights), "lights": lights})
    else:
        for light in lights:
            _show(light)
    if not all(light.green for light in lights):
        raise typer.Exit(1)


def _lights(context: typer.Context) -> "list[Light]":
    from application.examination import examine

    desk = desk_of(context)
    try:
        if not desk.books.demo:
            desk.books.must_exist()
        with desk.office() as office:
            return list(examine(office))
    except NotAsPublished as refusal:
        return [_red("order", "公开位置", "public positions", refusal)]
    except Refusal as refusal:
        return [_red("database", "数据库可访问", "database reachable", refusal)]


def _red(name: str, zh: str, en: str, refusal: Refusal) -> "Light":
    from application.examination import Light

    found = ", ".join(f"{fact}={value}" for fact, value in refusal.facts.items())
    return Light(name, zh, en, green=False, found=found, advice_zh=refusal.zh, advice_en=refusal.en)


def _show(light: "Light") -> None:
    mark = "✔" if light.green else "✘"
    printing.say(f"{mark} {light.zh} {light.en}: {light.found}")
    if not light.green:
        printing.say(f"    {light.advice_zh}", f"    {light.advice_en}")
