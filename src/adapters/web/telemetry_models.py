"""What is sent by instruments and what they are answered."""

from adapters.web.answer import Model, told
from domain.reading_refused import Why

MOST_ROWS_TOLD = 100
"""So many refused rows are named in an answer; all of them are counted."""

AT = "2026-03-02T08:00:10+08:00"


class Reading(Model):
    """一次读数 / One reading"""

    at: str | int = told(
        "设备时间: 带时区的时刻, 或 1970 年以来的毫秒数",
        "The time by the device's clock: a moment with its zone, or milliseconds since 1970",
        AT,
    )
    counter: int | None = told(
        "设备的流水号, 只增不减", "The device's running number", 17, default=None
    )
    inlet_mg_per_m3: float | None = told(
        "进口 VOC, mg/m³; 0 即低于检出限",
        "VOC at the inlet, mg/m³; 0 means below detection",
        86.5,
        default=None,
    )
    outlet_mg_per_m3: float | None = told(
        "出口 VOC, mg/m³", "VOC at the outlet, mg/m³", 1.2, default=None
    )
    airflow_m3_per_h: float | None = told("风量, m³/h", "Air flow, m³/h", 12000, default=None)
    temperature_c: float | None = told("温度, °C", "Temperature, °C", 31.2, default=None)
    humidity_percent: float | None = told("湿度, %", "Humidity, %", 62, default=None)
    pressure_drop_pa: float | None = told("压差, Pa", "Pressure drop, Pa", 390, default=None)
    bed_temperature_c: float | None = told(
        "炭层温度, °C", "Temperature of the bed, °C", None, default=None
    )


class BatchOfReadings(Model):
    """一批读数 / A batch of readings"""

    readings: tuple[Reading, ...] = told("读数, 次序不限", "Readings in any order")


class RefusedRow(Model):
    """未接收的一行 / A row that was not taken in"""

    row: int = told("第几行, 从 0 数起", "Which row, counted from 0", 3)
    code: str = told(
        f"原因代码: {', '.join(Why)}", f"Why, for programs: {', '.join(Why)}", "future"
    )
    reason: str = told("原因, 中文", "Why, in Chinese", Why.FUTURE.zh)
    reason_en: str = told("原因, 英文", "Why, in English", Why.FUTURE.en)


class TakenIn(Model):
    """一批读数的处理结果 / What became of a batch"""

    device: str = told("监测设备编号", "The instrument", "PID-0001")
    received_at: str = told("接收时间", "When it was received", "2026-03-02T08:00:12+08:00")
    new: int = told("新入库的行数, 已落盘", "Rows that are new; they are durable", 2)
    repeated: int = told("先前已入库的行数", "Rows that were there already", 0)
    late: int = told("新入库的行中迟到的(读数后 24 小时以上)", "New rows that came late", 0)
    refused: int = told("未接收的行数", "Rows that were not taken in", 1)
    refused_rows: tuple[RefusedRow, ...] = told(
        f"未接收的行及原因, 至多 {MOST_ROWS_TOLD} 行",
        f"Those rows and why, {MOST_ROWS_TOLD} at most",
    )


READING = Reading(at=AT, counter=17, inlet_mg_per_m3=86.5, airflow_m3_per_h=12000)
BATCH = {"readings": [READING.model_dump(mode="json", exclude_none=True)]}
TAKEN = TakenIn(
    device="PID-0001",
    received_at="2026-03-02T08:00:12+08:00",
    new=1,
    repeated=0,
    late=0,
    refused=0,
    refused_rows=(),
)
