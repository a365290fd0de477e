"""What is said of instruments: where one is put, what takes its place, why it is taken away."""

from typing import Annotated

from pydantic import Field

from adapters.web.answer import told
from adapters.web.writing import fields, story
from adapters.web.writing.body import Dated
from adapters.web.writing.checking import one_of, whole
from adapters.web.writing.submission import RECORDED, Recorded
from domain.adsorber import MOST_BEDS
from domain.reading import Quantity

Measures = Annotated[
    tuple[Annotated[Quantity, one_of(Quantity)], ...],
    Field(strict=False, min_length=1, max_length=len(Quantity)),
]


class Limits(Dated):
    """What two instruments of a kind may differ in."""

    maker: fields.Name = told("厂家", "Maker", "示例仪器")
    serial: fields.Name = told("出厂编号", "Serial number", "S-2022-0001")
    detection_mg_per_m3: fields.Concentration = told(
        "检出限, mg/m³; 不测 VOC 的设备可不写",
        "Detection limit, mg/m³; left out where no VOC is measured",
        0.5,
        default=0.0,
    )
    range_mg_per_m3: fields.Concentration = told(
        "量程上限, mg/m³; 不测 VOC 的设备可不写",
        "End of the range, mg/m³; left out where no VOC is measured",
        2000,
        default=0.0,
    )


class NewDevice(Limits):
    """安装一台监测设备 / An instrument to be put in place"""

    device: fields.Device = told("监测设备编号", "Its number", story.DEVICE)
    adsorber: fields.Adsorber = told("装置编号", "At which adsorber", story.ADSORBER)
    bed: Annotated[int, whole(1, MOST_BEDS)] | None = told(
        "炭箱编号; 不写即测各炭箱共用的风",
        "At which bed; without it, the air of all beds",
        1,
        default=None,
    )
    measures: Measures = told(
        "测量项目: 进口、出口浓度, 风量, 温度, 湿度, 压差, 炭层温度",
        "What it measures",
        ["inlet_mg_per_m3", "outlet_mg_per_m3", "airflow_m3_per_h"],
    )
    interval_s: Annotated[int, whole(1, 3600)] = told("采样间隔, s", "Seconds between readings", 10)


class Replacement(Limits):
    """换一台同类仪器 / Another instrument of the kind in its place"""


class Taking(Dated):
    """拆除或吊销, 写明原因 / Taken away or back, and why"""

    reason: fields.Note = told("原因", "Why", "停用检修")


class KeyWanted(Dated):
    """发出新密钥, 旧密钥即失效 / A new key; the former one opens nothing more"""


class KeyGiven(Recorded):
    """密钥只显示这一次 / The key, shown this once"""

    device: str = told("监测设备编号", "The number of the instrument", story.DEVICE)
    key: str | None = told(
        "密钥, 只显示这一次; 重复提交为 null, 遗失请另发",
        "The key, shown this once; null when repeated. Issue another if it is lost",
        None,
    )


_SHOWN_ONCE = f"tgd_{story.DEVICE}_{'k3j7q2xw' * 4}"
GIVEN = KeyGiven(**RECORDED.model_dump(), device=story.DEVICE, key=_SHOWN_ONCE)
GIVEN_BEFORE = GIVEN.model_copy(update={"repeated": True, "key": None})
