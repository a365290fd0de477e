"""Stand between the libraries that parse spreadsheets and the rest: they fail in many ways."""

import warnings
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from adapters.workbook.grid import GridRow
from application.ledger_file import DamagedFile, HugeFile, UnreadableFile

_PAGE = 512


@contextmanager
def parsing(file: str) -> Generator[None]:
    """Whatever a parser trips over means that the file is damaged; its warnings help nobody.

    Any exception is caught since the parsers, on broken input, raise nearly all there are.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except UnreadableFile:
            raise
        except MemoryError as huge:
            raise HugeFile(file=file) from huge
        except Exception as damaged:
            raise DamagedFile(file=file) from damaged
        except BaseException as panic:
            # How a parser written in Rust gives up; its exception cannot be imported.
            if type(panic).__name__ != "PanicException":
                raise
            raise DamagedFile(file=file) from panic


def guarded(rows: Iterable[GridRow], file: str) -> Iterator[GridRow]:
    """The rows, read by the page under `parsing`; errors of whoever uses them stay their own."""
    source = iter(rows)
    while True:
        with parsing(file):
            page = list(islice(source, _PAGE))
        if not page:
            return
        yield from page
