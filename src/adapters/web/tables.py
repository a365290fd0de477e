"""台账表: the tables that one office hands to another, for whoever may take a copy."""

from collections.abc import Generator, Sequence
from io import StringIO
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from litestar import get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.response import Stream

from adapters.web.answer import Answer, Model, told
from adapters.web.asking import Asked
from adapters.web.operation import ALWAYS, errors, in_path, reads
from adapters.web.permitting import NotPermitted
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import BODILESS, AnyRequest, not_found
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports.table_rows import Row
from application.tables.carbon import LOTS
from application.tables.catalogue import BY_NAME, TABLES
from application.tables.changing import PAGE
from application.tables.declared import STANDARD, VERSION, Table
from application.tables.handing_out import lines_of
from application.tables.on_record import put_on_record
from application.tables.plants import SWAPS
from application.tables.spelling import MARK, heading, mark
from domain.access import RIGHTS, Action, Caller, Verdict

TAG = "台账表 Tables"
CSV = "text/csv"


class TableColumn(Model):
    """台账表的一列 / A column of a table"""

    name: str = told("列名", "Name", "filled_kg")
    title: str = told("中文列名, 即文件的标题", "Its heading in the file", "装填量(kg)")
    kind: str = told("类型: 文本、时间、整数、小数、质量", "What stands in it", "质量")
    unit: str = told("单位", "Unit", "kg")
    standard: str = told(f"{STANDARD} 的列名; 没有为空", f"What {STANDARD} calls it", "")
    meaning: str = told("含义, 中文", "What it means, in Chinese", "装入的新炭")
    meaning_en: str = told("含义, 英文", "What it means", "Fresh carbon")


class LeftOut(Model):
    """标准中有而不提供的列 / A column of the standard that is left out"""

    standard: str = told("标准的列名", "What the standard calls it", "产生部门经办人")
    reason: str = told("原因, 中文", "Why, in Chinese", "姓名属个人信息, 不进入任何表")
    reason_en: str = told("原因, 英文", "Why", "A person's name")


class TableEntry(Model):
    """一张台账表 / A table"""

    name: str = told("表名", "Name", "swaps")
    title: str = told("中文表名", "Its title", "换炭记录")
    title_en: str = told("英文表名", "In English", "Fills and swaps")
    section: str = told(f"对应 {STANDARD} 的环节", f"The part of {STANDARD} it fits", "")
    address: str = told(
        "取表的地址; 固定了时刻, 各表因此一致",
        "Where to fetch it; it pins the moments, so that all tables agree",
        "/v1/tables/swaps",
    )
    columns: tuple[TableColumn, ...] = told("列, 依次", "Its columns, in order")
    left_out: tuple[LeftOut, ...] = told("不提供的列", "What the standard has and it has not")
    facts: tuple[str, ...] = told("来源事实", "The facts it follows from", ["charge-started.v1"])


class TableList(Answer):
    """全部台账表与数据字典 / All tables, with the data dictionary"""

    version: int = told("表结构版本", "The version of the tables", VERSION)
    items: tuple[TableEntry, ...] = told("台账表", "The tables")


def _entry(table: Table, query: str) -> TableEntry:
    return TableEntry(
        name=table.name,
        title=table.zh,
        title_en=table.en,
        section=table.section,
        address=f"/v1/tables/{table.name}{query}",
        columns=tuple(
            TableColumn(
                name=column.name,
                title=column.heading,
                kind=column.kind.value,
                unit=column.unit,
                standard=column.standard,
                meaning=column.meaning_zh,
                meaning_en=column.meaning_en,
            )
            for column in table.columns
        ),
        left_out=tuple(
            LeftOut(standard=each.standard, reason=each.why_zh, reason_en=each.why_en)
            for each in table.missing
        ),
        facts=table.facts,
    )


@reads(
    "/tables",
    tag=TAG,
    zh="台账表与数据字典",
    en="The tables and their dictionary",
    more=(
        "有哪些表, 每列是什么, 依标准何名; 不含数据。",
        "Which tables there are and what their columns mean; no data.",
    ),
    example=TableList(version=VERSION, items=(_entry(SWAPS, ""),), **VIEWED),
)
def list_tables(asked: NamedDependency[Asked]) -> TableList:
    """List the tables."""
    pinned = urlencode({"as_of": asked.at.as_of, "known_at": asked.at.known_at})
    items = tuple(_entry(table, f"?{pinned}") for table in TABLES)
    return TableList(**asked.echo(), version=VERSION, items=items)


_LOT = (
    *("XT220104001", "新炭", "宁夏某炭业", "", "2022-01-04"),
    *("90000.000", "300.000", "870", "JC20221210"),
)
_EXAMPLE = "".join(
    f"{','.join(line)}\r\n" for line in ([*heading(LOTS), MARK], [*_LOT, mark(_LOT)])
)
TableInPath = Annotated[str, in_path("表名", "The table's name", "lots")]


@get(
    "/tables/{table:str}",
    tags=[TAG],
    summary="一张台账表(CSV) / A table as CSV",
    description="全部可见的行, UTF-8 带 BOM, 每行末列为行校验; 需要导出权, 并记入访问记录。\n\n"
    "Every row that the caller sees, in UTF-8 with its mark; each line ends with a digest of its "
    "values. It takes the right to export, and goes on record.",
    responses={
        200: ResponseSpec(
            str,
            generate_examples=False,
            description="台账表 / The table",
            media_type=CSV,
            examples=[Example(id="example", value=_EXAMPLE)],
        ),
        **errors((*ALWAYS, NOT_FOUND)),
    },
    sync_to_thread=True,
)
def one_table(
    table: TableInPath,
    request: AnyRequest,
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    asked: NamedDependency[Asked],
) -> Stream:
    """Give a table, page by page."""
    if table not in BY_NAME:
        raise not_found(table=table)
    if Action.EXPORT not in RIGHTS[caller.role]:
        raise NotPermitted(caller, Action.EXPORT, Verdict.FORBIDDEN, table=table)
    scope: Any = request.scope
    wanted = BY_NAME[table]
    name = quote(wanted.file)
    return Stream(
        _Copy(office, caller, asked, wanted).chunks(bodiless=bool(scope.get(BODILESS))),
        media_type=CSV,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )


class _Copy:
    """A table that somebody takes away."""

    def __init__(self, office: Office, caller: Caller, asked: Asked, table: Table) -> None:
        """Read the first page: what cannot be read at all is said before anything is sent."""
        self._office, self._caller, self._asked, self._table = office, caller, asked, table
        self._first = self._page("")

    def chunks(self, *, bodiless: bool) -> Generator[str]:
        """The file, a page at a time; what has been sent is put on record, also if it is broken
        off. Where only the headers are wanted nothing is."""
        if bodiless:
            return
        sent = 0
        try:
            yield "\ufeff" + self._spelled([[*heading(self._table), MARK]])
            page = self._first
            while page:
                sent += len(page)
                yield self._spelled([*lines_of(self._table, page)])
                page = self._page(str(page[-1][0]))
        except ValueError as fault:
            # Whoever sends it takes a ValueError for the end, and the table would seem whole.
            raise RuntimeError("the table was broken off") from fault
        finally:
            what, at = f"tables/{self._table.name}", self._asked.at
            put_on_record(self._office, self._caller.name, self._caller.role, what, sent, at)

    def _page(self, after: str) -> Sequence[Row]:
        return self._office.table_rows.page(self._table, self._asked.at, after=after, limit=PAGE)

    def _spelled(self, lines: Sequence[Sequence[str]]) -> str:
        file = StringIO(newline="")
        self._office.write_csv(file, lines[0], lines[1:])
        return file.getvalue()
