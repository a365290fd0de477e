"""What a person reads at the terminal, and what a program reads in its place."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from textwrap import indent
from typing import TYPE_CHECKING, Any, cast

from domain.refusal import Refusal

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 1_000
"""Columns of an output that goes into a file or another program: nothing is ever cut there."""

Cell = object


def survive_any_terminal() -> None:
    """Print a question mark, and no error, for a letter that the terminal does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(*sentences: str) -> None:
    """Print plain sentences, each on its line."""
    for sentence in sentences:
        print(sentence)


def whisper(*sentences: str) -> None:
    """Print what is no part of the answer, where it does not disturb a pipe."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def as_json(answer: object) -> None:
    """Print an answer for programs."""
    print(json.dumps(_plain(answer), ensure_ascii=False, indent=2))


def as_json_list(answers: Iterable[object]) -> None:
    """Print a list for programs, each of its answers as soon as it is there."""
    opening = "["
    for answer in answers:
        told = json.dumps(_plain(answer), ensure_ascii=False, indent=2)
        print(f"{opening}\n{indent(told, '  ')}", end="")
        opening = ","
    print("[]" if opening == "[" else "\n]")


def json_line(answer: object) -> None:
    """Print one answer of many on one line, so that a reader need not wait for the last."""
    print(json.dumps(_plain(answer), ensure_ascii=False), flush=True)


def refuse(refusal: Refusal, *, in_json: bool) -> None:
    """Tell a person or a program why something cannot be done."""
    if in_json:
        as_json(
            {
                "code": refusal.code,
                "message": refusal.zh,
                "message_en": refusal.en,
                "facts": refusal.facts,
            }
        )
        return
    whisper(refusal.zh, refusal.en, f"  code: {refusal.code}")
    for name, value in refusal.facts.items():
        whisper(f"  {name}: {_shown(value)}")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print a table. Numbers stand right; a piped table is never cut or folded."""
    from rich import box
    from rich.table import Table

    lines = [list(row) for row in rows]
    shown = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, column in enumerate(columns):
        numbers = all(isinstance(line[place], int | float | Decimal) for line in lines)
        justify = "right" if numbers and lines else "left"
        # 中文 has no spaces to break lines at; without folding it would be cut.
        shown.add_column(column, justify=justify, overflow="fold")
    for line in lines:
        shown.add_row(*(_shown(cell) for cell in line))
    _console().print(shown)


def pairs(title: str, values: Mapping[str, Cell]) -> None:
    """Print names and values, one below the other."""
    from rich.table import Table

    shown = Table(title=title, title_justify="left", box=None, show_header=False)
    shown.add_column(style="bold")
    shown.add_column(overflow="fold")
    for name, value in values.items():
        shown.add_row(name, _shown(value))
    _console().print(shown)


def _console() -> "Console":
    from rich.console import Console

    # Contents are other people's words: square brackets in them are no markup.
    if sys.stdout.isatty():
        return Console(markup=False, highlight=False)
    return Console(width=_WIDE, markup=False, highlight=False, no_color=True)


def _shown(value: Cell) -> str:
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _plain(value: object) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            known = cast("Mapping[object, object]", value)
            return {str(name): _plain(each) for name, each in known.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _plain(asdict(value))
        case list() | tuple() | set() | frozenset():
            return [_plain(each) for each in cast("Iterable[object]", value)]
        case _:
            return str(value)
