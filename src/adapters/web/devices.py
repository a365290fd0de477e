"""监测设备: the instruments at the adsorbers, and whether they tell."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Model, Page, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.filters import OfEnterprise, checked_enterprise
from adapters.web.operation import in_path, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, naming, not_found
from adapters.web.samples import VIEWED
from adapters.web.writing.fields import ADSORBER, PLAIN
from application.office import Office
from application.ports.device_register import DeviceEntry, Standing
from domain.identifiers import AdsorberId, DeviceId

TAG = "监测设备 Instruments"


class Device(Model):
    """监测设备 / An instrument"""

    id: str = told("编号", "Number", "PID-0001")
    enterprise: str = told("企业信用代码", "Credit code", "91330411MAW7DF1000")
    adsorber: str = told("装置编号", "The adsorber", "TADF100001")
    bed: int | None = told("炭箱; null 即各炭箱共用", "The bed; null: the air of all beds", 1)
    standing: str = told(
        "状态: in-service 在用, silent 在用但无读数, removed 已拆除",
        "in-service, silent or removed",
        "in-service",
    )
    maker: str = told("厂家", "Maker", "示例仪器")
    serial: str = told("出厂编号", "Serial number", "S-2022-0001")
    measures: tuple[str, ...] = told("测量项目", "What it measures", ["inlet_mg_per_m3"])
    interval_s: int = told("采样间隔, s", "Seconds between readings", 10)
    detection_mg_per_m3: float = told("检出限, mg/m³", "Detection limit, mg/m³", 0.5)
    range_mg_per_m3: float = told("量程上限, mg/m³", "End of the range, mg/m³", 2000)
    installed: str = told("安装时间", "Installed", "2022-08-20")
    placed: str = told("现有仪器装上的时间", "Since when the present one is there", "2022-08-20")
    key_issued: str | None = told("密钥发出时间; 无密钥为 null", "Since when it has a key", None)
    silent_since: str | None = told("判定无读数的时间", "Since when it counts as silent", None)
    last_reading: str | None = told("无读数前的末次读数", "The last before its silence", None)
    removed: str | None = told("拆除时间", "Removed", None)


class DevicePage(Page):
    """监测设备的一页 / A page of instruments"""

    items: tuple[Device, ...] = told("按编号排列", "In order of their number")


class OneDevice(Answer):
    """一台监测设备 / One instrument"""

    device: Device = told("监测设备", "The instrument")


EXAMPLE = Device(
    id="PID-0001",
    enterprise="91330411MAW7DF1000",
    adsorber="TADF100001",
    bed=1,
    standing="in-service",
    maker="示例仪器",
    serial="S-2022-0001",
    measures=("inlet_mg_per_m3", "outlet_mg_per_m3"),
    interval_s=10,
    detection_mg_per_m3=0.5,
    range_mg_per_m3=2000,
    installed="2022-08-20",
    placed="2022-08-20",
    key_issued="2022-08-20T10:00:00+08:00",
    silent_since=None,
    last_reading=None,
    removed=None,
)

After = Annotated[str, parameter("从该编号之后开始", "Begin after this number", "PID-0001")]
AtAdsorber = Annotated[
    str | None,
    parameter("只要这台装置的", "Only those at this adsorber", "TADF100001", pattern=ADSORBER),
]
InStanding = Annotated[
    str | None,
    parameter(
        "只要这一状态的: in-service, silent, removed",
        "Only those that stand so",
        "silent",
        pattern="^(in-service|silent|removed)$",
    ),
]
DeviceInPath = Annotated[
    str, in_path("监测设备编号", "The number of the instrument", "PID-0001", pattern=PLAIN)
]


@reads(
    "/devices",
    tag=TAG,
    zh="监测设备",
    en="List of instruments",
    more=(
        "在哪里、测什么、是否有读数。",
        "Where they stand, what they measure, and whether they tell.",
    ),
    example=DevicePage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED),
)
def list_devices(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    enterprise: OfEnterprise = None,
    adsorber: AtAdsorber = None,
    standing: InStanding = None,
    after: After = "",
    limit: Limit = USUAL,
) -> DevicePage:
    """Give a page of instruments."""
    with naming("adsorber"):
        plant = None if adsorber is None else AdsorberId(adsorber)
    found = office.devices.devices(
        asked.at,
        adsorber=plant,
        enterprise=checked_enterprise(enterprise),
        standing=None if standing is None else Standing(standing),
        after=after,
        limit=limit + 1,
    )
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.device)
    return DevicePage(**envelope, items=tuple(map(_shown, page)))


@reads(
    "/devices/{device:str}",
    tag=TAG,
    zh="一台监测设备",
    en="One instrument",
    more=("一台监测设备的参数与状态。", "Figures and standing of an instrument."),
    example=OneDevice(device=EXAMPLE, **VIEWED),
    problems=[NOT_FOUND],
)
def one_device(
    device: DeviceInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> OneDevice:
    """Give one instrument."""
    with naming("device"):
        DeviceId(device)
    entry = office.devices.device(device, asked.at)
    if entry is None:
        raise not_found(device=device)
    return OneDevice(**asked.echo(), device=_shown(entry))


def _shown(entry: DeviceEntry) -> Device:
    return Device(
        id=entry.device,
        enterprise=entry.enterprise,
        adsorber=entry.adsorber,
        bed=entry.bed,
        standing=entry.standing.value,
        maker=entry.maker,
        serial=entry.serial,
        measures=entry.measures,
        interval_s=entry.interval_s,
        detection_mg_per_m3=entry.detection_mg_per_m3,
        range_mg_per_m3=entry.range_mg_per_m3,
        installed=entry.installed,
        placed=entry.placed,
        key_issued=entry.key_issued,
        silent_since=entry.silent_since,
        last_reading=entry.last_reading,
        removed=entry.removed,
    )
