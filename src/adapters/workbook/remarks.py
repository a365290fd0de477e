"""What the reader says about cells and rows, in both languages."""

from application.ledger_file import Finding, Outcome

_SENTENCES = {
    "written-otherwise": ("“{value}”按“{told}”计", "“{value}” was read as “{told}”"),
    "approximate-value": ("“{value}”是约数, 按“{told}”计", "“{value}” is a rough figure: {told}"),
    "merged-cell": ("合并单元格, 取“{told}”", "merged cells: “{told}” was taken for all of them"),
    "illegible-value": ("“{value}”无法识别", "“{value}” cannot be read"),
    "missing-value": ("缺“{column}”", "“{column}” is missing"),
    "formula-as-text": ("形似公式, 只作文字保留", "looks like a formula and is kept as text"),
    "total-row": ("合计行, 不计入", "a row of totals, not counted"),
    "repeated-heading": ("重复的表头, 不计入", "the headings once more, not counted"),
    "note-row": ("说明文字, 不计入", "a line of text, not counted"),
    "duplicate-row": ("与 {told} 行相同, 只计一次", "the same as {told}, counted once"),
    "unknown-sheet": ("不认识的工作表, 未读取", "not a sheet of the ledger, not read"),
    "unknown-column": ("不认识的列“{column}”, 未读取", "column “{column}” is unknown, not read"),
    "missing-column": (
        "缺少列“{column}”, 整张表无法读取",
        "column “{column}” is missing, so the sheet cannot be read",
    ),
}


def sentences(code: str, column: str = "", value: str = "", told: str = "") -> tuple[str, str]:
    """The remark in Chinese and in English."""
    zh, en = _SENTENCES[code]
    words = {"column": column, "value": value, "told": told}
    return zh.format(**words), en.format(**words)


def on_sheet(sheet: str, code: str, outcome: Outcome, column: str = "") -> Finding:
    """A remark on a whole sheet."""
    return Finding(sheet, 0, column, "", "", outcome, code, *sentences(code, column))
