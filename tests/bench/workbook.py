"""A workbook as an office would keep it, with as many swaps as wanted."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

ADSORBERS_OF_AN_ENTERPRISE = 5
CHANGES_OF_AN_ADSORBER = 100
"""One fill, then swaps, every third day."""
FILLS_OF_A_LOT = 120
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
OPENING = datetime(2022, 1, 5, 8, 0)  # noqa: DTZ001 - a cell of a workbook knows no zone

Cells = tuple[Any, ...]


def write_workbook(file: Path, swaps: int) -> None:
    """Write a workbook whose swap sheet has that many rows, in the order they happened."""
    adsorbers = -(-swaps // CHANGES_OF_AN_ADSORBER)
    book = openpyxl.Workbook(write_only=True)
    _sheet(book, "企业名单", ENTERPRISE_HEADER, _enterprises(adsorbers))
    _sheet(book, "装置台账", ADSORBER_HEADER, _adsorbers(adsorbers))
    _sheet(book, "炭批次", LOT_HEADER, _lots(swaps))
    _sheet(book, "换炭记录", SWAP_HEADER, _swaps(swaps, adsorbers))
    book.save(file)


ENTERPRISE_HEADER = (
    "企业名称", "统一社会信用代码", "所属镇街", "地址", "联系人", "手机", "行业", "入册日期",
)  # fmt: skip
ADSORBER_HEADER = (
    "装置编号", "统一社会信用代码", "装置名称", "设计风量(m³/h)", "炭形式", "炭箱数",
    "要求填充量(kg)", "主要溶剂", "削减浓度(mg/m³)", "日运行时间(h)", "投运日期", "是否低效设施",
)  # fmt: skip
LOT_HEADER = ("批号", "来源", "供应商", "数量(吨)", "碘值(mg/g)", "检测报告号", "到货日期")
SWAP_HEADER = (
    "时间", "装置编号", "卸出量(kg)", "装填量(kg)", "炭批号", "车牌号", "联单编号", "经办人",
)  # fmt: skip


def _sheet(book: openpyxl.Workbook, title: str, header: Cells, rows: Iterator[Cells]) -> None:
    sheet = book.create_sheet(title)
    sheet.append([title])
    sheet.append(header)
    for row in rows:
        sheet.append(row)


def _enterprises(adsorbers: int) -> Iterator[Cells]:
    admitted = date(2022, 1, 3)
    for n in range(-(-adsorbers // ADSORBERS_OF_AN_ENTERPRISE)):
        phone = f"139{n:08d}"
        yield f"演示企业{n}", _credit_code(n), "王店镇", "", f"张{n}", phone, "涂装", admitted


def _adsorbers(adsorbers: int) -> Iterator[Cells]:
    for n in range(adsorbers):
        owner = _credit_code(n // ADSORBERS_OF_AN_ENTERPRISE)
        beds = (1, 1000, "甲苯", 12, 10)
        yield _adsorber(n), owner, "1#", 15000, "颗粒炭", *beds, date(2022, 1, 4), "否"


def _lots(swaps: int) -> Iterator[Cells]:
    for n in range(swaps // FILLS_OF_A_LOT + 1):
        yield _lot(n), "新炭", "某炭业", FILLS_OF_A_LOT, 870, f"JC{n:08d}", date(2022, 1, 4)


def _swaps(swaps: int, adsorbers: int) -> Iterator[Cells]:
    for n in range(swaps):
        turn, which = divmod(n, adsorbers)
        moment = OPENING + timedelta(days=3 * turn, minutes=which % 600)
        removed_kg = 1150 + n % 100 if turn else None
        what = (_adsorber(which), removed_kg, 1000, _lot(n // FILLS_OF_A_LOT))
        yield moment, *what, f"浙F{n % 90:05d}", None, f"李{n % 40}"


def _adsorber(n: int) -> str:
    return f"TB{n:06d}"


def _lot(n: int) -> str:
    return f"XB{n:07d}"


def _credit_code(n: int) -> str:
    text = f"91330411MA{n:07d}"
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text))
    return text + CREDIT_ALPHABET[-total % 31]
