"""`tanguanjia setting …` and `tanguanjia health history`, on the demo of 30 November 2022."""

import pytest

from adapters.clock import StandingClock, SystemClock
from adapters.wiring import open_office
from application.act import only
from application.office import request
from domain.charge import CHARGE
from domain.charge_noting import ChangeHealthCode
from domain.code import Code, Reason
from domain.occurred import Occurred
from domain.setting_registry import GROUPS
from tests.import_desk import NOW
from tests.terminal import Terminal
from tests.unadopted import unadopted_office

GRACE = ("grace-days=5", "--effective", "2022-12-01")
WHY = ("--reason", "会议纪要")
CHARGE_ID = "TADF100001-1-2"


def test_every_setting_is_listed_with_what_holds(terminal: Terminal) -> None:
    told = terminal.demo("setting", "list", "--json").json
    assert {group: set(each["values"]) for group, each in told.items()} == {
        group.value: {each.name for each in known} for group, known in GROUPS.items()
    }
    assert {group: each["version"] for group, each in told.items()} == {
        "health": 1,
        "alerts": 0,
        "telemetry": 0,
    }
    shown = terminal.demo("setting", "list").out
    assert all(each.zh in shown for known in GROUPS.values() for each in known)


def test_a_setting_is_adopted_once_and_holds_from_its_day_on(terminal: Terminal) -> None:
    said = terminal.demo("setting", "adopt", "health", *GRACE, *WHY)
    assert said.code == 0
    assert "已采用, 自 2022-12-01 起" in said.out
    assert "家企业变色" in said.out
    again = terminal.demo("setting", "adopt", "health", *GRACE, *WHY)
    assert "与现行参数相同" in again.out
    (_, version) = terminal.demo("setting", "show", "health", "--json").json
    assert version["adopted"]["values"] == [{"name": "grace-days", "value": "5"}]
    assert "grace-days=5" in terminal.demo("setting", "show", "health").out
    assert terminal.demo("setting", "list", "--json").json["health"]["version"] == 1
    policies = {
        bed["assessment"]["policy"]
        for day in ("2022-11-30", "2022-12-01")
        for adsorber in terminal.demo("health", "--as-of", day, "--json").json["enterprises"][0][
            "adsorbers"
        ]
        for bed in adsorber["beds"]
    }
    assert policies == {"district@1", "district@2"}


def test_settings_of_alerts_change_no_code(terminal: Terminal) -> None:
    told = terminal.demo(
        *("setting", "adopt", "alerts", "quiet-from=21:30", "reminder-days=10 5"),
        *("--effective", "2022-11-30", *WHY, "--json"),
    ).json
    assert told["preview"] is None
    held = terminal.demo("setting", "list", "--json").json["alerts"]["values"]
    assert (held["quiet-from"], held["reminder-days"]) == ("21:30", "10 5")


def test_a_preview_tells_whose_code_would_change_and_records_nothing(terminal: Terminal) -> None:
    proposed = ("iodine-floor-mg-per-g=780", "--effective", "2022-11-30")
    told = terminal.demo("setting", "preview", *proposed, "--json").json
    assert (told["before"]["red"], told["after"].get("red", 0)) == (26, 0)
    moved = sum(told["before"].values()) - told["before"]["green"] - told["after"]["yellow"]
    assert len(told["changed"]) == moved
    assert {each["before"] for each in told["changed"]} == {"red", "yellow"}
    assert all(each["zh"].startswith("绿码") for each in told["changed"])
    (founding,) = terminal.demo("setting", "show", "health", "--json").json
    assert founding["adopted"]["values"] == [{"name": "binding-rules", "value": "months"}]


def test_green_is_explained_where_the_district_has_adopted_nothing(terminal: Terminal) -> None:
    with unadopted_office(f"sqlite:///{terminal.folder / 'carbon.sqlite'}", StandingClock(NOW)):
        pass
    for said in (terminal("health"), terminal("setting", "list")):
        assert "本区尚未采用更换周期规则: 各规则的日期仅供参考" in said.out
        assert "tanguanjia setting adopt health binding-rules=months --effective" in said.out
    board = terminal("health", "--json").json
    assert (board["counts"], board["binding_rules"]) == ({"green": 1}, [])
    assert "尚未采用" not in terminal("health", "--as-of", "2022-01-31").out
    today = SystemClock().now().date().isoformat()
    rule = ("binding-rules=months", "--effective", today)
    (change,) = terminal("setting", "preview", *rule, "--json").json["changed"]
    assert (change["before"], change["after"]) == ("green", "red")
    assert terminal("setting", "adopt", "health", *rule, *WHY).code == 0
    board = terminal("health", "--json").json
    assert (board["counts"], board["binding_rules"]) == ({"red": 1}, ["months"])
    for said in (terminal("health"), terminal("setting", "list")):
        assert "尚未采用更换周期规则" not in said.out


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("grace-days=5", "--effective", "2022-11-29"), "adopted-for-the-past"),
        (("grace-days", "--effective", "2022-12-01"), "not-a-name-and-a-value"),
        (("grace-days=99", "--effective", "2022-12-01"), "bad-setting-value"),
        (("mood=good", "--effective", "2022-12-01"), "unknown-setting"),
    ],
)
def test_what_cannot_be_adopted_is_refused(
    terminal: Terminal, values: tuple[str, ...], code: str
) -> None:
    said = terminal.demo("setting", "adopt", "health", *values, *WHY, "--json")
    assert (said.code, said.json["code"]) == (1, code)


def test_the_codes_of_a_charge_are_told_with_their_reasons(terminal: Terminal) -> None:
    terminal.demo("health", "--json")
    reason = Reason("binding-date", Code.YELLOW, "已用 80 %", "80 % used")
    command = ChangeHealthCode(
        Occurred("2022-11-20T08:00:00+08:00"), Code.YELLOW, (reason,), "three-months@1"
    )
    with open_office(f"sqlite:///{terminal.folder / 'demo.sqlite'}") as office:
        office.log.perform(only(CHARGE, CHARGE_ID, command), request("office", None))
    (change,) = terminal.demo("health", "history", CHARGE_ID, "--json").json
    assert (change["code"], change["former"], change["policy"]) == (
        "yellow",
        None,
        "three-months@1",
    )
    assert "已用 80 %" in terminal.demo("health", "history", CHARGE_ID).out
    earlier = terminal.demo("health", "history", CHARGE_ID, "--as-of", "2022-11-19", "--json")
    assert earlier.json == []


def test_a_charge_that_nobody_knows_has_no_codes(terminal: Terminal) -> None:
    said = terminal.demo("health", "history", "TADF100001-1-99", "--json")
    assert (said.code, said.json["code"]) == (1, "unknown-charge")
