"""How far something has come, shown on the error stream so that a piped answer stays clean."""

import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress

    from application.ports.followers import RebuildProgress


class Moved(Protocol):
    """Told how far something has come."""

    def __call__(self, done: int, expected: int) -> None:
        """So much is done of what is expected."""
        ...


Bar = Callable[[str], Moved]
"""Makes a bar of a title; it appears when it first moves."""


@contextmanager
def bars() -> Generator[Bar]:
    """Show bars below each other; where nobody watches, one line says what is going on."""
    with ExitStack() as shown:
        yield _watched(shown) if sys.stderr.isatty() else _unwatched


def rebuilds(bar: Bar) -> "RebuildProgress":
    """Show each view that is rebuilt with a bar of its own."""
    moving: dict[str, Moved] = {}

    def moved(follower: str, done: int, expected: int) -> None:
        if follower not in moving:
            moving[follower] = bar(f"重建视图 / rebuilding {follower}")
        moving[follower](done, expected)

    return moved


def _watched(shown: ExitStack) -> Bar:
    progress: Progress | None = None

    def bar(title: str) -> Moved:
        task = None

        def moved(done: int, expected: int) -> None:
            nonlocal progress, task
            if progress is None:
                progress = shown.enter_context(_progress())
            if task is None:
                task = progress.add_task(title)
            progress.update(task, completed=done, total=expected)

        return moved

    return bar


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)


def _unwatched(title: str) -> Moved:
    said = False

    def moved(done: int, expected: int) -> None:
        del done, expected
        nonlocal said
        if not said:
            print(f"{title} …", file=sys.stderr)
        said = True

    return moved
