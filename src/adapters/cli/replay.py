"""`tanguanjia replay`: the life of an enterprise, fact by fact."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson, AsOf, KnownAt
from adapters.cli.desk import desk_of
from adapters.cli.telling import lines, told
from application.view import View
from domain.enterprise import UnknownEnterprise
from domain.identifiers import CreditCode

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.audit_view import Entry
    from application.viewpoint import Viewpoint

_PAGE = 200
_WAIT_S = 1.0


def replay(
    context: typer.Context,
    *,
    enterprise: Annotated[str, typer.Option(metavar="信用代码/CODE", help="哪家企业 / whose life")],
    until: Annotated[
        int | None, typer.Option(min=1, help="到日志的这个位置为止 / up to this place in the log")
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="继续等待新的记录(Ctrl-C 结束) / wait for more")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    in_json: AsJson = False,
) -> None:
    """逐条重演企业的记录 / The life of an enterprise, fact by fact.

    谁、何时、如何记录, 以及之后的状态。
    Who recorded it, when and how, and the state after it.
    """
    code = CreditCode(enterprise)
    with desk_of(context).reading(View.AUDIT, View.REGISTERS) as office:
        at = office.viewpoint(as_of, known_at)
        if office.registers.enterprise(code, at) is None:
            raise UnknownEnterprise(enterprise=code)
        life = _life(office, code, at, after=0, until=until)
        if follow:
            _follow(office, code, life, in_json=in_json)
        elif in_json:
            printing.as_json_list(told(office, entry) for entry in life)
        else:
            for entry in life:
                printing.say(*lines(told(office, entry)))


def _life(
    office: "Office", code: str, at: "Viewpoint", *, after: int, until: int | None = None
) -> "Iterator[Entry]":
    while page := office.audit.enterprise(code, at, after=after, until=until, limit=_PAGE):
        yield from page
        after = page[-1].recorded.position


def _follow(office: "Office", code: str, life: "Iterator[Entry]", *, in_json: bool) -> None:
    """Tell the life so far, then every fact that is added to it."""
    reached = 0
    while True:
        for entry in life:
            fact = told(office, entry)
            if in_json:
                printing.json_line(fact)
            else:
                printing.say(*lines(fact))
            reached = entry.recorded.position
        head = office.log.head()
        while not office.log.wait_beyond(head, _WAIT_S):
            pass
        office.catch_up(View.AUDIT)
        life = _life(office, code, office.viewpoint(), after=reached)
