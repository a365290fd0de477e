"""`tanguanjia declare …`: how an adsorber worked where no instrument says so."""

from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import declared_list
from adapters.cli.asking import Actor, AsJson, CommandId, moment_typed
from adapters.cli.desk import desk_of
from adapters.cli.recorded import record, say_recorded
from domain.identifiers import AdsorberId
from domain.operation import DeclaredOperation, Electricity, Materials, Shutdown, StackTest
from domain.quantities import grams

if TYPE_CHECKING:
    from domain.charge_declaring import Declared

Plant = Annotated[
    str, typer.Option("--adsorber", metavar="装置编号/ID", help="装置编号 / which adsorber")
]
Bed = Annotated[
    int | None, typer.Option(min=1, help="炭箱(不写即整台装置) / its bed; without it, all")
]
First = Annotated[
    str,
    typer.Option("--from", metavar="日期/DAY", help="自哪一日(含) / from this day on"),
]
Until = Annotated[
    str, typer.Option("--until", metavar="日期/DAY", help="至哪一日(含) / until this day, included")
]
When = Annotated[str, typer.Option("--time", metavar="时间/TIME", help="日期或时刻 / when")]
Airflow = Annotated[
    float | None,
    typer.Option("--airflow", min=0, metavar="M3/H", help="风量, m³/h / air flow"),
]
Inlet = Annotated[
    float | None,
    typer.Option("--inlet", min=0, metavar="MG/M3", help="进口浓度, mg/m³ / VOC that comes in"),
]


def group() -> typer.Typer:
    """All of them."""
    app = typer.Typer(help="申报 / Declare", no_args_is_help=True, rich_markup_mode=None)
    app.command("operation")(operation)
    app.command("materials")(materials)
    app.command("electricity")(electricity)
    app.command("stack-test")(stack_test)
    app.command("shutdown")(shutdown)
    app.command("list")(declared_list.list_declarations)
    return app


def operation(
    context: typer.Context,
    *,
    adsorber: Plant,
    since: First,
    until: Until,
    hours: Annotated[
        float, typer.Option("--hours", min=0, max=24, help="日运行时间, h / hours a day")
    ],
    airflow: Airflow = None,
    inlet: Inlet = None,
    bed: Bed = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """申报运行情况 / Declare how it ran."""
    told = DeclaredOperation(moment_typed(until), hours, airflow, inlet)
    _declare(context, adsorber, bed, since, told, actor, command_id, in_json=in_json)


def materials(
    context: typer.Context,
    *,
    adsorber: Plant,
    since: First,
    until: Until,
    material: Annotated[str, typer.Option(metavar="名称/TEXT", help="原辅材料 / what")],
    used_kg: Annotated[float, typer.Option("--used-kg", min=0, help="用量, kg / used")],
    voc_percent: Annotated[
        float, typer.Option("--voc-percent", min=0, max=100, help="VOC 含量, % / VOC in it")
    ],
    bed: Bed = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """申报含 VOC 的原辅材料用量 / Declare material that holds VOC."""
    told = Materials(moment_typed(until), material, grams(used_kg), voc_percent)
    _declare(context, adsorber, bed, since, told, actor, command_id, in_json=in_json)


def electricity(
    context: typer.Context,
    *,
    adsorber: Plant,
    time: When,
    meter: Annotated[str, typer.Option(metavar="电表/TEXT", help="哪只电表 / which meter")],
    reading_kwh: Annotated[
        float, typer.Option("--reading-kwh", min=0, help="读数, kWh / what it stood at")
    ],
    bed: Bed = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """申报电表读数 / Declare what a meter stood at."""
    told = Electricity(meter, reading_kwh)
    _declare(context, adsorber, bed, time, told, actor, command_id, in_json=in_json)


def stack_test(
    context: typer.Context,
    *,
    adsorber: Plant,
    time: When,
    report: Annotated[str, typer.Option(metavar="编号/TEXT", help="报告编号 / its number")],
    laboratory: Annotated[str, typer.Option(metavar="单位/TEXT", help="检测单位 / by whom")],
    outlet: Annotated[
        float, typer.Option("--outlet", min=0, metavar="MG/M3", help="出口浓度 / at the outlet")
    ],
    inlet: Inlet = None,
    airflow: Airflow = None,
    bed: Bed = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """申报排口检测 / Declare a test at the stack."""
    told = StackTest(report, laboratory, outlet, inlet, airflow)
    _declare(context, adsorber, bed, time, told, actor, command_id, in_json=in_json)


def shutdown(
    context: typer.Context,
    *,
    adsorber: Plant,
    since: First,
    reason: Annotated[str, typer.Option(metavar="原因/TEXT", help="原因 / why")],
    until: Annotated[
        str | None,
        typer.Option(
            metavar="日期/DAY", help="至哪一日(含), 不写即另行告知 / without it, further notice"
        ),
    ] = None,
    bed: Bed = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """申报停产 / Declare a shutdown."""
    told = Shutdown(None if until is None else moment_typed(until), reason)
    _declare(context, adsorber, bed, since, told, actor, command_id, in_json=in_json)


def _declare(
    context: typer.Context,
    adsorber: str,
    bed: int | None,
    since: str,
    told: "Declared",
    actor: str | None,
    command_id: str | None,
    *,
    in_json: bool,
) -> None:
    from application.declare import declare
    from application.plausible_time import plausible

    number = AdsorberId(adsorber)
    contents = {"装置编号": number, "炭箱": bed, "自": since, **declared_list.named(told)}
    with desk_of(context).reading() as office:
        occurred = plausible(moment_typed(since), office.clock.now())
        act = declare(number, bed, occurred, told)
        answer = record(office, act, contents, actor=actor, command_id=command_id)
    say_recorded(*answer, in_json=in_json)
