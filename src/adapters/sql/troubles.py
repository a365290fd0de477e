"""What can be wrong with a database, said in a sentence instead of the driver's words."""

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from domain.refusal import Refusal


class DatabaseUnreachable(Refusal):
    """数据库连接不上, 请检查地址、网络, 以及数据库服务是否已启动。

    The database cannot be reached; check its address, the network, and whether it is running.
    """


class DatabaseBusy(Refusal):
    """数据库正被其他程序占用, 请稍后重试。

    Another program holds the database; try again in a moment.
    """


class DiskFull(Refusal):
    """磁盘已满, 未能写入; 已记的内容完好, 腾出空间后重试即可。

    The disk is full and nothing was written; what is recorded is safe, make room and try again.
    """


class NotADatabase(Refusal):
    """文件不是炭管家的数据库, 或已经损坏。

    The file is no database of this program, or it is damaged.
    """


class DatabaseNotWritable(Refusal):
    """数据库文件打不开或没有写入权限, 请检查路径和权限。

    The database file cannot be opened or written to; check its path and permissions.
    """


class BadDatabaseUrl(Refusal):
    """数据库地址不正确, 应为 sqlite:///文件 或 postgresql://用户@主机/库名。

    This is not the address of a database; write sqlite:///file or postgresql://user@host/name.
    """


class DatabaseTrouble(Refusal):
    """数据库报错, 操作未完成。

    The database reported an error, and this was not done.
    """


_BY_WORDS: tuple[tuple[str, type[Refusal]], ...] = (
    ("database or disk is full", DiskFull),
    ("No space left on device", DiskFull),
    ("could not extend file", DiskFull),
    ("is locked", DatabaseBusy),
    ("file is not a database", NotADatabase),
    ("malformed", NotADatabase),
    ("unable to open database file", DatabaseNotWritable),
    ("readonly database", DatabaseNotWritable),
)


_BY_NUMBER: dict[int | None, type[Refusal]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EACCES: DatabaseNotWritable,
    errno.EPERM: DatabaseNotWritable,
    errno.EROFS: DatabaseNotWritable,
    errno.ENOTDIR: DatabaseNotWritable,
    errno.EISDIR: DatabaseNotWritable,
}


@contextmanager
def in_plain_words() -> Generator[None]:
    """Turn what the drivers and the disk raise into refusals."""
    try:
        yield
    except DBAPIError as error:
        raise _refusal(error.orig or error) from error
    except (sqlite3.Error, psycopg.Error) as error:
        raise _refusal(error) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise BadDatabaseUrl(reason=str(error)) from error
    except OSError as error:
        if error.errno not in _BY_NUMBER:
            raise
        raise _BY_NUMBER[error.errno](reason=error.strerror, file=error.filename) from error


def known(url: str) -> str:
    """Let the address of a kind of database pass that can be opened; raises `BadDatabaseUrl`."""
    kind = url.partition(":")[0].partition("+")[0]
    if kind not in {"sqlite", "postgresql", "postgres"}:
        raise BadDatabaseUrl(kind=kind)
    return url


def _refusal(error: BaseException) -> Refusal:
    said = str(error).strip()
    reason = said.splitlines()[0] if said else type(error).__name__
    for words, kind in _BY_WORDS:
        if words in said:
            return kind(reason=reason)
    lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return DatabaseUnreachable(reason=reason) if lost else DatabaseTrouble(reason=reason)
