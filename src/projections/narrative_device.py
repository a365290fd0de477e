"""What happens to an instrument, told in sentences."""

from domain import device
from projections.sentence import Told


def tell_device(fact: device.Fact) -> Told:
    """Tell what happened to an instrument."""
    match fact:
        case device.DeviceInstalled(adsorber=where, bed=bed, maker=maker, serial=serial):
            zh = f"装置 {where}" + ("" if bed is None else f" 炭箱 {bed}")
            en = f"adsorber {where}" + ("" if bed is None else f", bed {bed}")
            return Told(
                f"监测设备安装于{zh}: {maker}, 出厂编号 {serial}",
                f"instrument installed at {en}: {maker}, serial number {serial}",
            )
        case device.DeviceReplaced(maker=maker, serial=serial):
            return Told(
                f"换上另一台设备: {maker}, 出厂编号 {serial}",
                f"replaced by {maker}, serial number {serial}",
            )
        case device.DeviceRemoved(reason=reason):
            return Told(f"设备拆除; 原因: {reason}", f"instrument removed; reason: {reason}")
        case device.DeviceKeyIssued():
            return Told("发出设备密钥", "device key issued")
        case device.DeviceKeyRevoked(reason=reason):
            return Told(f"设备密钥吊销; 原因: {reason}", f"device key revoked; reason: {reason}")
        case device.DeviceFellSilent(last_reading=last):
            return Told(
                f"监测数据缺失, 最后一次读数 {last or '从未有过'}",
                f"readings are missing, the last one {last or 'never came'}",
            )
        case device.DeviceHeardAgain():
            return Told("监测数据恢复", "readings come again")
        case device.DeviceBedOverheated(temperature_c=hot, limit_c=limit):
            return Told(
                f"炭层超温: {hot:.1f} °C, 上限 {limit:g} °C",
                f"bed overheated: {hot:.1f} °C, the limit is {limit:g} °C",
            )
        case device.DeviceBedCooled(temperature_c=now):
            return Told(f"炭层已降温到 {now:.1f} °C", f"bed cooled down to {now:.1f} °C")
