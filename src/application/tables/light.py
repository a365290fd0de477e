"""The light of the tables that are written every day."""

from datetime import datetime

from application.lights import Light
from application.office import Office
from application.tables.daily import days_written, overdue


def tables_light(office: Office, now: datetime) -> Light:
    """Yesterday's tables are there, where they are to be written at all."""
    parent = office.tables_into
    written = () if parent is None else days_written(office.table_folders, parent)
    missing = None if parent is None else overdue(written, now)
    found = "未设置 not set (TANGUANJIA_TABLES)"
    if parent is not None:
        found = f"{parent}, 最近 last {written[-1] if written else '无 none'}"
        found += f", 应有 due {missing}" if missing else ""
    return Light(
        "tables",
        "每日台账表",
        "tables of every day",
        missing is None,
        found,
        "昨天的台账表没有写出, 交换单位拿不到, 或服务没有运行",
        "yesterday's tables have not been written, so nobody can fetch them; or no server runs",
        "请查看服务日志中的 tables-not-written 与磁盘; 服务运行时会补写缺的日子",
        "look for tables-not-written in the server's log, and at the disk; a running server makes "
        "up for missing days",
    )
