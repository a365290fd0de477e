"""Asking until there is an answer: conflicts, lost connections and repeated commands."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import sleep
from typing import Protocol, TypeVar

from application.ports.fact_book import InDoubt, Known, StaleVersion, Unreachable, Unwritable
from application.ports.meter import Again, Meter
from application.ports.vault import Vault, as_personal
from domain.record import Request
from domain.refusal import Refusal

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an act was written down: its first and last position, 0 and 0 if nothing happened.

    `repeated` says that the command id was known and this is the answer given the first time.
    """

    first: int
    last: int
    repeated: bool = False


TRIES = 3
"""How often an act is decided before a conflict is given up."""

PAUSES_S = (0.05, 0.1, 0.2, 0.5, 1.0, 1.0, 2.0)
"""How long to wait between attempts to reach the database, in seconds."""


class Conflict(Refusal):
    """其他人同时在修改同一记录, 请重试。

    Others kept changing the same records at the same time; try again.
    """


class ContradictsRecorded(Refusal):
    """同一编号的命令已有记录, 但内容不同; 原记录不变, 如需更正请使用更正命令。

    A command with this id is recorded with other contents; to change it, use a correction.
    """


class LogUnreachable(Refusal):
    """数据库暂时无法访问; 结果可能未知, 请稍后用同一命令编号重试, 不会重复记账。

    The database cannot be reached, and the outcome may be unknown; repeat the command with the
    same id later, nothing is written twice.
    """


class LogNotWritable(Refusal):
    """账册写不进去(磁盘已满、只读或文件损坏); 未确认的内容请在修复后用同一命令编号重试。

    The log cannot be written (disk full, read-only or damaged); once that is mended, repeat with
    the same id what was not confirmed.
    """


class Attempt(Protocol[T_co]):
    """Something to be tried; it is told whether an earlier try may have been written."""

    def __call__(self, *, in_doubt: bool) -> T_co:
        """Try once."""
        ...


def persistently(attempt: Attempt[T], meter: Meter) -> T:
    """Make an attempt until it is settled."""
    in_doubt = False
    conflicts = 0
    pauses = iter(PAUSES_S)
    while True:
        try:
            return attempt(in_doubt=in_doubt)
        except StaleVersion as stale:
            conflicts += 1
            meter.tried_again(Again.CONFLICT)
            if conflicts == TRIES:
                raise Conflict(stream=str(stale)) from stale
        except Unwritable as failed:
            raise LogNotWritable(reason=str(failed)) from failed
        except Unreachable as lost:
            in_doubt = in_doubt or isinstance(lost, InDoubt)
            meter.tried_again(Again.UNREACHABLE)
            _wait(pauses, lost)


def _wait(pauses: Iterator[float], lost: Unreachable) -> None:
    pause_s = next(pauses, None)
    if pause_s is None:
        raise LogUnreachable(reason=str(lost)) from lost
    sleep(pause_s)


def first_answer(known: Known, request: Request, vault: Vault, *, in_doubt: bool) -> Answer:
    """Give the first answer again, unless the command contradicts the recorded one.

    After a lost connection a known id is this caller's own entry, so it is no repetition.
    """
    same_or_refused(known.contents, request, vault)
    return Answer(known.first, known.last, repeated=not in_doubt)


def same_or_refused(recorded: tuple[tuple[str, str], ...], request: Request, vault: Vault) -> None:
    """Let the recorded contents pass; raises `ContradictsRecorded`, naming the first field."""
    if recorded == request.contents:
        return
    before, now = dict(recorded), dict(request.contents)
    for field in before | now:
        said, says = before.get(field), now.get(field)
        if said != says and not _erased(said, vault):
            raise ContradictsRecorded(field=field, recorded=said, given=says)


def _erased(text: str | None, vault: Vault) -> bool:
    personal = as_personal(text) if text is not None else None
    return personal is not None and vault.open(personal) is None
