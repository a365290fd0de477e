"""`tanguanjia telemetry roll-up`: days that are over become facts of their charges."""

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import desk_of


def roll_up(context: typer.Context, *, in_json: AsJson = False) -> None:
    """汇总已结束的日期, 并查出无读数的设备 / Roll up the days that are over; notice the silent.

    可随时重复运行, 结果相同的不再记账; serve 运行时会自动进行。
    May be run at any time: what is on record already is not recorded again. `serve` does it by
    itself.
    """
    from application.roll_up import roll_up_due
    from application.silence import listen_for_silence

    with desk_of(context).reading() as office:
        done, heard = roll_up_due(office), listen_for_silence(office)
    if in_json:
        printing.as_json(
            {
                "recorded": done.recorded,
                "known": done.known,
                "refused": [
                    {"charge": each.charge, "day": each.day, "code": refusal.code}
                    for each, refusal in done.refused
                ],
                "fell_silent": heard.fell_silent,
                "heard_again": heard.heard_again,
            }
        )
        return
    printing.say(f"日汇总: 新记 recorded {done.recorded}, 已有 known before {done.known}")
    for each, refusal in done.refused:
        printing.say(f"拒绝 refused: {each.charge} {each.day} {refusal.zh} / {refusal.en}")
    for device in heard.fell_silent:
        printing.say(f"无读数 silent: {device}")
    for device in heard.heard_again:
        printing.say(f"恢复读数 heard again: {device}")
