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
    from application.lights import Light
    from application.ports.followers import Difference, Following

_MOST = 100
"""How many differences are named; one is enough to know."""


def verify(context: typer.Context, *, in_json: AsJson = False) -> None:
    """重演核对 / Replay the log and compare it with the views.

    有任何不一致时返回 1 并指出何处。
    Exits 1 on any difference and names it.
    """
    with desk_of(context).reading() as office:
        facts = office.keeping.standing().facts
        stopped = [each for each in office.followers.status() if each.obstacle is not None]
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
        if (stop := each.obstacle) is not None:
            printing.say(
                f"✘ 视图 view {each.follower} 停在 stopped at {stop.position} "
                f"{stop.stream} {stop.name}: {stop.reason}"
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

    先让各视图跟上日志, 再逐项检查; 有红灯时返回 1, 并说明意味着什么、怎么办。
    The views follow the log first, then everything is looked at; exits 1 on a red light and says
    what it means and what to do.
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
    broker = desk.broker(None)
    try:
        with desk.existing() as office:
            return list(examine(office, broker))
    except Refusal as refusal:
        return [_shut(refusal)]


# Which light a refusal to open the books is; whatever else it is, the database does not answer.
_SHUT = {
    "database-is-newer": ("schema", "库结构版本", "schema version"),
    "secret-file-missing": ("secret", "密钥文件", "the secret's file"),
    "secret-file-damaged": ("secret", "密钥文件", "the secret's file"),
    "secret-does-not-fit": ("secret", "密钥文件", "the secret's file"),
}
_DATABASE = ("database", "数据库可访问", "database reachable")
_ORDER = ("order", "公开位置", "public positions")


def _shut(refusal: Refusal) -> "Light":
    from application.lights import Light

    usual = _ORDER if isinstance(refusal, NotAsPublished) else _DATABASE
    name, zh, en = _SHUT.get(refusal.code, usual)
    found = ", ".join(f"{fact}={value}" for fact, value in refusal.facts.items())
    return Light(
        name,
        zh,
        en,
        green=False,
        found=found or refusal.code,
        meaning_zh="账册打不开, 其余各项无法检查",
        meaning_en="the books cannot be opened, so nothing else could be looked at",
        advice_zh=refusal.zh,
        advice_en=refusal.en,
    )


def _show(light: "Light") -> None:
    mark = "✔" if light.green else "✘"
    printing.say(f"{mark} {light.zh} {light.en}: {light.found}")
    if not light.green:
        for told in (light.meaning_zh, light.meaning_en):
            printing.say(f"    {told}")
        for told in (light.advice_zh, light.advice_en):
            printing.say(f"    → {told}")
