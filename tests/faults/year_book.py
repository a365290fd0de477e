"""A clean workbook of a small district: swaps, collections and kiln runs, day after day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from tests.bench.workbook import (
    ADSORBER_HEADER,
    ENTERPRISE_HEADER,
    LOT_HEADER,
    SWAP_HEADER,
)
from tests.small_ledger import FIRM, VIRGIN, YARD

ADSORBERS = tuple(f"TADF1000{n:02}" for n in range(1, 9))
COLLECTION_HEADER = (
    "联单编号", "转移日期", "产生单位信用代码", "接收单位", "废物代码", "发出量(kg)", "接收量(kg)",
    "车牌号", "司机", "状态", "拒收量(kg)", "拒收原因",
)  # fmt: skip
RECEIVER_HEADER = (
    "名称", "统一社会信用代码", "许可证编号", "许可废物代码", "年许可量(吨)", "许可证有效期至",
)  # fmt: skip
RUN_HEADER = (
    "批次号", "开始", "结束", "投料联单", "投料量(kg)", "再生产出(kg)", "产出炭批号", "产出碘值",
    "转处置(kg)",
)  # fmt: skip
OPENING = datetime(2022, 1, 5, 8, 0)  # noqa: DTZ001 - a cell of a workbook knows no zone
REMOVED_KG, FILLED_KG, OUTPUT_KG, DISPOSED_KG = 1200, 1000, 950, 50

Cells = Sequence[object]


def write_year_book(file: Path, rounds: int = 8) -> Path:
    """Write a workbook in which every adsorber is filled once and emptied so many times."""
    book = Workbook(write_only=True)
    _sheet(book, "企业名单", ENTERPRISE_HEADER, _enterprises())
    _sheet(book, "装置台账", ADSORBER_HEADER, _adsorbers())
    _sheet(book, "炭批次", LOT_HEADER, _lots(rounds))
    _sheet(book, "换炭记录", SWAP_HEADER, _swaps(rounds))
    _sheet(book, "转移联单", COLLECTION_HEADER, _collections(rounds))
    _sheet(book, "接收单位", RECEIVER_HEADER, _receivers())
    _sheet(book, "再生批次", RUN_HEADER, _runs(rounds))
    book.save(file)
    return file


def _sheet(book: Workbook, title: str, header: Cells, rows: Iterator[Cells]) -> None:
    sheet = book.create_sheet(title)
    sheet.append([title])
    sheet.append(header)
    for row in rows:
        sheet.append(row)


def _enterprises() -> Iterator[Cells]:
    admitted = date(2022, 1, 3)
    yield "洛东电子", FIRM, "王店镇", "", "杨经理", "19322054186", "电子材料", admitted


def _adsorbers() -> Iterator[Cells]:
    for number in ADSORBERS:
        beds = (2, 1000, "甲苯", 12, 10)
        yield number, FIRM, number, 15000, "颗粒炭", *beds, date(2022, 1, 4), "否"


def _lots(rounds: int) -> Iterator[Cells]:
    tons = len(ADSORBERS) * (rounds + 1) * FILLED_KG / 1000
    yield VIRGIN, "新炭", "某炭业", tons, 870, "JC1", date(2022, 1, 4)
    for n in range(rounds):
        received = _day(n + 1).date() + timedelta(days=8)
        yield (
            _kiln_lot(n),
            "再生炭",
            "嘉善",
            OUTPUT_KG * len(ADSORBERS) / 1000,
            860,
            "JC2",
            received,
        )


def _swaps(rounds: int) -> Iterator[Cells]:
    for n in range(rounds + 1):
        for which, adsorber in enumerate(ADSORBERS):
            removed_kg = REMOVED_KG if n else None
            number = _number(n - 1, which) if n else None
            moment = _day(n) + timedelta(minutes=which)
            yield moment, adsorber, removed_kg, FILLED_KG, VIRGIN, "浙F1T40X", number, "朱工"


def _collections(rounds: int) -> Iterator[Cells]:
    for n in range(rounds):
        for which in range(len(ADSORBERS)):
            sent = (_number(n, which), _day(n + 1).date(), FIRM, YARD, "900-039-49", REMOVED_KG)
            yield *sent, REMOVED_KG, "浙F1T40X", "吴师傅", "已办结", None, None


def _receivers() -> Iterator[Cells]:
    until = date(2025, 12, 31)
    yield YARD, "91330411H9EH9J1GR8", "浙危废经第0000号", "900-039-49", 12000, until


def _runs(rounds: int) -> Iterator[Cells]:
    many = len(ADSORBERS)
    for n in range(rounds):
        opened = _day(n + 1).date() + timedelta(days=5)
        numbers = "、".join(_number(n, which) for which in range(many))
        came_out = (OUTPUT_KG * many, _kiln_lot(n), 860, DISPOSED_KG * many)
        yield f"RK{n:08}", opened, opened + timedelta(days=1), numbers, REMOVED_KG * many, *came_out


def _day(n: int) -> datetime:
    return OPENING + timedelta(days=20 * n)


def _number(n: int, which: int) -> str:
    return f"20223304{n:04}{which:02}"


def _kiln_lot(n: int) -> str:
    return f"ZS{n:09}"
