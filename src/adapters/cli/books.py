"""Which books a command works in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.refusal import Refusal

DATABASE_VARIABLE = "TANGUANJIA_DATABASE_URL"
DATA_VARIABLE = "TANGUANJIA_DATA"

_OWN, _DEMO, _LIVING = "carbon.sqlite", "demo.sqlite", "living.sqlite"
_SQLITE = "sqlite:///"


class TwoBooks(Refusal):
    """--demo、--living 与 --db 只能用一个: 演示数据各在自己的文件里。

    `--demo`, `--living` and `--db` exclude each other: each demonstration lies in a file of its
    own.
    """


class NoBooksYet(Refusal):
    """这里还没有账册; 请先导入台账(tanguanjia import 文件), 或加 --demo 使用演示数据。

    There are no books here yet; import a ledger first (`tanguanjia import FILE`), or look at the
    demonstration with `--demo`.
    """


@dataclass(frozen=True, slots=True)
class Books:
    """The address of a database, and whether it is the demo's own."""

    url: str
    demo: bool
    living: bool = False
    """Whether it is the demonstration that lives: the simulated district."""

    @property
    def file(self) -> Path | None:
        """The file, if it is an embedded database."""
        path = self.url.removeprefix(_SQLITE).partition("?")[0]
        return Path(path) if self.url.startswith(_SQLITE) else None

    def must_exist(self) -> None:
        """Raise `NoBooksYet` where asking would only create an empty file."""
        if self.file is not None and not self.file.exists():
            raise NoBooksYet(file=self.file)


def chosen(
    db: str | None,
    *,
    demo: bool,
    living: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Books:
    """Choose by option, then by environment, else the file in the data folder.

    `db` is a URL, or just the path of an SQLite file. Raises `TwoBooks`.
    """
    folder = Path(environment.get(DATA_VARIABLE) or "data")
    if demo or living:
        if db is not None or (demo and living):
            raise TwoBooks(db=db or "")
        name = _LIVING if living else _DEMO
        return Books(f"{_SQLITE}{folder / name}", demo=True, living=living)
    address = db or environment.get(DATABASE_VARIABLE) or str(folder / _OWN)
    return Books(address if "://" in address else f"{_SQLITE}{address}", demo=False)
