"""What a command that records something says afterwards."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from adapters.cli import printing
from adapters.cli.asking import actor_named

if TYPE_CHECKING:
    from application.act import Act
    from application.carbon_log import Answer
    from application.office import Office


def record(
    office: "Office",
    act: "Act",
    contents: Mapping[str, object],
    *,
    actor: str | None,
    command_id: str | None,
) -> tuple["Answer", str]:
    """Carry out an act in the name of whoever asks; gives the answer and the command's id."""
    from application.office import request

    said = {name: None if each is None else str(each) for name, each in contents.items()}
    asked = request(actor_named(actor), command_id, said)
    return office.log.perform(act, asked), asked.command_id


def say_recorded(answer: "Answer", command_id: str, *, in_json: bool) -> None:
    """Tell a person or a program where it was recorded."""
    if in_json:
        printing.as_json(
            {
                "command_id": command_id,
                "first": answer.first,
                "last": answer.last,
                "repeated": answer.repeated,
            }
        )
    elif not answer.last:
        printing.say("没有变化, 未记账 / nothing changed, nothing recorded")
    else:
        again = "(先前已记 recorded before)" if answer.repeated else ""
        printing.say(f"已记账, 位置 recorded at {answer.first}–{answer.last} {again}".rstrip())
        printing.say(f"命令编号 command id: {command_id}")
