"""A platform's export is read for what it is: what is no reading is told, row by row."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.devices.files import CsvFiles
from adapters.devices.stamps import milliseconds, spread
from application.ledger_file import EmptyFile, MissingFile
from application.telemetry_file import ColumnsMissing, NotText, TelemetryFile, UnknownFileKind
from domain.occurred import SHANGHAI
from domain.reading import Column
from tests.telemetry_district import DAY, HEADINGS, platform_file, platform_row, switched_day

KIND = "switched-probe-csv"
EIGHT = DAY + timedelta(hours=8)


def read(path: Path, kind: str = KIND) -> TelemetryFile:
    return CsvFiles()(path, kind, "PROBE-1")


def codes(file: TelemetryFile) -> dict[str, tuple[int, ...]]:
    return {remark.code: remark.rows for remark in file.remarks}


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def test_rows_come_out_in_order_of_time_each_with_its_row_in_the_file(tmp_path: Path) -> None:
    file = read(platform_file(tmp_path / "day.csv", switched_day()))
    assert file.rows == len(file.readings) == 1440
    assert np.all(np.diff(file.readings.at_ms) > 0)
    # The newest stands first, below the headings.
    assert (file.row_of[0], file.row_of[-1]) == (1441, 2)


def test_rows_of_one_minute_are_spread_over_it_in_their_order(tmp_path: Path) -> None:
    rows = [platform_row(EIGHT, 进口voc=value) for value in (1, 2, 3, 4)]
    file = read(platform_file(tmp_path / "day.csv", rows))
    seconds = [(at - ms(EIGHT)) / 1000 for at in file.readings.at_ms.tolist()]
    assert seconds == [0, 15, 30, 45]
    assert file.readings.values[:, Column.INLET].tolist() == [1, 2, 3, 4]
    assert "spread-over-minutes" in codes(file)


def test_only_the_side_at_which_the_probe_was_is_a_reading(tmp_path: Path) -> None:
    rows = [
        platform_row(EIGHT, 进口voc="80.00", 出口voc="3.00", 进口0出口1="0"),
        platform_row(EIGHT + timedelta(minutes=1), 进口voc="80.00", 出口voc="3.00", 进口0出口1="1"),
        platform_row(EIGHT + timedelta(minutes=2), 进口voc="80.00", 出口voc="3.00", 进口0出口1="2"),
    ]
    file = read(platform_file(tmp_path / "day.csv", rows))
    voc = file.readings.values[:, [Column.INLET, Column.OUTLET]]
    np.testing.assert_array_equal(voc, [[80, np.nan], [np.nan, 3], [np.nan, np.nan]])
    # What the switch does not know is told with its row; the rest of that row is read.
    assert codes(file)["probe-nowhere"] == (2,)
    assert file.readings.values[2, Column.AIRFLOW] == 7200


def test_the_pressure_drop_is_the_difference_of_the_two_pressures_in_pascal(tmp_path: Path) -> None:
    row = platform_row(EIGHT, 进口风压值="100.48", 出口风压值="100.30", 风管压差="-0.18")
    file = read(platform_file(tmp_path / "day.csv", [row]))
    # (100.48 − 100.30) kPa × 1000
    assert file.readings.values[0, Column.PRESSURE_DROP] == 180


def test_what_cannot_be_read_is_told_with_its_rows_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        platform_row(EIGHT),
        platform_row(EIGHT, 创建时间="昨天"),
        platform_row(EIGHT, 风量="很大"),
        [*platform_row(EIGHT), "多一格"],
        platform_row(EIGHT, 进口voc="inf"),
    ]
    file = read(platform_file(tmp_path / "day.csv", rows))
    found = codes(file)
    assert found["time-unreadable"] == (5,)
    assert found["row-misshapen"] == (3,)
    assert {r.rows for r in file.remarks if r.code == "cell-unreadable"} == {(4,), (2,)}
    assert len(file.readings) == 3


def test_zeros_are_told_as_below_detection(tmp_path: Path) -> None:
    file = read(platform_file(tmp_path / "day.csv", [platform_row(EIGHT, 进口voc="0.00")]))
    assert "zero-is-below-detection" in codes(file)
    assert file.readings.values[0, Column.INLET] == 0


def test_derived_columns_are_done_again_and_counted_where_they_are_wrong(tmp_path: Path) -> None:
    rows = [
        platform_row(
            EIGHT + timedelta(minutes=minute),
            # The right mean in the second hour, and once another one; no outlet was ever measured.
            进口voc前一小时平均值="75.00" if minute == 90 else "80.00",
            出口voc前一小时平均值="0.00",
            处理效率="100.00",
        )
        for minute in range(120)
    ]
    file = read(platform_file(tmp_path / "day.csv", rows))
    unread = {each.column: (each.told, each.disagree) for each in file.unread}
    # 75 lies within a tenth of 80, so it is not held against the file.
    assert unread["进口voc前一小时平均值"] == (120, 0)
    # The first hour is not judged: what came before is not there.
    assert unread["出口voc前一小时平均值"] == (120, 60)
    assert unread["处理效率"] == (120, 60)
    # 80 mg/m³ × 7200 m³/h × 1/60 h = 9.6 g, and the column says 0.00 kg.
    assert unread["进口产生量kg"] == (120, 120)
    assert unread["风管内风速值"] == (120, 0)
    assert unread["风管压差"] == (120, None)
    assert unread["氧气"] == (None, None)


def test_a_column_that_nobody_knows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "readings.csv"
    path.write_text("time,inlet_mg_per_m3,odour\n2026-03-02 08:00:00,80,bad\n")
    file = read(path, "generic-csv")
    assert [each.column for each in file.unread] == ["odour"]
    assert len(file.readings) == 1


def test_the_template_takes_any_of_its_columns_in_either_encoding(tmp_path: Path) -> None:
    text = "time,counter,outlet_mg_per_m3,备注\n2026-03-02T08:00:00+09:00,7,1.5,好\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        path = tmp_path / f"{encoding}.csv"
        path.write_text(text, encoding=encoding)
        file = read(path, "generic-csv")
        assert file.readings.at_ms.tolist() == [ms(datetime(2026, 3, 2, 7, tzinfo=SHANGHAI))]
        assert file.readings.counter.tolist() == [7]
        assert file.readings.values[0, Column.OUTLET] == 1.5


def test_a_row_without_any_reading_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "readings.csv"
    path.write_text("time,inlet_mg_per_m3\n2026-03-02 08:00:00,\n2026-03-02 08:00:10,80\n")
    file = read(path, "generic-csv")
    assert codes(file)["nothing-read"] == (2,)
    assert len(file.readings) == 1


def test_files_of_another_kind_are_refused_naming_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("time,inlet_mg_per_m3\n2026-03-02 08:00:00,80\n")
    with pytest.raises(ColumnsMissing) as refused:
        read(path)
    assert "创建时间" in str(refused.value.facts["missing"])
    with pytest.raises(ColumnsMissing):
        read(platform_file(tmp_path / "day.csv", switched_day(1)), "generic-csv")
    with pytest.raises(UnknownFileKind):
        read(path, "nobodys")
    with pytest.raises(MissingFile):
        read(tmp_path / "nowhere.csv")
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(EmptyFile):
        read(tmp_path / "empty.csv")
    (tmp_path / "binary.csv").write_bytes(b"\x80\xff\xff\x00")
    with pytest.raises(NotText):
        read(tmp_path / "binary.csv")


@pytest.mark.parametrize(
    "text",
    ["2026/3/2 8:05", "2026-03-02 08:05", "2026-03-02T08:05:00+08:00", "2026.03.02 08:05:00.000"],
)
def test_times_are_read_however_they_are_written(text: str) -> None:
    assert milliseconds(text) == ms(datetime(2026, 3, 2, 8, 5, tzinfo=SHANGHAI))


@pytest.mark.parametrize("text", ["", "2026-03-02", "2026/13/2 8:05", "2026/3/2 25:05", "8:05"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert milliseconds(text) is None


@given(st.lists(st.integers(min_value=0, max_value=50), min_size=1, max_size=200))
def test_spreading_keeps_order_and_minute(minutes: list[int]) -> None:
    at_ms = np.array(sorted(minutes), dtype=np.int64) * 60_000
    apart = spread(at_ms)
    assert np.all(np.diff(apart) > 0)
    assert (apart // 60_000 * 60_000).tolist() == at_ms.tolist()


def test_every_heading_of_the_export_is_read_or_told(tmp_path: Path) -> None:
    file = read(platform_file(tmp_path / "day.csv", switched_day(1)))
    kind = next(each for each in CsvFiles().kinds if each.name == KIND)
    assert set(kind.columns) | {each.column for each in file.unread} == set(HEADINGS)
