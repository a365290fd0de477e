"""`tanguanjia device …` and `tanguanjia telemetry roll-up`."""

import re

from tests.terminal import Terminal

PLANT = "TADF100001"
INSTALL = (
    "device",
    "install",
    "PID-1",
    "--adsorber",
    PLANT,
    "--bed",
    "1",
    "--measures",
    "inlet_mg_per_m3",
    "--measures",
    "airflow_m3_per_h",
    "--interval",
    "10",
    "--maker",
    "示例仪器",
    "--serial",
    "S-1",
    "--detection",
    "0.5",
    "--range",
    "2000",
    "--time",
    "2022-11-20",
)


def test_an_instrument_is_installed_listed_and_shown(terminal: Terminal) -> None:
    assert terminal.demo(*INSTALL).code == 0
    (listed,) = terminal.demo("device", "list", "--json").json
    assert (listed["device"], listed["adsorber"], listed["standing"]) == (
        "PID-1",
        PLANT,
        "in-service",
    )
    table = terminal.demo("device", "list", "--adsorber", PLANT).out
    assert "PID-1" in table
    assert "在用 in service" in table
    shown = terminal.demo("device", "show", "PID-1").out
    assert "示例仪器" in shown
    assert "[device:PID-1]" in shown
    assert (
        terminal.demo("device", "list", "--enterprise", "91130200699229617X", "--json").json == []
    )


def test_a_repeated_installation_changes_nothing(terminal: Terminal) -> None:
    first = terminal.demo(*INSTALL, "--command-id", "i-1", "--json").json
    again = terminal.demo(*INSTALL, "--command-id", "i-1", "--json").json
    assert (again["repeated"], again["last"]) == (True, first["last"])


def test_what_cannot_be_installed_is_refused(terminal: Terminal) -> None:
    nowhere = [*INSTALL]
    nowhere[4] = "TANOBODY"
    refused = terminal.demo(*nowhere, "--json")
    assert (refused.code, refused.json["code"]) == (1, "unknown-adsorber")
    to_come = [*INSTALL[:-1], "2023-01-01"]
    assert terminal.demo(*to_come, "--json").json["code"] == "occurred-in-the-future"
    no_bed = [*INSTALL]
    no_bed[6] = "9"
    assert terminal.demo(*no_bed, "--json").json["code"] == "no-such-bed"
    unknown = terminal.demo("device", "show", "NOBODYS", "--json")
    assert (unknown.code, unknown.json["code"]) == (1, "unknown-device")


def test_a_key_is_printed_once_and_a_replaced_or_removed_instrument_has_none(
    terminal: Terminal,
) -> None:
    terminal.demo(*INSTALL)
    said = terminal.demo("device", "key", "PID-1")
    assert re.fullmatch(r"tgd_PID-1_[a-z2-7]{32}\n", said.out)
    assert "只显示这一次" in said.err
    assert said.out.strip() not in terminal.demo("device", "show", "PID-1").out
    replaced = terminal.demo(
        *("device", "replace", "PID-1", "--maker", "另一厂", "--serial", "S-2"),
        *("--detection", "1", "--range", "1000"),
    )
    assert replaced.code == 0
    nothing_left = terminal.demo("device", "revoke", "PID-1", "--reason", "遗失", "--json")
    assert nothing_left.json["code"] == "no-device-key"
    assert terminal.demo("device", "key", "PID-1", "--json").json["device"] == "PID-1"
    assert terminal.demo("device", "revoke", "PID-1", "--reason", "遗失").code == 0
    assert terminal.demo("device", "remove", "PID-1", "--reason", "报废").code == 0
    (listed,) = terminal.demo("device", "list", "--json").json
    assert (listed["standing"], listed["serial"]) == ("removed", "S-2")


def test_days_that_are_over_are_rolled_up_and_silence_is_noticed(terminal: Terminal) -> None:
    terminal.demo(*INSTALL)
    said = terminal.demo("telemetry", "roll-up", "--json").json
    # Ten days from the twentieth on, of which nothing has come; the thirtieth is not over.
    assert (said["recorded"], said["refused"]) == (10, [])
    assert said["fell_silent"] == ["PID-1"]
    again = terminal.demo("telemetry", "roll-up")
    assert again.out == "日汇总: 新记 recorded 0, 已有 known before 0\n"
    assert "无读数 silent" in terminal.demo("device", "list").out
    assert terminal.demo("verify").code == 0
