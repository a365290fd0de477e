"""An adsorber with an instrument at it, and files such as platforms export."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from application.act import only
from application.commission_adsorber import commission_adsorber
from application.device_keys import fresh
from application.office import Office, request
from domain.device import DEVICE, InstallDevice, IssueDeviceKey
from domain.enterprise import ENTERPRISE, RegisterEnterprise
from domain.identifiers import AdsorberId, CreditCode, DeviceId, TownCode
from domain.occurred import SHANGHAI, Occurred
from domain.reading import Quantity
from tests.district import FURNITURE, ONE_BED, PRINTING, commission

TOWN = TownCode("330411105")
PROBE, OTHER_PROBE = DeviceId("PROBE-1"), DeviceId("PROBE-2")
SINCE = Occurred("2022-01-01")
TODAY = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
DAY = datetime(2026, 3, 2, tzinfo=SHANGHAI)
EVERYTHING = tuple(Quantity)

_HEADINGS = """
创建时间 企业名称 设备名称 出口voc 出口voc前一小时平均值 进口voc 进口voc前一小时平均值 氧气
风管内温度值 风管内湿度值 风管内风速值 出口风压值 进口风压值 风管压差 进口产生量kg 出口排放量kg
处理效率 风量 进口0出口1
"""
HEADINGS = _HEADINGS.split()


def settle(office: Office) -> None:
    """Register two enterprises and the adsorber of one of them."""
    for enterprise in (FURNITURE, PRINTING):
        register = RegisterEnterprise(SINCE, enterprise, TOWN, "甲厂", "", None, None)
        office.log.perform(only(ENTERPRISE, enterprise, register), request("test", None))
    act = commission_adsorber(commission(ONE_BED), low_efficiency=False)
    office.log.perform(act, request("test", None))


def install(
    office: Office,
    device: DeviceId = PROBE,
    *,
    adsorber: AdsorberId = ONE_BED,
    enterprise: CreditCode = FURNITURE,
    measures: Sequence[Quantity] = EVERYTHING,
) -> None:
    """Put an instrument in service that looks at all beds every 10 seconds."""
    command = InstallDevice(
        SINCE, enterprise, adsorber, None, "示例仪器", "S-1", tuple(measures), 10, 0.1, 2000.0
    )
    office.log.perform(only(DEVICE, device, command), request("test", None))


def key_of(office: Office, device: DeviceId = PROBE, letter: int = 1) -> str:
    """Give an instrument a key."""
    key = fresh(device, lambda length: bytes([letter]) * length)
    act = only(DEVICE, device, IssueDeviceKey(office.now(), key.digest))
    office.log.perform(act, request("test", None))
    return key.text


def platform_row(at: datetime, **told: object) -> list[str]:
    """A row as a platform exports it: at the inlet, air flowing, unless told otherwise."""
    usual: dict[str, object] = {
        "创建时间": f"{at.year}/{at.month}/{at.day} {at.hour}:{at.minute:02}",
        "企业名称": "甲厂",
        "设备名称": "一号箱",
        "出口voc": "0.00",
        "进口voc": "80.00",
        "风管内温度值": "25.00",
        "风管内湿度值": "60.00",
        "风管内风速值": "10.00",
        "出口风压值": "100.00",
        "进口风压值": "100.50",
        "风管压差": "-0.50",
        "进口产生量kg": "0.00",
        "出口排放量kg": "0.00",
        "风量": "7200.00",
        "进口0出口1": "0",
    }
    cells = usual | told
    return [str(cells.get(heading, "")) for heading in HEADINGS]


def platform_file(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Write rows in order of time as a platform does: newest first, with a mark before it all."""
    lines = [",".join(row) for row in rows]
    text = "\n".join([",".join(HEADINGS), *reversed(lines)])
    path.write_text(f"{text}\n", encoding="utf-8-sig")
    return path


def switched_day(hours: int = 4, day: datetime = DAY) -> list[list[str]]:
    """Rows every 10 seconds from eight o'clock; every hour the probe goes to the other side."""
    begin = day + timedelta(hours=8)
    times = [begin + timedelta(seconds=10 * i) for i in range(360 * hours)]
    return [
        platform_row(at, 进口0出口1=(at.hour % 2), 进口voc="80.00", 出口voc="2.00") for at in times
    ]
