"""The tables are declared whole: names, facts, and every column of the standard."""

import re

from adapters.eventlog.published import PUBLISHED
from adapters.sql.tables.rows import QUERIES
from application.tables.catalogue import TABLES
from application.tables.declared import Kind
from application.tables.dictionary import HEADING, dictionary


def test_a_name_is_good_for_a_program_and_a_heading_stands_once() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        headings = [column.heading for column in table.columns]
        assert len({*names}) == len(names)
        assert len({*headings}) == len(headings)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in (table.name, *names))
        assert all(name.endswith("_kg") for name in (c.name for c in table.masses.values()))
        assert table.columns[0].kind is Kind.TEXT


def test_every_table_names_published_facts() -> None:
    for table in TABLES:
        assert table.facts
        assert set(table.facts) <= set(PUBLISHED), table.name


def test_every_column_has_its_expression_and_no_other_has_one() -> None:
    assert list(QUERIES) == [table.name for table in TABLES]
    for table in TABLES:
        assert set(QUERIES[table.name].columns) == {column.name for column in table.columns}


# What the standard asks to be recorded at each of its steps, without what every table may share;
# laid beside two other renderings of its five tables.
STANDARD = {
    "产生环节": "产生批次编码 产生时间 产生量 产生危险废物设施编码 产生部门经办人 去向",
    "入库环节": "入库批次编码 入库时间 入库量 贮存设施编码 贮存设施类型 运送部门经办人 "
    "贮存部门经办人 产生批次编码",
    "出库环节": "出库批次编码 出库时间 出库量 贮存设施编码 贮存设施类型 出库部门经办人 "
    "运送部门经办人 入库批次编码 去向",
    "自行利用/处置环节": "自行利用/处置批次编码 自行利用/处置时间 自行利用/处置量 "
    "自行利用/处置设施编码 自行利用/处置方式 自行利用/处置完毕时间 自行利用/处置部门经办人 "
    "产生批次编码/出库批次编码",
    "委外利用/处置环节": "委外利用/处置批次编码 出厂时间 委外利用/处置量 利用/处置方式 "
    "接收单位类型 许可证持有单位名称 许可证编码 豁免管理单位名称 境外利用处置单位名称 "
    "出口核准通知单编号 产生批次编码/出库批次编码",
}
SHARED = (
    "危险废物名称 国家危险废物名录名称 危险废物类别 危险废物代码 计量单位 "
    "容器/包装编码 容器/包装类型 容器/包装数量"
)


def test_of_every_step_each_column_is_held_or_said_to_be_left_out() -> None:
    assert {table.section for table in TABLES if table.section} == set(STANDARD)
    for table in TABLES:
        if not table.section:
            continue
        held = [column.standard for column in table.columns if column.standard]
        left_out = [each.standard for each in table.missing]
        expected = [*SHARED.split(), *STANDARD[table.section].split()]
        assert sorted([*held, *left_out]) == sorted(expected), table.name


def test_the_dictionary_has_a_line_for_each() -> None:
    lines = list(dictionary())
    assert {len(line) for line in lines} == {len(HEADING)}
    columns = sum(len(table.columns) + 2 + len(table.missing) for table in TABLES)
    assert len(lines) == columns
