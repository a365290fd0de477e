"""`tanguanjia device …`: put instruments in place, replace them, take them away, key them."""

from secrets import token_bytes
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli import device_list, printing
from adapters.cli.asking import Actor, AsJson, CommandId, moment_typed
from adapters.cli.desk import desk_of
from adapters.cli.recorded import record, say_recorded
from domain.adsorber import UnknownAdsorber
from domain.device import (
    DEVICE,
    Command,
    InstallDevice,
    IssueDeviceKey,
    RemoveDevice,
    ReplaceDevice,
    RevokeDeviceKey,
)
from domain.identifiers import AdsorberId, CreditCode, DeviceId
from domain.occurred import Occurred
from domain.reading import Quantity

if TYPE_CHECKING:
    from application.office import Office

Number = Annotated[str, typer.Argument(metavar="设备编号/DEVICE", help="监测设备编号 / its number")]
When = Annotated[
    str | None,
    typer.Option("--time", metavar="时间/TIME", help="发生时间(默认此刻) / when; now by default"),
]
Maker = Annotated[str, typer.Option(metavar="厂家/NAME", help="厂家 / the maker")]
Serial = Annotated[str, typer.Option(metavar="编号/TEXT", help="出厂编号 / serial number")]
Detection = Annotated[
    float,
    typer.Option(
        "--detection",
        min=0,
        metavar="MG/M3",
        help="检出限, mg/m³(不测 VOC 可不写) / detection limit; left out where no VOC is measured",
    ),
]
Range = Annotated[
    float,
    typer.Option(
        "--range",
        min=0,
        metavar="MG/M3",
        help="量程上限, mg/m³(不测 VOC 可不写) / end of the range; left out likewise",
    ),
]
Why = Annotated[str, typer.Option(metavar="原因/TEXT", help="原因 / why")]

ONCE = (
    "密钥只显示这一次, 请立即写入设备或网关; 遗失请另发一个。",
    "The key is shown this once only; put it into the device or its gateway now. If it is lost, "
    "issue another.",
)


def group() -> typer.Typer:
    """All of them."""
    app = typer.Typer(help="监测设备 / Instruments", no_args_is_help=True, rich_markup_mode=None)
    app.command("install")(install)
    app.command("replace")(replace)
    app.command("remove")(remove)
    app.command("key")(key)
    app.command("revoke")(revoke)
    app.command("list")(device_list.list_devices)
    app.command("show")(device_list.show)
    return app


def install(
    context: typer.Context,
    device: Number,
    *,
    adsorber: Annotated[str, typer.Option(metavar="装置编号/ID", help="装在哪台装置 / where")],
    measures: Annotated[
        list[Quantity], typer.Option(help="测量项目, 可多次 / what it measures, repeatable")
    ],
    interval: Annotated[
        int,
        typer.Option(
            "--interval",
            min=1,
            max=3600,
            metavar="秒/S",
            help="采样间隔 / seconds apart",
        ),
    ],
    maker: Maker,
    serial: Serial,
    bed: Annotated[
        int | None,
        typer.Option(
            min=1, help="炭箱(不写即各箱共用的风) / its bed; without it the air of all beds"
        ),
    ] = None,
    detection: Detection = 0.0,
    range_end: Range = 0.0,
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """安装监测设备 / Put an instrument in place."""
    from application.devices import install_device

    number, plant = DeviceId(device), AdsorberId(adsorber)
    with desk_of(context).reading() as office:
        command = InstallDevice(
            _when(office, time),
            _owner(office, plant),
            plant,
            bed,
            maker,
            serial,
            tuple(measures),
            interval,
            detection,
            range_end,
        )
        contents = {
            "监测设备": number,
            "装置编号": plant,
            "炭箱": bed,
            "厂家": maker,
            "出厂编号": serial,
            "测量项目": "、".join(measures),
            "采样间隔(s)": interval,
            "检出限": detection,
            "量程": range_end,
            "时间": time,
        }
        act = install_device(number, command)
        told = record(office, act, contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def replace(
    context: typer.Context,
    device: Number,
    *,
    maker: Maker,
    serial: Serial,
    detection: Detection = 0.0,
    range_end: Range = 0.0,
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """更换同类仪器, 编号不变; 旧密钥失效 / Another in its place; the former key opens nothing."""
    contents = {
        "监测设备": device,
        "厂家": maker,
        "出厂编号": serial,
        "检出限": detection,
        "量程": range_end,
        "时间": time,
    }
    with desk_of(context).reading() as office:
        command = ReplaceDevice(_when(office, time), maker, serial, detection, range_end)
        told = record(office, _only(device, command), contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def remove(
    context: typer.Context,
    device: Number,
    *,
    reason: Why,
    time: When = None,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """拆除监测设备 / Take an instrument away."""
    contents = {"监测设备": device, "原因": reason, "时间": time}
    with desk_of(context).reading() as office:
        command = RemoveDevice(_when(office, time), reason)
        told = record(office, _only(device, command), contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def key(
    context: typer.Context, device: Number, *, actor: Actor = None, in_json: AsJson = False
) -> None:
    """发出设备密钥并显示一次; 旧密钥失效 / Make its key and print it once."""
    from application.device_keys import fresh

    with desk_of(context).reading() as office:
        made = fresh(DeviceId(device), token_bytes)
        command = IssueDeviceKey(office.now(), made.digest)
        record(office, _only(device, command), {"监测设备": device}, actor=actor, command_id=None)
    if in_json:
        printing.as_json({"device": made.device, "key": made.text})
        return
    printing.say(made.text)
    printing.whisper(*ONCE)


def revoke(
    context: typer.Context,
    device: Number,
    *,
    reason: Why,
    actor: Actor = None,
    command_id: CommandId = None,
    in_json: AsJson = False,
) -> None:
    """吊销设备密钥, 下一批读数起即被拒绝 / Revoke its key; the next batch is refused."""
    contents = {"监测设备": device, "原因": reason}
    with desk_of(context).reading() as office:
        command = RevokeDeviceKey(office.now(), reason)
        told = record(office, _only(device, command), contents, actor=actor, command_id=command_id)
    say_recorded(*told, in_json=in_json)


def _owner(office: "Office", plant: AdsorberId) -> CreditCode:
    from application.relations import Relations

    enterprise = Relations(office.log).adsorber(plant).enterprise
    if enterprise is None:
        raise UnknownAdsorber(adsorber=plant)
    return CreditCode(enterprise)


def _when(office: "Office", time: str | None) -> Occurred:
    from application.plausible_time import plausible

    if time is None:
        return office.now()
    return plausible(moment_typed(time), office.clock.now())


def _only(device: str, command: Command):
    from application.act import only

    return only(DEVICE, DeviceId(device), command)
