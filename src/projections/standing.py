"""How a thing stands, told in a sentence: the state that a life has led to."""

from domain import (
    access_record,
    adsorber,
    alert,
    batch,
    charge,
    container,
    device,
    duty,
    enterprise,
    experience,
    key,
    lot,
    manifest,
    receiver,
    reminder,
    setting,
    subscription,
    tariff,
    unit,
)
from domain.beds import Bed, RunningBed
from domain.quantities import kilograms
from projections.sentence import Told
from projections.standing_alert import stand_of_warning

AnyState = (
    access_record.State
    | adsorber.State
    | alert.State
    | batch.State
    | charge.State
    | container.State
    | device.State
    | duty.State
    | enterprise.State
    | experience.State
    | key.State
    | lot.State
    | manifest.State
    | receiver.State
    | reminder.State
    | setting.State
    | subscription.State
    | tariff.State
    | unit.State
)

_NOTHING_YET = Told("尚无记录", "nothing recorded yet")


def stand(state: AnyState) -> Told:
    """Tell how it stands."""
    if isinstance(state, experience.State):
        return _experience(state)
    if isinstance(state, enterprise.State | unit.State | receiver.State | tariff.State):
        return _registered(state)
    if isinstance(state, access_record.State):
        return Told(f"当日被拒 {state.refused} 次", f"{state.refused} refusal(s) on this day")
    if isinstance(state, key.State):
        return _key(state)
    if isinstance(state, subscription.State):
        return _subscription(state)
    if isinstance(state, adsorber.State):
        return _adsorber(state)
    if isinstance(state, charge.State):
        return _charge(state)
    if isinstance(state, device.State):
        return _device(state)
    if isinstance(state, alert.State | reminder.State | duty.State):
        return stand_of_warning(state)
    if isinstance(state, setting.State):
        return Told(f"已采用 {len(state.adopted)} 次", f"adopted {len(state.adopted)} time(s)")
    if isinstance(state, lot.State):
        return _lot(state)
    if isinstance(state, container.State):
        return _container(state)
    return _manifest(state) if isinstance(state, manifest.State) else _batch(state)


def _registered(state: enterprise.State | unit.State | receiver.State | tariff.State) -> Told:
    match state:
        case enterprise.Registered():
            return Told("已登记, 未入册", "registered, not admitted")
        case enterprise.Admitted(since=since):
            return Told(f"已入册, 自 {since}", f"admitted since {since}")
        case unit.Installed(since=since):
            return Told(f"在用, 自 {since}", f"in service since {since}")
        case unit.Removed(since=since):
            return Told(f"已拆除, 自 {since}", f"removed since {since}")
        case receiver.Licensed(permit=permit):
            return Told(f"持有许可证 {permit}", f"holds permit {permit}")
        case tariff.Tariffs(periods=periods):
            return Told(f"已采用 {len(periods)} 个时段", f"{len(periods)} period(s) adopted")
        case enterprise.Unregistered() | unit.NotInstalled() | receiver.Unlicensed():
            return _NOTHING_YET


def _experience(state: experience.State) -> Told:
    match state:
        case experience.NothingGathered():
            return _NOTHING_YET
        case experience.Gathered(last=last):
            return Told(
                f"{last.name}: 来自 {last.watched} 次填装",
                f"{last.name}: from {last.watched} charges",
            )


def _key(state: key.State) -> Told:
    match state:
        case key.NotIssued():
            return _NOTHING_YET
        case key.Issued(issued=issued):
            return Told(f"有效, 至 {issued.expires}", f"good until {issued.expires}")
        case key.Revoked(since=since):
            return Told(f"已吊销, 自 {since}", f"revoked since {since}")


def _subscription(state: subscription.State) -> Told:
    match state:
        case subscription.NotOpened():
            return _NOTHING_YET
        case subscription.Closed(since=since):
            return Told(f"已关闭, 自 {since}", f"closed since {since}")
        case subscription.Paused(since=since):
            return Told(f"已暂停, 自 {since}", f"paused since {since}")
        case subscription.Disabled(since=since):
            return Told(f"已被系统停用, 自 {since}", f"disabled by the system since {since}")
        case subscription.Open(opened=opened):
            return Told(f"推送到 {opened.origin}", f"told at {opened.origin}")


def _adsorber(state: adsorber.State) -> Told:
    match state:
        case adsorber.NotCommissioned():
            return _NOTHING_YET
        case adsorber.Commissioned(beds=beds):
            told = [_bed(bed) for bed in beds]
            return Told("; ".join(bed.zh for bed in told), "; ".join(bed.en for bed in told))
        case adsorber.Decommissioned(since=since):
            return Told(f"已停用, 自 {since}", f"out of service since {since}")


def _bed(bed: Bed) -> Told:
    if isinstance(bed, RunningBed):
        mass_kg = kilograms(bed.fresh_g)
        return Told(
            f"炭箱 {bed.number} 有炭 {mass_kg} kg(填装 {bed.charge})",
            f"bed {bed.number} holds {mass_kg} kg (charge {bed.charge})",
        )
    return Told(f"炭箱 {bed.number} 空", f"bed {bed.number} is empty")


def _charge(state: charge.State) -> Told:
    match state:
        case charge.NotStarted():
            return _NOTHING_YET
        case charge.Running(fresh_g=fresh_g, since=since):
            return Told(
                f"运行中, 自 {since}, {kilograms(fresh_g)} kg",
                f"at work since {since}, {kilograms(fresh_g)} kg",
            )
        case charge.Ended(fresh_g=fresh_g, removed_g=removed_g):
            return Told(
                f"已结束: 装 {kilograms(fresh_g)} kg, 卸 {kilograms(removed_g)} kg",
                f"ended: {kilograms(fresh_g)} kg in, {kilograms(removed_g)} kg out",
            )


def _device(state: device.State) -> Told:
    match state:
        case device.NotInstalled():
            return _NOTHING_YET
        case device.InService(silent=None, installed=installed):
            where = installed.adsorber
            return Told(f"在用, 装置 {where}", f"in service at adsorber {where}")
        case device.InService(silent=device.DeviceFellSilent(last_reading=None)):
            return Told("数据缺失, 从未有读数", "silent, nothing was ever read")
        case device.InService(silent=silent):
            last = silent.last_reading if silent else None
            return Told(f"数据缺失, 最后读数 {last}", f"silent, last reading {last}")
        case device.Removed(since=since):
            return Told(f"已拆除, 自 {since}", f"removed since {since}")


def _lot(state: lot.State) -> Told:
    match state:
        case lot.UnknownStock():
            return _NOTHING_YET
        case lot.AtKiln(mass_g=mass_g):
            mass_kg = kilograms(mass_g)
            return Told(f"在再生厂 {mass_kg} kg", f"{mass_kg} kg at the kiln")
        case lot.InStock():
            left_kg = kilograms(state.left_g)
            return Told(f"库存 {left_kg} kg", f"{left_kg} kg in store")


def _container(state: container.State) -> Told:
    match state:
        case container.NotFilled():
            return _NOTHING_YET
        case container.Filled(mass_g=mass_g):
            mass_kg = kilograms(mass_g)
            return Told(f"在企业, {mass_kg} kg", f"at the enterprise with {mass_kg} kg")
        case container.Consigned(manifest=number, mass_g=mass_g):
            mass_kg = kilograms(mass_g)
            return Told(
                f"已随联单 {number} 转移, {mass_kg} kg",
                f"left with manifest {number}, {mass_kg} kg",
            )


def _manifest(state: manifest.State) -> Told:
    match state:
        case manifest.NotIssued():
            return _NOTHING_YET
        case manifest.Issued():
            return Told("已开具, 未起运", "issued, not departed")
        case manifest.Departed(load=manifest.Load(sent_g=sent_g)):
            return Told(f"在途 {kilograms(sent_g)} kg", f"{kilograms(sent_g)} kg on the road")
        case manifest.Arrived(received_g=received_g):
            mass_kg = kilograms(received_g)
            return Told(f"已到达 {mass_kg} kg, 待接收", f"{mass_kg} kg arrived, not yet accepted")
        case manifest.InYard(closed=closed):
            yard_kg = kilograms(state.yard_g)
            return Told(
                f"场内 {yard_kg} kg" + (", 已办结" if closed else ""),
                f"{yard_kg} kg in the yard" + (", closed" if closed else ""),
            )


def _batch(state: batch.State) -> Told:
    match state:
        case batch.NotOpened():
            return _NOTHING_YET
        case batch.Open():
            inside_kg = kilograms(state.inside_g)
            return Told(f"进行中, 炉内 {inside_kg} kg", f"running, {inside_kg} kg inside")
        case batch.Closed(since=since):
            return Told(f"已结束, 自 {since}", f"ended {since}")
