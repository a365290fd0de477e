"""Ledgers for tests, as real files."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from application.ledger_file import Line

Cell = str | int | float | bool | datetime | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

DEMO = Path("src/adapters/demo/district_2022.xlsx")
TRUTH = Path("tests/data/district_2022.truth.json")

ENTERPRISE = "91330411MAW7DF1000"
SWAP_HEADINGS = ["时间", "装置编号", "卸出量(kg)", "装填量(kg)", "炭批号", "车牌号", "联单编号"]
MANIFEST_HEADINGS = ["联单编号", "转移日期", "产生单位信用代码", "发出量(kg)", "接收量(kg)"]


def swap(occurred: Cell = "2022-09-03 10:30", filled: Cell = 500, **other: Cell) -> list[Cell]:
    """One row of 换炭记录; an adsorber emptied and filled again."""
    row = {"adsorber": "TA00000001", "removed": 590, "lot": "XT220108008"} | other
    rest = [row["adsorber"], row["removed"], filled, row["lot"]]
    return [occurred, *rest, other.get("vehicle"), other.get("manifest")]


def xlsx(path: Path, sheets: Sheets, merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    """A workbook; `merged` are merged ranges by sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in (merged or {}).get(title, ()):
            sheet.merge_cells(area)
    book.save(path)
    return path


def shaped(folder: Path, place: str, value: Cell, shape: str) -> Path:
    """A workbook of one swap whose cell at `place` has this number format."""
    book = Workbook()
    sheet = book.create_sheet("换炭记录", 0)
    sheet.append(SWAP_HEADINGS)
    sheet.append(swap())
    sheet[place] = value
    sheet[place].number_format = shape
    book.save(folder / "shaped.xlsx")
    return folder / "shaped.xlsx"


def xls(path: Path, sheets: Sheets) -> Path:
    """A workbook of Excel 97; dates are given as dates."""
    xlwt = import_module("xlwt")
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM")
    for title, rows in sheets.items():
        sheet = book.add_sheet(title)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                style = day if isinstance(cell, datetime) else xlwt.Style.default_style
                sheet.write(number, column, cell, style)
    book.save(str(path))
    return path


def csv_file(path: Path, rows: Sequence[Sequence[Cell]], encoding: str = "gb18030") -> Path:
    """One sheet as CSV, named after it."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def repacked(path: Path, part: str, old: str, new: str) -> Path:
    """The same workbook with something else in one of its parts."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def remarks(line: Line[object]) -> list[tuple[str, str, str]]:
    """Column, text and code of everything noticed about a row."""
    return [(note.column, note.value, note.code) for note in line.notes]


def packed(path: Path, **parts: bytes) -> Path:
    """A package with these parts; `__` in a name stands for a slash."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return path
