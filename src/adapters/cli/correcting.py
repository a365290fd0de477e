"""`tanguanjia correct …`: a record that turned out wrong gets a superseding one, with a reason."""

from typing import Annotated

import typer

from adapters.cli.asking import Actor, AsJson, CommandId, actor_named, moment_typed
from adapters.cli.desk import desk_of
from adapters.cli.inspecting import recorded_under
from adapters.cli.recorded import say_recorded
from domain.adsorber import CorrectSwap
from domain.enterprise import ENTERPRISE, ChangeContacts
from domain.identifiers import AdsorberId, CreditCode, LotId
from domain.personal import Contact
from domain.quantities import grams


def swap(
    context: typer.Context,
    adsorber: Annotated[str, typer.Argument(metavar="装置编号/ADSORBER", help="装置编号 / whose")],
    time: Annotated[
        str,
        typer.Argument(
            metavar="时间/TIME", help="原记录的时间, 如 '2022-11-24 11:27' / as recorded"
        ),
    ],
    *,
    reason: Annotated[str, typer.Option(metavar="原因/TEXT", help="更正原因 / why")],
    removed_kg: Annotated[
        float | None, typer.Option("--removed-kg", "--removed", min=0, help="卸出量 / taken out")
    ] = None,
    filled_kg: Annotated[
        float | None, typer.Option("--filled-kg", "--filled", min=0, help="装填量 / filled in")
    ] = None,
    lot: Annotated[
        str | None, typer.Option(metavar="炭批号/LOT", help="炭批号 / out of which lot")
    ] = None,
    moved_to: Annotated[
        str | None, typer.Option(metavar="时间/TIME", help="实际时间 / when it really was")
    ] = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """更正一次填装或更换 / Correct a fill, a swap or a removal.

    未写的项不变; 原记录保留, 账以最新为准。
    What is left out stands; the old record is kept, and the books use the latest.
    """
    from application.correct_swap import correct_swap
    from application.office import request

    identity, key = AdsorberId(adsorber), moment_typed(time)
    with desk_of(context).reading() as office:
        command = CorrectSwap(
            office.now(),
            recorded_under(office, identity, key),
            reason,
            None if moved_to is None else moment_typed(moved_to),
            None if removed_kg is None else grams(removed_kg),
            None if filled_kg is None else grams(filled_kg),
            None if lot is None else LotId(lot),
        )
        contents = {
            "装置编号": identity,
            "更正": key,
            "原因": reason,
            "卸出量(kg)": None if removed_kg is None else f"{removed_kg:g}",
            "装填量(kg)": None if filled_kg is None else f"{filled_kg:g}",
            "炭批号": lot,
            "时间": moved_to,
        }
        asked = request(actor_named(actor), command_id, contents)
        answer = office.log.perform(correct_swap(identity, command), asked)
    say_recorded(answer, asked.command_id, in_json=in_json)


def contacts(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="信用代码/CODE", help="哪家企业 / whose")],
    *,
    name: Annotated[str, typer.Option(metavar="姓名/NAME", help="联系人 / whom to call")],
    phone: Annotated[str | None, typer.Option(metavar="电话/PHONE", help="电话 / number")] = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """更换企业联系人 / Name another person to call at an enterprise."""
    from application.act import only
    from application.office import request
    from application.ports.vault import as_text

    enterprise = CreditCode(code)
    with desk_of(context).reading() as office:
        sealed = office.vault.seal(enterprise, name)
        number = None if phone is None else office.vault.seal(enterprise, phone, name=name)
        command = ChangeContacts(office.now(), Contact(sealed, number))
        contents = {
            "统一社会信用代码": enterprise,
            "联系人": as_text(sealed),
            "手机": None if number is None else as_text(number),
        }
        asked = request(actor_named(actor), command_id, contents)
        answer = office.log.perform(only(ENTERPRISE, enterprise, command), asked)
    say_recorded(answer, asked.command_id, in_json=in_json)
