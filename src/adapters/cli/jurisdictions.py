"""What a key is about, as typed: checked against the books, so that no key points nowhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.subjects import PersonNotFound, PersonNotNamed
from domain.access import Role
from domain.enterprise import UnknownEnterprise
from domain.identifiers import CreditCode, TownCode
from domain.receiver import RECEIVER, Unlicensed
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office

Given = Annotated[
    list[str] | None,
    typer.Option(
        metavar="范围/WHAT",
        help="管辖范围, 可多次: 企业写信用代码, 镇街写 9 位区划代码, 再生单位写许可证上的名称, "
        "司机写 接收单位/姓名, 集成方写信用代码或区划代码 / what it is about, repeatable: credit "
        "code, 9-digit town code, the name on the permit, RECEIVER/DRIVER, or for an integrator "
        "credit and town codes",
    ),
]


class UnknownReceiver(Refusal):
    """没有登记过这个接收单位的许可证; 请按许可证上的名称填写。

    No permit is registered under this name; write the name as it stands on the permit.
    """


NOBODY_THERE = (
    "注意: 账册中还没有 {town} 的企业, 此密钥暂时看不到任何内容。",
    "Note: no enterprise of {town} is in the books yet, so for now the key shows nothing.",
)


def jurisdiction_of(office: "Office", role: Role, typed: Iterable[str]) -> tuple[str, ...]:
    """Read a jurisdiction; a person who drives is kept by his subject.

    Raises `UnknownEnterprise`, `UnknownReceiver`, `PersonNotFound`, and what codes raise that do
    not check. A town without an enterprise is remarked upon only: its first may come later.
    """
    return tuple(_one(office, role, text) for text in typed)


def _one(office: "Office", role: Role, text: str) -> str:
    match role:
        case Role.ENTERPRISE:
            return _enterprise(office, CreditCode(text))
        case Role.TOWN:
            return _town(office, TownCode(text))
        case Role.INTEGRATOR if len(text) == len("330411105"):
            return _town(office, TownCode(text))
        case Role.INTEGRATOR:
            return _enterprise(office, CreditCode(text))
        case Role.REGENERATOR:
            return _receiver(office, text)
        case Role.DRIVER:
            return _driver(office, text)
        case Role.DISTRICT | Role.AUDITOR | Role.OPERATOR:
            # The key itself refuses to be about anything.
            return text


def _enterprise(office: "Office", code: CreditCode) -> str:
    if office.registers.enterprise(code, office.viewpoint()) is None:
        raise UnknownEnterprise(enterprise=code)
    return str(code)


def _town(office: "Office", code: TownCode) -> str:
    if not office.registers.enterprises(office.viewpoint(), town=code, limit=1):
        printing.whisper(*(sentence.format(town=code) for sentence in NOBODY_THERE))
    return str(code)


def _receiver(office: "Office", name: str) -> str:
    if isinstance(office.log.read(RECEIVER, name).state, Unlicensed):
        raise UnknownReceiver(receiver=name)
    return name


def _driver(office: "Office", text: str) -> str:
    receiver, _, name = text.rpartition("/")
    if not receiver or not name:
        raise PersonNotNamed
    subject = office.vault.find(receiver, name)
    if subject is None:
        raise PersonNotFound(receiver=receiver, name=name)
    return subject
