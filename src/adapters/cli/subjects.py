"""`tanguanjia subject …`: find a person in the books, and erase what belongs to them."""

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import AsJson
from adapters.cli.desk import desk_of
from domain.refusal import Refusal

if TYPE_CHECKING:
    from application.office import Office

Scope = Annotated[
    str | None,
    typer.Option(
        "--enterprise",
        "--scope",
        metavar="信用代码/CODE",
        help="所属企业的信用代码(司机为接收单位名称) / the enterprise; a driver's receiver",
    ),
]
Name = Annotated[str | None, typer.Option(metavar="姓名/NAME", help="姓名 / the person's name")]

MEANING = (
    "抹除后, 此人的姓名、电话在所有记录中显示为「已删除」, 无法恢复; 账目、数量和记录本身不变。",
    "Name and phone of this person will read 已删除 in every record and cannot be brought back; "
    "the books, the masses and the records themselves stay as they are.",
    "备份中的密钥须另行删除。 Keys in backups have to be destroyed as well.",
)


class PersonNotFound(Refusal):
    """没有找到此人, 或其信息已经抹除。

    No such person is found, or their data has been erased.
    """


class PersonNotNamed(Refusal):
    """请给出 --enterprise 和 --name, 或直接给出编号。

    Name the person by `--enterprise` and `--name`, or give the subject's id.
    """


def find(
    context: typer.Context,
    *,
    scope: Scope = None,
    name: Name = None,
    in_json: AsJson = False,
) -> None:
    """查找某人的编号 / Find the id under which a person is kept."""
    with desk_of(context).reading() as office:
        subject = _found(office, scope, name)
    if in_json:
        printing.as_json({"subject": subject})
    else:
        printing.say(subject)


def erase(
    context: typer.Context,
    subject: Annotated[
        str | None, typer.Argument(metavar="编号/SUBJECT", help="subject find 给出的编号 / the id")
    ] = None,
    *,
    scope: Scope = None,
    name: Name = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="不再询问 / do not ask for confirmation")
    ] = False,
    in_json: AsJson = False,
) -> None:
    """抹除某人的个人信息, 不可恢复 / Erase a person's data for good."""
    with desk_of(context).reading() as office:
        person = subject or _found(office, scope, name)
        printing.whisper(*MEANING)
        if not yes:
            typer.confirm(f"抹除 erase {person}?", abort=True, err=True)
        if not office.vault.erase(person):
            raise PersonNotFound(subject=person)
    if in_json:
        printing.as_json({"subject": person, "erased": True})
    else:
        printing.say(f"已抹除 erased: {person}")


def _found(office: "Office", scope: str | None, name: str | None) -> str:
    if scope is None or name is None:
        raise PersonNotNamed
    subject = office.vault.find(scope, name)
    if subject is None:
        raise PersonNotFound(enterprise=scope, name=name)
    return subject
