"""`tanguanjia telemetry …`: a file is imported, and what is made of it can be read."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.wiring import open_office
from domain.identifiers import DeviceId
from domain.occurred import SHANGHAI
from tests.district import ONE_BED
from tests.telemetry_district import (
    OTHER_PROBE,
    PROBE,
    install,
    platform_file,
    platform_row,
    settle,
    switched_day,
)
from tests.terminal import Said, Terminal

# The terminal's clock is the real one, and nothing is read ahead of its time.
YESTERDAY = (datetime.now(SHANGHAI) - timedelta(days=1)).replace(
    hour=0, minute=0, second=0, microsecond=0
)
KIND = "switched-probe-csv"


@pytest.fixture
def plant(bare: Terminal) -> Terminal:
    """Books with an adsorber, at which nothing is measured yet."""
    bare.folder.mkdir()
    with open_office(f"sqlite:///{bare.folder / 'carbon.sqlite'}") as office:
        settle(office)
    return bare


def put_in_place(plant: Terminal, *devices: DeviceId) -> None:
    with open_office(f"sqlite:///{plant.folder / 'carbon.sqlite'}") as office:
        for device in devices:
            install(office, device)


@pytest.fixture
def day(tmp_path: Path) -> Path:
    return platform_file(tmp_path / "day.csv", switched_day(4, YESTERDAY))


def imported(plant: Terminal, file: Path, *more: str) -> Said:
    return plant("telemetry", "import", file, "--adsorber", ONE_BED, "--map", KIND, *more)


def test_a_file_is_read_kept_and_summed_up(plant: Terminal, day: Path) -> None:
    put_in_place(plant, PROBE)
    said = imported(plant, day, "--json")
    assert said.code == 0, said.err
    told = said.json
    assert (told["rows"], told["readings"], told["new"], told["refused"]) == (1440, 1440, 1440, [])
    (summed,) = told["days"]
    operation = summed["operation"]
    assert summed["day"] == YESTERDAY.date().isoformat()
    # Four hours of rows every 10 s, an hour on each side in turn, air flowing all the time.
    assert operation["inlet"]["readings"] == operation["outlet"]["readings"] == 720
    assert operation["inlet"]["mean_mg_per_m3"] == 80
    assert operation["outlet"]["mean_mg_per_m3"] == 2
    assert operation["coverage_percent"] == pytest.approx(100 * 4 / 24, abs=0.1)
    assert operation["flaws"] == ["silent"]


def test_a_person_reads_what_was_read_what_was_not_and_why(plant: Terminal, tmp_path: Path) -> None:
    put_in_place(plant, PROBE)
    rows = switched_day(4, YESTERDAY)
    rows[10] = platform_row(YESTERDAY, 创建时间="昨天")
    said = imported(plant, platform_file(tmp_path / "day.csv", rows))
    assert "新增 new: 1,439" in said.out
    # The oldest row stands last: the eleventh of 1,440 is row 1,431.
    assert "未读 rejected  第 1431 行, 共 1 行 rows" in said.out
    assert "忽略列 ignored 处理效率" in said.out
    assert "各日汇总 the days" in said.out
    assert "数据缺失 silent" in said.out


def test_importing_a_file_again_adds_nothing_and_says_so(plant: Terminal, day: Path) -> None:
    put_in_place(plant, PROBE)
    first, again = imported(plant, day, "--json").json, imported(plant, day, "--json").json
    assert (again["new"], again["repeated"]) == (0, first["new"])
    assert again["days"] == first["days"]
    assert "没有新增" in imported(plant, day).out


def test_rows_that_the_intake_refuses_are_named_as_the_file_numbers_them(
    plant: Terminal, tmp_path: Path
) -> None:
    put_in_place(plant, PROBE)
    tomorrow = YESTERDAY + timedelta(days=3)
    rows = [platform_row(YESTERDAY), platform_row(tomorrow)]
    told = imported(plant, platform_file(tmp_path / "day.csv", rows), "--json").json
    (refused,) = told["refused"]
    assert (refused["code"], refused["rows"], told["new"]) == ("future", [2], 1)


def test_without_an_instrument_it_is_told_how_to_put_one_in_place(
    plant: Terminal, day: Path
) -> None:
    said = imported(plant, day)
    assert said.code == 1
    assert "code: no-instrument" in said.err
    assert "tanguanjia device install" in said.err


def test_of_several_instruments_one_is_named(plant: Terminal, day: Path) -> None:
    put_in_place(plant, PROBE, OTHER_PROBE)
    said = imported(plant, day, "--json")
    assert (said.code, said.json["code"]) == (1, "several-instruments")
    assert said.json["facts"]["devices"] == f"{PROBE}、{OTHER_PROBE}"
    assert imported(plant, day, "--device", OTHER_PROBE, "--json").json["device"] == OTHER_PROBE
    elsewhere = imported(plant, day, "--device", "NOBODYS", "--json")
    assert (elsewhere.code, elsewhere.json["code"]) == (1, "instrument-elsewhere")


def test_an_adsorber_that_nobody_knows_is_refused(plant: Terminal, day: Path) -> None:
    said = plant("telemetry", "import", day, "--adsorber", "TAXX100001", "--map", KIND, "--json")
    assert (said.code, said.json["code"]) == (1, "unknown-adsorber")


def test_the_kinds_of_files_are_listed_with_their_columns(plant: Terminal) -> None:
    kinds = {kind["name"]: kind["columns"] for kind in plant("telemetry", "maps", "--json").json}
    assert kinds["generic-csv"][:3] == ["time", "counter", "inlet_mg_per_m3"]
    assert "进口0出口1" in kinds[KIND]
    assert KIND in plant("telemetry", "maps").out


def test_listening_needs_a_broker(plant: Terminal) -> None:
    said = plant("telemetry", "listen")
    assert said.code == 1
    assert "TANGUANJIA_MQTT" in said.err
    away = plant("telemetry", "listen", "--mqtt", "mqtt://127.0.0.1:1")
    assert "code: mqtt-away" in away.err
