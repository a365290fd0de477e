"""`tanguanjia objection …`, and what is kept of an adsorber: looked at, measured and decided."""

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.asking import Actor, AsJson, CommandId, moment_typed
from adapters.cli.desk import desk_of
from adapters.cli.recorded import record, say_recorded
from domain.adsorber import (
    ADSORBER,
    LONGEST_PERIOD_DAYS,
    Commissioned,
    CommitReplacement,
    VerifySwap,
)
from domain.bed_measuring import LEAST_FLOW_AREA_M2, MOST_FLOW_AREA_M2, MeasureBed
from domain.charge import CHARGE, Command
from domain.charge_noting import CheckSite, DecideObjection, ObjectToCode
from domain.identifiers import AdsorberId, ChargeId
from domain.occurred import Occurred

if TYPE_CHECKING:
    from application.office import Office

Plant = Annotated[str, typer.Argument(metavar="装置编号/ADSORBER", help="装置编号 / which")]
Charge = Annotated[
    str, typer.Argument(metavar="填装编号/CHARGE", help="填装编号: 装置-炭箱-次序 / which charge")
]
When = Annotated[
    str | None,
    typer.Option("--time", metavar="时间/TIME", help="发生时间(默认此刻) / when; now by default"),
]
Inspector = Annotated[
    str,
    typer.Option(
        metavar="单位/TEXT", help="核查单位或工号(不写姓名) / which office or badge; no name"
    ),
]
Found = Annotated[str, typer.Option(metavar="所见/TEXT", help="所见 / what was found")]
Why = Annotated[str, typer.Option(metavar="理由/TEXT", help="理由 / why")]


def group() -> typer.Typer:
    """`tanguanjia objection …`."""
    app = typer.Typer(
        help="健康码申诉 / Objections to a code", no_args_is_help=True, rich_markup_mode=None
    )
    app.command("raise")(object_to_code)
    app.command("check")(check_site)
    app.command("decide")(decide)
    return app


def verify_swap(
    context: typer.Context,
    adsorber: Plant,
    time: Annotated[
        str,
        typer.Argument(metavar="时间/TIME", help="原记录的时间, 精确到分 / as recorded"),
    ],
    *,
    inspector: Inspector,
    found: Found,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """核实一次待核实的填装或更换 / Say that a doubtful fill or swap is as it was recorded."""
    from application.act import only

    number, typed = AdsorberId(adsorber), moment_typed(time)
    contents = {"装置编号": number, "核实": typed, "核查单位": inspector, "所见": found}
    with desk_of(context).reading() as office:
        swap = recorded_under(office, number, typed)
        command = VerifySwap(office.now(), swap, inspector, found)
        act = only(ADSORBER, number, command)
        told = record(office, act, contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def commit(
    context: typer.Context,
    adsorber: Plant,
    *,
    document: Annotated[str, typer.Option(metavar="文号/TEXT", help="许可或环评文号 / its number")],
    every_days: Annotated[
        int,
        typer.Option(min=1, max=LONGEST_PERIOD_DAYS, help="更换周期, 天 / every so many days"),
    ],
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """登记许可或环评中的更换承诺 / Keep the replacement period that a permit or EIA promises."""
    from application.act import only

    number = AdsorberId(adsorber)
    contents = {"装置编号": number, "文号": document, "周期(天)": every_days, "时间": time}
    with desk_of(context).reading() as office:
        command = CommitReplacement(_when(office, time), document, every_days)
        act = only(ADSORBER, number, command)
        told = record(office, act, contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def measure_bed(
    context: typer.Context,
    adsorber: Plant,
    bed: Annotated[int, typer.Argument(metavar="炭箱/BED", min=1, help="炭箱号 / which bed")],
    *,
    flow_area: Annotated[
        float,
        typer.Option(
            metavar="M2",
            min=LEAST_FLOW_AREA_M2,
            max=MOST_FLOW_AREA_M2,
            help="过风面积, m² / the cross-section that the air passes",
        ),
    ],
    basis: Annotated[
        str,
        typer.Option(metavar="依据/TEXT", help="依据: 图纸或实测 / a drawing, or a measurement"),
    ],
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """登记炭箱的过风面积 / Say how wide a bed is to its air."""
    from application.act import only

    number = AdsorberId(adsorber)
    contents = {
        "装置编号": number,
        "炭箱": bed,
        "过风面积(m²)": flow_area,
        "依据": basis,
        "时间": time,
    }
    with desk_of(context).reading() as office:
        act = only(ADSORBER, number, MeasureBed(_when(office, time), bed, flow_area, basis))
        told = record(office, act, contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def object_to_code(
    context: typer.Context,
    charge: Charge,
    *,
    reason: Why,
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """对健康码申诉 / Object to a health code."""
    number = ChargeId(charge)
    contents = {"填装编号": number, "理由": reason, "时间": time}
    with desk_of(context).reading() as office:
        command = ObjectToCode(_when(office, time), reason)
        told = record(office, _only(number, command), contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def check_site(
    context: typer.Context,
    charge: Charge,
    *,
    inspector: Inspector,
    found: Found,
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """登记申诉后的现场核查 / Write down what was found on the spot."""
    number = ChargeId(charge)
    contents = {"填装编号": number, "核查单位": inspector, "所见": found, "时间": time}
    with desk_of(context).reading() as office:
        command = CheckSite(_when(office, time), inspector, found)
        told = record(office, _only(number, command), contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def decide(
    context: typer.Context,
    charge: Charge,
    *,
    upheld: Annotated[
        bool, typer.Option("--uphold/--reject", help="成立或驳回 / uphold or reject it")
    ],
    reason: Why,
    first: Annotated[
        str | None,
        typer.Option("--disregard-from", metavar="日期/DAY", help="剔除读数自 / readings from"),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--disregard-until", metavar="日期/DAY", help="剔除读数至 / readings until"),
    ] = None,
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """决定申诉 / Decide an objection.

    健康码随证据重新得出, 不由人指定。
    The code follows from the evidence anew; nobody sets it.
    """
    number = ChargeId(charge)
    begins = None if first is None else moment_typed(first)
    ends = None if last is None else moment_typed(last)
    decision = "成立" if upheld else "驳回"
    contents = {"填装编号": number, "决定": decision, "理由": reason, "自": begins, "至": ends}
    with desk_of(context).reading() as office:
        command = DecideObjection(_when(office, time), upheld, reason, begins, ends)
        told = record(office, _only(number, command), contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def recorded_under(office: "Office", adsorber: AdsorberId, typed: Occurred) -> Occurred:
    """The time under which a change is recorded, found by the minute that people know it by."""
    state = office.log.read(ADSORBER, adsorber).state
    changes = state.changes if isinstance(state, Commissioned) else ()
    of_minute = [change.key for change in changes if change.key[:16] == typed[:16]]
    return of_minute[0] if len(of_minute) == 1 else typed


def _when(office: "Office", time: str | None) -> Occurred:
    from application.plausible_time import plausible

    if time is None:
        return office.now()
    return plausible(moment_typed(time), office.clock.now())


def _only(charge: ChargeId, command: Command):
    from application.act import only

    return only(CHARGE, charge, command)
