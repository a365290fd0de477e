"""`tanguanjia duty …`: who is told of alerts at a town, at the district, at a regenerator."""

from typing import Annotated

import typer

from adapters.cli import printing
from adapters.cli.asking import Actor, AsJson, CommandId, actor_named
from adapters.cli.desk import desk_of
from adapters.cli.recorded import say_recorded
from domain.duty import DUTY, NameDutyContact, duty_of, party_on
from domain.personal import Contact

Duty = Annotated[
    str,
    typer.Argument(
        metavar="单位/DUTY",
        help="district, town:区划代码 或 regenerator:许可证上的名称 / district, town:CODE or "
        "regenerator:NAME",
    ),
]


def name(
    context: typer.Context,
    duty: Duty,
    *,
    person: Annotated[str, typer.Option("--name", metavar="姓名/NAME", help="姓名 / the name")],
    phone: Annotated[str | None, typer.Option(metavar="电话/PHONE", help="电话 / number")] = None,
    email: Annotated[str | None, typer.Option(metavar="邮箱/EMAIL", help="邮箱 / e-mail")] = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """指定值班联系人, 预警由此人接收 / Name who is told of alerts."""
    from application.act import only
    from application.office import request
    from application.ports.vault import as_text

    whose = duty_of(party_on(duty))
    with desk_of(context).office() as office:
        seal = office.vault.seal
        sealed = seal(whose, person)
        number = None if phone is None else seal(whose, phone, name=person)
        mail = None if email is None else seal(whose, email, name=person)
        command = NameDutyContact(office.now(), Contact(sealed, number), mail)
        contents = {
            "值班单位": whose,
            "联系人": as_text(sealed),
            "手机": None if number is None else as_text(number),
            "邮箱": None if mail is None else as_text(mail),
        }
        asked = request(actor_named(actor), command_id, contents)
        answer = office.log.perform(only(DUTY, whose, command), asked)
    say_recorded(answer, asked.command_id, in_json=in_json)


def list_duties(context: typer.Context, *, in_json: AsJson = False) -> None:
    """列出值班联系人 / List who is on duty."""
    from application.alert_contacts import on_duty

    with desk_of(context).existing() as office:
        found = [
            {
                "duty": duty,
                "name": office.show(state.contact.name),
                "phone": office.show(state.contact.phone),
                "email": office.show(state.email),
                "since": state.since,
            }
            for duty, state in on_duty(office.alerting.sender.contacts)
        ]
    if in_json:
        printing.as_json(found)
        return
    columns = ("单位 duty", "姓名 name", "电话 phone", "邮箱 e-mail", "自 since")
    printing.table("值班联系人 / On duty", columns, [tuple(each.values()) for each in found])
