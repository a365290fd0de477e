"""Is a folder of tables what its manifest says? Files, hashes, rows, sums; and where not, where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from application.ports.table_folders import NoTables, TableFolders, UnreadableTable
from application.tables.catalogue import BY_NAME, TABLES
from application.tables.changing import Change
from application.tables.declared import VERSION, Table
from application.tables.dictionary import CHANGE
from application.tables.manifest import (
    FILE,
    FULL,
    FileMark,
    Manifest,
    Sums,
    TableFile,
    day_of,
)
from application.tables.spelling import MARK, grams_read, heading, kilograms_told, mark

MOST = 20
"""So many findings of a table are told; one is enough to ask for the tables again."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a file, and in which row as a spreadsheet numbers it, if it is in one."""

    file: str
    row: int | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong with it."""

    manifest: Manifest
    findings: tuple[Finding, ...]


def check(folders: TableFolders, folder: Path) -> Checked:
    """Look at a folder; raises `NoTables`. Nothing that it says of itself is believed."""
    manifest = folders.manifest(folder)
    return Checked(manifest, tuple(_findings(folders, folder, manifest)))


def _findings(folders: TableFolders, folder: Path, manifest: Manifest) -> Iterator[Finding]:
    if manifest.version != VERSION:
        # Other columns: only what needs none of them can be looked at.
        yield Finding(
            FILE,
            None,
            f"表结构版本 {manifest.version}, 本程序为 {VERSION}; 只核对哈希",
            f"tables of version {manifest.version}, and this program's are {VERSION}; "
            "only hashes are looked at",
        )
    named = [*(entry.written for entry in manifest.tables), *manifest.others]
    yield from _strangers(folders, folder, named)
    for other in manifest.others:
        yield from _hash(folders, folder, other)
    for entry in manifest.tables:
        yield from _hash(folders, folder, entry.written)
        if manifest.version == VERSION:
            yield from _table(folders, folder, entry)
    if manifest.version == VERSION:
        yield from _absent(manifest)
        yield from _carried_on(folders, folder, manifest)


def _strangers(folders: TableFolders, folder: Path, named: Sequence[FileMark]) -> Iterator[Finding]:
    known = {FILE, *(each.file for each in named)}
    for file in folders.files(folder):
        if file not in known:
            yield Finding(file, None, "清单中没有这个文件", "the manifest does not name this file")


def _absent(manifest: Manifest) -> Iterator[Finding]:
    there = {entry.table for entry in manifest.tables}
    for table in TABLES:
        if table.name not in there:
            yield Finding(table.file, None, "清单中缺这张表", "the manifest lacks this table")


def _carried_on(folders: TableFolders, folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """Where the earlier day lies beside it: that day and the changes make the later day."""
    beside = f"{manifest.since}-{FULL}"
    if day_of(beside) is None:
        return
    try:
        earlier = folders.manifest(folder.parent / beside)
    except NoTables:
        return
    before = {entry.table: entry.sums for entry in earlier.tables}
    for entry in manifest.tables:
        if entry.table in before and not adds_up(before[entry.table], entry):
            yield Finding(
                entry.written.file,
                None,
                f"{manifest.since} 的全量加增量不等于 {manifest.day} 的全量",
                f"the tables of {manifest.since} and the changes are not those of {manifest.day}",
            )


def adds_up(before: Sums, entry: TableFile) -> bool:
    """Earlier day + 新增 + 更正 − 撤销 = later day, in rows and in every sum."""
    told = entry.changes or {}
    signed = [(-1 if part == Change.WITHDRAWN else 1, sums) for part, sums in told.items()]
    rows = before.rows + sum(sign * part.rows for sign, part in signed)
    return rows == entry.sums.rows and all(
        _grams(entry.sums, name)
        == _grams(before, name) + sum(sign * _grams(part, name) for sign, part in signed)
        for name in entry.sums.kg
    )


def _grams(sums: Sums, name: str) -> int:
    return grams_read(sums.kg.get(name, "")) or 0


def _hash(folders: TableFolders, folder: Path, written: FileMark) -> Iterator[Finding]:
    try:
        found = folders.mark(folder, written.file)
    except UnreadableTable as unreadable:
        yield Finding(written.file, None, str(unreadable), str(unreadable))
        return
    if found.sha256 != written.sha256:
        yield Finding(
            written.file,
            None,
            f"哈希不符: 清单 {written.sha256[:16]}…, 文件 {found.sha256[:16]}…; "
            f"字节 {written.bytes}, {found.bytes}",
            "the hash differs: manifest, file",
        )


def _table(folders: TableFolders, folder: Path, entry: TableFile) -> Iterator[Finding]:
    table = BY_NAME.get(entry.table)
    if table is None:
        yield Finding(
            entry.written.file, None, f"没有这张表: {entry.table}", "there is no such table"
        )
        return
    reading = _Reading(table, entry)
    try:
        yield from islice(reading.rows(folders.rows(folder, entry.written.file)), MOST)
    except UnreadableTable:
        return  # said already
    if reading.whole:
        yield from reading.sums()


class _Reading:
    """Reads one file, and adds up what it holds."""

    def __init__(self, table: Table, entry: TableFile) -> None:
        self.whole = False
        """Whether all rows have been read."""
        self._table = table
        self._entry = entry
        self._first = 0 if entry.changes is None else 1
        self._heading = [*heading(table), MARK]
        if self._first:
            self._heading.insert(0, CHANGE)
        self._found: dict[str, _Found] = {part: _Found(table) for part in entry.changes or [""]}
        self._before: tuple[str, bool] = ("", False)

    def rows(self, lines: Iterator[tuple[int, Sequence[str]]]) -> Iterator[Finding]:
        """Tell what is wrong with single rows."""
        _, top = next(lines, (0, ()))
        if list(top) != self._heading:
            yield self._wrong(1, "列与表结构不符", "other columns than the table has")
            return
        for number, line in lines:
            yield from self._row(number, line)
        self.whole = True

    def sums(self) -> Iterator[Finding]:
        """Tell which counts and sums are not the manifest's."""
        parts = {"": self._entry.sums} if self._entry.changes is None else self._entry.changes
        for part, told in parts.items():
            yield from self._compared(part, told, self._found[part])

    def _row(self, number: int, line: Sequence[str]) -> Iterator[Finding]:
        if len(line) != len(self._heading):
            yield self._wrong(number, f"应有 {len(self._heading)} 列", "cells are missing")
            return
        part = line[0] if self._first else ""
        found = self._found.get(part)
        if found is None:
            yield self._wrong(number, f"变更“{part}”无此写法", "there is no such change")
            return
        values = line[self._first : -1]
        if mark(values) != line[-1]:
            key = values[0]
            yield self._wrong(number, f"{key}: 行校验不符, 本行被改动", "this row was changed")
        found.rows += 1
        for place, column in self._table.masses.items():
            mass_g = grams_read(values[place]) if values[place] else 0
            if mass_g is None:
                said = f"{column.zh} {values[place]!r} 不是三位小数的质量"
                yield self._wrong(number, said, "no mass with three decimals")
                continue
            found.grams[column.name] += mass_g
        yield from self._order(number, values[0], part)

    def _order(self, number: int, key: str, part: str) -> Iterator[Finding]:
        before, withdrawn = self._before
        again = key == before and withdrawn and part == Change.CORRECTED
        if key <= before and not again:
            yield self._wrong(number, f"{key}: 重复或次序不对", "twice, or out of order")
        self._before = key, part == Change.WITHDRAWN

    def _compared(self, part: str, told: Sums, found: "_Found") -> Iterator[Finding]:
        which = f"{part} " if part else ""
        if told.rows != found.rows:
            zh, en = "行数: 清单 {}, 文件 {}", "rows: manifest {}, file {}"
            yield self._wrong(
                None, which + zh.format(told.rows, found.rows), en.format(told.rows, found.rows)
            )
        for column in self._table.masses.values():
            said, sums = told.kg.get(column.name, "?"), kilograms_told(found.grams[column.name])
            if said != sums:
                yield self._wrong(
                    None,
                    f"{which}{column.zh}合计: 清单 {said} kg, 文件 {sums} kg",
                    f"sum of {column.name}: manifest {said} kg, file {sums} kg",
                )

    def _wrong(self, row: int | None, zh: str, en: str) -> Finding:
        return Finding(self._entry.written.file, row, zh, en)


class _Found:
    """What a file holds of one kind of change, or of all there is."""

    def __init__(self, table: Table) -> None:
        self.rows = 0
        self.grams = {column.name: 0 for column in table.masses.values()}
