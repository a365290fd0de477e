"""`tanguanjia projections`: how far each view has come, and building it again from the log."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import desk_of
from adapters.cli.progress import bars, rebuilds
from application.view import View

if TYPE_CHECKING:
    from application.ports.followers import Following, Poison

Chosen = Annotated[
    View | None,
    typer.Argument(
        metavar="视图/VIEW",
        help="视图名, 不写则全部 / a view; all of them without it",
        show_default=False,
    ),
]


def status(context: typer.Context, *, in_json: AsJson = False) -> None:
    """各视图跟到哪里 / How far each view has come.

    位置、落后多少、停在哪里与原因、重建到哪里; 只看不改。
    Its place, how far it is behind, where and why it has stopped, how far a rebuild is.
    """
    with desk_of(context).existing() as office:
        views = office.followers.status()
    _show(views, in_json=in_json)


def rebuild(context: typer.Context, view: Chosen = None, *, in_json: AsJson = False) -> None:
    """从日志重建视图 / Build views again from the log.

    新视图在旁边建好后一次换上, 服务不必停止; 中断后再次运行即接着做。有视图未能换上时返回 1。
    The new one is built beside the old and takes its place at once, while a server may run. Broken
    off, it goes on when run again. Exits 1 if a view could not be replaced.
    """
    with desk_of(context).existing() as office, bars() as bar:
        names = [each.follower for each in office.followers.status()]
        chosen = names if view is None else [view]
        views = [office.followers.rebuild(each, rebuilds(bar)) for each in chosen]
    _show(views, in_json=in_json)
    if any(each.stopped or each.rebuilding for each in views):
        raise typer.Exit(1)


def retry(context: typer.Context, view: Chosen = None, *, in_json: AsJson = False) -> None:
    """让停下的视图再试 / Let views that have stopped try again.

    升级程序之后使用; 仍然停下时返回 1。
    For after an upgrade; exits 1 if one stops again.
    """
    with desk_of(context).existing() as office, bars() as bar:
        for each in office.followers.status():
            if each.stopped and view in (None, each.follower):
                office.followers.retry(each.follower)
        office.catch_up(rebuilding=rebuilds(bar))
        views = [each for each in office.followers.status() if view in (None, each.follower)]
    _show(views, in_json=in_json)
    if any(each.obstacle for each in views):
        raise typer.Exit(1)


def _show(views: "Sequence[Following]", *, in_json: bool) -> None:
    if in_json:
        printing.as_json({"views": views})
        return
    columns = ("视图 view", "位置 position", "落后 lag", "状态 state")
    rows = [(each.follower, each.position, each.lag, _state(each)) for each in views]
    printing.table("视图 / Views", columns, rows)


def _state(view: "Following") -> str:
    from application.ports.followers import Form

    told = {
        Form.CURRENT: [],
        Form.OUTDATED: ["另一版本的内容, 待重建 another version's rows, to be rebuilt"],
        Form.UNREADABLE: ["另一版本的格式, 不能读取 another version's columns, not readable"],
    }[view.form]
    if view.stopped is not None:
        told.append(f"停在 stopped at {_where(view.stopped)}")
    if view.rebuilding is not None and view.rebuilding.stopped is not None:
        told.append(f"重建停在 rebuild stopped at {_where(view.rebuilding.stopped)}")
    elif view.rebuilding is not None:
        told.append(f"重建至 rebuilt up to {view.rebuilding.position:,}")
    return "; ".join(told) or "正常 in order"


def _where(stop: "Poison") -> str:
    return f"{stop.position:,} {stop.stream} {stop.name}: {stop.reason}"
