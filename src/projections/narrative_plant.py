"""What happens at the enterprise, told in sentences."""

from collections.abc import Sequence

from domain import adsorber, charge, enterprise, receiver, setting, tariff, unit
from domain.bed_measuring import BedMeasured
from domain.personal import Personal
from domain.quantities import kilograms
from projections.narrative_course import tell_course
from projections.sentence import Open, Told


def tell_enterprise(fact: enterprise.Fact, open_personal: Open) -> Told:
    """Tell what happened to an enterprise."""
    match fact:
        case enterprise.EnterpriseRegistered(name=name, contact=contact):
            who = open_personal(contact.name) if contact else "无"
            return Told(f"登记企业 {name}, 联系人 {who}", f"{name} registered, contact {who}")
        case enterprise.ContactsChanged(contact=contact):
            who = open_personal(contact.name)
            return Told(f"联系人改为 {who}", f"contact changed to {who}")
        case enterprise.EnterpriseAdmitted():
            return Told("入册", "admitted to the scheme")


def tell_unit(fact: unit.Fact) -> Told:
    """Tell what happened to a treatment unit."""
    match fact:
        case unit.UnitInstalled(low_efficiency=low):
            return Told(
                "安装治理设施" + (", 列为低效设施" if low else ""),
                "treatment unit installed" + (", listed as low-efficiency" if low else ""),
            )
        case unit.UnitRemoved():
            return Told("拆除治理设施", "treatment unit removed")


def tell_adsorber(fact: adsorber.Fact, open_personal: Open) -> Told:
    """Tell what happened to an adsorber."""
    match fact:
        case adsorber.AdsorberCommissioned(name=name, required_fill_g_per_bed=per_bed):
            required = kilograms(sum(per_bed))
            return Told(
                f"{name} 投运, {len(per_bed)} 个炭箱, 要求填充量 {required} kg",
                f"{name} commissioned, {len(per_bed)} bed(s), required fill {required} kg",
            )
        case adsorber.CarbonFilled(beds=beds, filled_g=mass_g, lot=from_lot, operator=operator):
            by, where = _by(operator, open_personal), _beds(beds)
            return Told(
                f"填装 {kilograms(mass_g)} kg(炭批次 {from_lot}), {where.zh}{by.zh}",
                f"{kilograms(mass_g)} kg of lot {from_lot} filled in, {where.en}{by.en}",
            )
        case adsorber.CarbonSwapped(removed_g=out_g, filled_g=in_g, lot=from_lot, beds=beds):
            by, where = _by(fact.operator, open_personal), _beds(beds)
            return Told(
                f"更换: 卸出 {kilograms(out_g)} kg, 装填 {kilograms(in_g)} kg(炭批次 {from_lot}), "
                f"车辆 {fact.vehicle or '未记'}, {where.zh}{by.zh}",
                f"swap: {kilograms(out_g)} kg out, {kilograms(in_g)} kg of lot {from_lot} in, "
                f"vehicle {fact.vehicle or 'not noted'}, {where.en}{by.en}",
            )
        case adsorber.CarbonRemoved(removed_g=out_g, beds=beds):
            where = _beds(beds)
            return Told(
                f"卸出 {kilograms(out_g)} kg, 未装新炭, {where.zh}",
                f"{kilograms(out_g)} kg taken out, none filled in, {where.en}",
            )
        case adsorber.SwapCorrected(swap=swap, removed_g=out_g, filled_g=in_g, reason=reason):
            return Told(
                f"更正 {swap} 的记录: 卸出 {kilograms(out_g)} kg, 装填 {kilograms(in_g)} kg, "
                f"发生于 {fact.happened}; 原因: {reason}",
                f"record of {swap} corrected: {kilograms(out_g)} kg out, {kilograms(in_g)} kg in, "
                f"happened {fact.happened}; reason: {reason}",
            )
        case adsorber.SwapVerified(swap=swap, inspector=inspector, found=found):
            return Told(
                f"{inspector} 核实 {swap} 的记录属实: {found}",
                f"record of {swap} verified by {inspector}: {found}",
            )
        case adsorber.ReplacementCommitted(document=document, every_days=days):
            return Told(
                f"按 {document} 承诺每 {days} 天更换一次",
                f"committed by {document} to replace every {days} days",
            )
        case BedMeasured(bed=bed, flow_area_m2=area_m2, basis=basis):
            return Told(
                f"炭箱 {bed} 过风面积 {area_m2:g} m²(依据 {basis})",
                f"air passes bed {bed} through {area_m2:g} m² ({basis})",
            )
        case adsorber.AdsorberDecommissioned():
            return Told("停用", "decommissioned")


def _by(operator: Personal | None, open_personal: Open) -> Told:
    if operator is None:
        return Told("", "")
    name = open_personal(operator)
    return Told(f", 经办人 {name}", f", handled by {name}")


def _beds(beds: Sequence[adsorber.BedChange]) -> Told:
    numbers = [str(change.bed) for change in beds]
    return Told(f"炭箱 {'、'.join(numbers)}", f"bed {', '.join(numbers)}")


def tell_charge(fact: charge.Fact) -> Told:
    """Tell what happened to a charge."""
    match fact:
        case charge.ChargeStarted(fresh_g=fresh_g, lot=from_lot, bed=bed):
            return Told(
                f"炭箱 {bed} 开始一次填装: {kilograms(fresh_g)} kg, 炭批次 {from_lot}",
                f"charge of bed {bed} started: {kilograms(fresh_g)} kg of lot {from_lot}",
            )
        case charge.ChargeEnded(removed_g=removed_g, fresh_g=fresh_g):
            uptake = kilograms(removed_g - fresh_g)
            return Told(
                f"一次填装结束: 卸出 {kilograms(removed_g)} kg, 吸附增重 {uptake} kg",
                f"charge ended: {kilograms(removed_g)} kg out, uptake {uptake} kg",
            )
        case charge.ChargeCorrected(fresh_g=fresh_g, reason=reason):
            return Told(
                f"一次填装更正: 填装量 {kilograms(fresh_g)} kg; 原因: {reason}",
                f"charge corrected: {kilograms(fresh_g)} kg fresh; reason: {reason}",
            )
        case _:
            return tell_course(fact)


def tell_receiver(fact: receiver.Fact) -> Told:
    """Tell what happened to a receiver."""
    return Told(
        f"登记许可证 {fact.permit}, 有效期至 {fact.valid_until or '未注明'}",
        f"permit {fact.permit} registered, valid until {fact.valid_until or 'not stated'}",
    )


def tell_tariff(fact: tariff.Fact) -> Told:
    """Tell what happened to a tariff."""
    price = f"{fact.price_fen // 100}.{fact.price_fen % 100:02d}"
    return Told(
        f"费率 {price} 元/{fact.unit}, 至 {fact.until or '另行通知'}",
        f"tariff of CNY {price} per {fact.unit} until {fact.until or 'further notice'}",
    )


def tell_setting(fact: setting.Fact) -> Told:
    """Tell what the district has set."""
    values = ", ".join(f"{each.name} = {each.value}" for each in fact.values)
    return Told(
        f"自 {fact.effective} 起采用参数 {values}; 原因: {fact.reason}",
        f"settings adopted from {fact.effective} on: {values}; reason: {fact.reason}",
    )
