"""What is said of a file in both languages; nothing where there is nothing to say."""

from collections.abc import Iterator

import numpy as np

from application.telemetry_file import Remark
from domain.reading import Integers, Quantity

ASIDE = ("不是读数", "no reading")
EMPTY_COLUMN = ("整列为空", "the whole column is empty")
UNKNOWN_COLUMN = ("映射中没有这一列", "the mapping does not know it")

_SIDE = {Quantity.INLET: ("进口", "inlet"), Quantity.OUTLET: ("出口", "outlet")}


def misshapen(rows: tuple[int, ...]) -> Iterator[Remark]:
    """Rows with more or fewer cells than headings."""
    if rows:
        yield Remark(
            "row-misshapen",
            "单元格数与表头不符, 整行未读",
            "another number of cells than headings; not read",
            rows,
            rejected=True,
        )


def bad_times(rows: Integers) -> Iterator[Remark]:
    """Rows whose time cannot be read."""
    if rows.size:
        yield Remark(
            "time-unreadable",
            "时间无法识别, 整行未读",
            "the time cannot be read; the row was not",
            tuple(rows.tolist()),
            rejected=True,
        )


def nothing_read(rows: Integers) -> Iterator[Remark]:
    """Rows without any reading."""
    if rows.size:
        yield Remark(
            "nothing-read",
            "没有任何读数, 整行未读",
            "without any reading; the row was not read",
            tuple(rows.tolist()),
            rejected=True,
        )


def bad_cells(column: str, rows: Integers) -> Iterator[Remark]:
    """Cells that are no numbers."""
    if rows.size:
        yield Remark(
            "cell-unreadable",
            f"{column} 不是数字, 该值未读, 同行其他值照读",
            f"{column} is no number; that value was not read, the others of its row were",
            tuple(rows.tolist()),
        )


def out_of_order(steps: int) -> Iterator[Remark]:
    """Rows that do not stand in the order of the file."""
    if steps:
        yield Remark(
            "out-of-order",
            f"次序颠倒 {steps:,} 处, 已按时间排好",
            f"{steps:,} steps go the other way; put in order of time",
        )


def spread_over_minutes(at_ms: Integers) -> Iterator[Remark]:
    """Rows of one minute that were set apart."""
    minutes, counts = np.unique(at_ms, return_counts=True)
    shared = int(np.count_nonzero(counts > 1))
    if shared:
        usual = int(np.median(counts))
        yield Remark(
            "spread-over-minutes",
            f"时间只到分钟: {shared:,} 个分钟各有多行(通常 {usual} 行, 最多 {int(counts.max())} "
            "行), 已按次序在该分钟内均匀分开",
            f"times are to the minute: {shared:,} of {len(minutes):,} minutes have several rows "
            f"(mostly {usual}, at most {int(counts.max())}), spread evenly over it in their order",
        )


def other_side(column: str, count: int) -> Iterator[Remark]:
    """Values of a side at which the probe was not."""
    if count:
        yield Remark(
            "probe-elsewhere",
            f"{column} 有 {count:,} 行探头在另一侧, 该值不是读数, 未读",
            f"{column}: in {count:,} rows the probe was at the other side, so the value is none",
        )


def neither_side(rows: Integers) -> Iterator[Remark]:
    """Rows whose switch shows neither side."""
    if rows.size:
        yield Remark(
            "probe-nowhere",
            "切换值既非进口也非出口, VOC 未读, 同行其他值照读",
            "the switch shows neither side: VOC was not read, the other values of the row were",
            tuple(rows.tolist()),
        )


def zeros(quantity: Quantity, count: int) -> Iterator[Remark]:
    """Zeros that are below detection."""
    if count:
        zh, en = _SIDE[quantity]
        yield Remark(
            "zero-is-below-detection",
            f"{zh} VOC 为 0 的 {count:,} 行记为低于检出限",
            f"{count:,} rows with a VOC of 0 at the {en} count as below detection",
        )
