"""`tanguanjia declare …`, `adsorber verify-swap`, `commit`, `measure-bed` and `objection …`."""

from typing import Any

from tests.terminal import Terminal

PLANT = "TADF100001"
OF = ("--adsorber", PLANT)
NOVEMBER = ("--from", "2022-11-01", "--until", "2022-11-20")
SWAP = ("TADF100001", "2022-09-08 10:45")


def told(terminal: Terminal) -> Any:
    return terminal.demo("declare", "list", *OF, "--json").json


def test_each_kind_is_declared_and_listed(terminal: Terminal) -> None:
    commands = (
        ("operation", *OF, *NOVEMBER, "--hours", "8", "--airflow", "9000"),
        (
            "materials",
            *OF,
            *NOVEMBER,
            "--material",
            "稀释剂",
            "--used-kg",
            "50",
            "--voc-percent",
            "95",
        ),
        ("electricity", *OF, "--time", "2022-11-01", "--meter", "风机电表", "--reading-kwh", "500"),
        (
            "stack-test",
            *OF,
            "--time",
            "2022-11-02",
            "--report",
            "JC-1",
            "--laboratory",
            "示例检测",
            "--outlet",
            "6",
        ),
        ("shutdown", *OF, "--from", "2022-11-25", "--reason", "检修"),
    )
    for command in commands:
        assert terminal.demo("declare", *command).code == 0, command
    kinds = [fact["kind"] for fact in told(terminal)[0]["declared"]]
    assert sorted(map(str, kinds)) == [
        "electricity",
        "materials",
        "operation",
        "shutdown",
        "stack_test",
    ]
    listed = terminal.demo("declare", "list", *OF).out
    assert "日运行(h) hours a day 8.0" in listed
    assert "矛盾" not in listed
    assert terminal.demo("verify").code == 0


def test_what_does_not_fit_is_told(terminal: Terminal) -> None:
    terminal.demo("declare", "operation", *OF, *NOVEMBER, "--hours", "8")
    terminal.demo("declare", "shutdown", *OF, "--from", "2022-11-15", "--reason", "检修")
    listed = terminal.demo("declare", "list", *OF).out
    assert "同一日期既申报停产, 又申报每日运行 8 小时。" in listed
    (finding,) = told(terminal)[0]["findings"]
    assert finding["rule"] == "operation-in-shutdown"


def test_a_declaration_of_times_without_carbon_or_to_come_is_refused(terminal: Terminal) -> None:
    operation = ("declare", "operation", *OF, "--hours", "8", "--json")
    before = terminal.demo(*operation, "--from", "2020-01-01", "--until", "2020-02-01")
    assert (before.code, before.json["code"]) == (1, "nothing-at-work")
    later = terminal.demo(*operation, "--from", "2023-01-01", "--until", "2023-02-01")
    assert (later.code, later.json["code"]) == (1, "occurred-in-the-future")


def test_a_swap_is_verified_by_the_minute_people_know_it_by(terminal: Terminal) -> None:
    verify = ("adsorber", "verify-swap", *SWAP, "--inspector", "王店镇生态办", "--found", "相符")
    assert terminal.demo(*verify).code == 0
    assert "没有变化" in terminal.demo(*verify).out
    unknown = terminal.demo(*verify[:3], "2022-09-09", *verify[4:], "--json")
    assert (unknown.code, unknown.json["code"]) == (1, "unknown-swap")
    assert "王店镇生态办" in terminal.demo("adsorber", "show", PLANT).out


def test_a_promise_is_kept_until_another_supersedes_it(terminal: Terminal) -> None:
    commit = ("adsorber", "commit", PLANT, "--document", "嘉环许〔2022〕1号", "--every-days")
    when = ("--time", "2022-11-01")
    assert terminal.demo(*commit, "90", *when).code == 0
    assert "没有变化" in terminal.demo(*commit, "90", *when).out
    assert "90" in terminal.demo("adsorber", "show", PLANT).out


def test_how_wide_a_bed_is_shows_beside_its_fill(terminal: Terminal) -> None:
    measure = ("adsorber", "measure-bed", PLANT, "1", "--basis", "竣工图", "--time", "2022-11-01")
    assert terminal.demo(*measure, "--flow-area", "2.5").code == 0
    assert "没有变化" in terminal.demo(*measure, "--flow-area", "2.5").out
    # Half of 15,200 m³/h through 2.5 m².
    bed = terminal.demo("adsorber", "show", PLANT, "--json").json["beds"][0]["assessment"]
    assert (bed["flow_area_m2"], round(bed["face_velocity_m_per_s"], 2)) == (2.5, 0.84)
    shown = terminal.demo("adsorber", "show", PLANT).out
    assert "0.84" in shown
    assert "炭箱 1 过风面积 2.5 m²(依据 竣工图)" in shown
    nowhere = terminal.demo("adsorber", "measure-bed", PLANT, "3", *measure[4:], "--flow-area", "2")
    assert nowhere.code == 1
    nothing = terminal.demo(*measure[:4], "--basis", " ", "--flow-area", "2", "--json")
    assert (nothing.code, nothing.json["code"]) == (1, "no-basis")


def test_an_objection_needs_a_code_to_object_to(terminal: Terminal) -> None:
    charge = f"{PLANT}-1-1"
    refused = terminal.demo("objection", "raise", charge, "--reason", "不符", "--json")
    assert (refused.code, refused.json["code"]) == (1, "no-code-yet")
    check = ("objection", "check", charge, "--inspector", "镇", "--found", "无", "--json")
    assert terminal.demo(*check).json["code"] == "no-objection"
    decide = ("objection", "decide", charge, "--reject", "--reason", "无", "--json")
    assert terminal.demo(*decide).json["code"] == "no-objection"
