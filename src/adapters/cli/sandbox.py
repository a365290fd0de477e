"""`tanguanjia sandbox`: a district to try things out in, which is gone when it ends."""

import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import Desk, desk_of
from adapters.cli.progress import bars
from adapters.cli.serving import address_of, answer_requests, go_home, listening
from application.journal import LogFormat
from domain.access import Role
from domain.key import IssueKey
from domain.occurred import Occurred
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.clock import TurnableClock

PORT = 8010

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is made by nobody else
_GOOD_FOR = timedelta(days=3650)


class BooksOfItsOwn(Refusal):
    """沙箱自带账册, 结束时即清除, 不能与 --db 或 --demo 同时使用。

    A sandbox has books of its own, which are gone when it ends; it takes neither `--db` nor
    `--demo`.
    """


def sandbox(
    context: typer.Context,
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口 / the port")] = PORT,
    in_json: AsJson = False,
) -> None:
    """启动沙箱, 供对接方试用 / Start a sandbox in which to try out an integration.

    内有演示辖区、各身份的密钥和一只可以往前拨的时钟; 一切只在内存或临时文件夹中, 结束时清除。
    The demonstration district, a key for each role, and a clock that can be turned forwards;
    nothing is kept when it ends.
    """
    from application.dispatching import delivering
    from application.following import followed

    desk = desk_of(context)
    if desk.named is not None or desk.books.demo:
        raise BooksOfItsOwn
    desk.keep_journal(LogFormat.TEXT)
    signal.signal(signal.SIGTERM, go_home)
    with (
        suppress(KeyboardInterrupt),
        listening("127.0.0.1", port) as listener,
        _nowhere() as url,
        bars() as bar,
        desk.open_sandbox(url, progress=bar("载入演示数据 / loading the demo")) as (office, clock),
        followed(office),
        delivering(office.webhooks),
    ):
        here = address_of(listener)
        keys = dict(_keys(office))
        if in_json:
            printing.json_line({"url": here, "keys": keys})
        else:
            _welcome(here, keys)
        answer_requests(_app(desk, office, clock), listener)


def _app(desk: Desk, office: "Office", clock: "TurnableClock") -> Any:
    return desk.web_app(
        office, demo=desk.for_demo().shown, allowed_hosts=frozenset(), sandbox=clock
    )


@contextmanager
def _nowhere() -> Generator[str]:
    """A database in memory where this machine has such a folder, and gone afterwards."""
    place = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="tanguanjia-", dir=place) as folder:
        yield f"sqlite:///{folder}/sandbox.sqlite"


def _keys(office: "Office") -> Iterator[tuple[str, str]]:
    """Give out a key to each role, of which those with a jurisdiction meet each other."""
    from application.keys import fresh_key, issue
    from application.office import request

    until = Occurred.at((office.clock.now() + _GOOD_FOR).replace(microsecond=0))
    for role, over in _jurisdictions(office):
        key = fresh_key(token_bytes)
        command = IssueKey(office.now(), role, over, "sandbox", until, key.digest)
        office.log.perform(issue(key, command), request("sandbox", None))
        yield role.value, key.text


def _jurisdictions(office: "Office") -> Iterator[tuple[Role, tuple[str, ...]]]:
    at = office.viewpoint()
    (plant,) = office.registers.adsorbers(at, limit=1)
    firm = office.registers.enterprise(plant.enterprise, at)
    (manifest,) = office.registers.manifests(at, limit=1)
    town = (str(firm.town),) if firm is not None and firm.town else ()
    yield Role.ENTERPRISE, (plant.enterprise,)
    yield Role.REGENERATOR, (str(manifest.receiver),)
    yield Role.TOWN, town
    yield Role.DISTRICT, ()
    yield Role.AUDITOR, ()
    yield Role.INTEGRATOR, town
    yield Role.OPERATOR, ()


def _welcome(here: str, keys: dict[str, str]) -> None:
    printing.say(
        f"沙箱已启动 / The sandbox is open: {here}/",
        "内为演示数据, 结束时清除 / Its data are made up, and gone when it ends",
        "",
        "密钥 / Keys (Authorization: Bearer …):",
        *(f"  {role:<12} {key}" for role, key in keys.items()),
        "",
        "时钟 / The clock:",
        f"  curl {here}/sandbox/clock",
        f"  curl -X POST '{here}/sandbox/clock?forward_h=72'",
        "",
        "接口说明 / The API:",
        f"  {here}/docs",
        "",
        "Ctrl-C 结束 / Ctrl-C ends it",
    )
