"""`tanguanjia log …`: where the log stands, what orders it, and going on after a restore."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, actor_named
from adapters.cli.desk import desk_of
from application.ports.log_keeping import Ordering
from domain.occurred import SHANGHAI

if TYPE_CHECKING:
    from application.ports.log_keeping import Epoch, Standing

MEANING = (
    "恢复后缺少的位置不会再给别的记录, 下一条记录从高水位之后开始; 请先确认没有更新的备份。",
    "The positions that are missing are given to no other fact, and the next one stands beyond the "
    "mark; make sure first that there is no newer back-up.",
)


def status(context: typer.Context, *, in_json: AsJson = False) -> None:
    """公开位置、高水位与纪元 / Where the log stands.

    账册因低于高水位而打不开时也可用。
    Works also where the books are refused for standing below their mark.
    """
    with desk_of(context).keeping() as keeping:
        standing = keeping.standing()
    if in_json:
        printing.as_json(standing)
    else:
        _print(standing)


def ordering(
    context: typer.Context,
    wanted: Annotated[
        Ordering | None,
        typer.Argument(
            metavar="[lock|xid]",
            help="lock: 依次写入; xid: 并行写入, 随后封号(仅 PostgreSQL) / lock: one append after "
            "the other; xid: beside each other, sealed afterwards (PostgreSQL only)",
        ),
    ] = None,
    *,
    actor: Actor = None,
    in_json: AsJson = False,
) -> None:
    """查看或选择事实的排序方式 / Show or choose what orders the facts.

    已给出的位置不变; 随时可以更换, 其他进程无须重启。
    Positions that were given stay; it may be changed at any time, and no process restarts.
    """
    with desk_of(context).keeping() as keeping:
        changed = wanted is not None and keeping.order_by(
            wanted, actor=actor_named(actor), at=_now()
        )
        chosen = keeping.standing().ordering
    if in_json:
        printing.as_json({"ordering": chosen.value, "changed": changed})
    else:
        printing.say(f"{chosen.value}{' (已更换 changed)' if changed else ''}")


def go_on(
    context: typer.Context,
    *,
    reason: Annotated[str, typer.Option(metavar="原因/TEXT", help="为什么 / why")],
    yes: Annotated[
        bool, typer.Option("--yes", help="不再询问 / do not ask for confirmation")
    ] = False,
    actor: Actor = None,
    in_json: AsJson = False,
) -> None:
    """恢复旧备份后继续记账 / Go on after an older back-up was restored.

    开始新的纪元, 写明原因和缺失的位置。
    Begins a new epoch, which says why and which positions are lost.
    """
    with desk_of(context).keeping() as keeping:
        printing.whisper(*MEANING)
        if not yes:
            typer.confirm("继续 go on?", abort=True, err=True)
        epoch = keeping.go_on(reason=reason, actor=actor_named(actor), at=_now())
    if in_json:
        printing.as_json({"epoch": epoch.number, "lost": epoch.lost, "next": epoch.marked + 1})
    else:
        printing.say(f"纪元 epoch {epoch.number}: {_lost(epoch)}, 下一位置 next {epoch.marked + 1}")


def _now() -> str:
    return datetime.now(UTC).astimezone(SHANGHAI).isoformat(timespec="seconds")


def _lost(epoch: "Epoch") -> str:
    if epoch.lost is None:
        return "没有缺失的位置 no position lost"
    first, last = epoch.lost
    return f"缺失的位置 positions lost {first}–{last}"


def _print(standing: "Standing") -> None:
    printing.say(
        f"排序 ordering: {standing.ordering.value}",
        f"末位 last position: {standing.position}",
        f"待封号 not yet sealed: {standing.unsealed}",
        f"高水位 high-water mark: {standing.mark or '-'}",
        f"纪元 epoch: {standing.epoch}",
    )
    for each in standing.epochs:
        printing.say(
            f"  {each.number}  {each.began_at}  {each.actor}  {each.reason}: {_lost(each)}"
        )
