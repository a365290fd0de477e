"""What happens to carbon between store, road and kiln, told in sentences."""

from domain import batch, container, lot, manifest
from domain.quantities import kilograms
from projections.sentence import Open, Told


def tell_lot(fact: lot.Fact) -> Told:
    """Tell what happened to a lot."""
    match fact:
        case lot.LotProduced(batch=made_by, mass_g=mass_g):
            return Told(
                f"再生批次 {made_by} 产出 {kilograms(mass_g)} kg",
                f"{kilograms(mass_g)} kg put out by kiln run {made_by}",
            )
        case lot.LotReceived(mass_g=mass_g, supplier=supplier):
            return Told(
                f"到货 {kilograms(mass_g)} kg, 供应商 {supplier}",
                f"{kilograms(mass_g)} kg received from {supplier}",
            )
        case lot.LotQualityTested(iodine_mg_per_g=iodine, certificate=certificate):
            return Told(
                f"检测: 碘值 {iodine} mg/g, 报告 {certificate or '无'}",
                f"tested: iodine {iodine} mg/g, certificate {certificate or 'none'}",
            )
        case lot.LotDrawn(mass_g=mass_g, adsorber=where):
            return Told(
                f"领用 {kilograms(mass_g)} kg, 装置 {where}",
                f"{kilograms(mass_g)} kg drawn for adsorber {where}",
            )
        case lot.LotCorrected(mass_g=mass_g, adsorber=where, reason=reason):
            return Told(
                f"领用更正: 装置 {where} {kilograms(mass_g)} kg; 原因: {reason}",
                f"draw for {where} corrected to {kilograms(mass_g)} kg; reason: {reason}",
            )


def tell_container(fact: container.Fact) -> Told:
    """Tell what happened to a container."""
    match fact:
        case container.ContainerFilled(mass_g=mass_g):
            return Told(
                f"装入废活性炭 {kilograms(mass_g)} kg",
                f"filled with {kilograms(mass_g)} kg of spent carbon",
            )
        case container.ContainerLabelled(label=label):
            return Told(f"贴标签 {label}", f"labelled {label}")
        case container.ContainerConsigned(manifest=number, mass_g=mass_g):
            return Told(
                f"随联单 {number} 转移 {kilograms(mass_g)} kg",
                f"{kilograms(mass_g)} kg left with manifest {number}",
            )
        case container.ContainerCorrected(mass_g=mass_g, reason=reason):
            return Told(
                f"装入量更正为 {kilograms(mass_g)} kg; 原因: {reason}",
                f"content corrected to {kilograms(mass_g)} kg; reason: {reason}",
            )


def tell_manifest(fact: manifest.Fact, open_personal: Open) -> Told:
    """Tell what happened to a manifest."""
    match fact:
        case manifest.ManifestIssued(receiver=to, vehicle=vehicle, driver=driver):
            by = open_personal(driver) if driver else "未记"
            return Told(
                f"开具联单, 接收单位 {to}, 车辆 {vehicle or '未记'}, 司机 {by}",
                f"issued to {to}, vehicle {vehicle or 'not noted'}, driver {by}",
            )
        case manifest.ManifestDeparted(sent_g=sent_g):
            return Told(f"起运 {kilograms(sent_g)} kg", f"departed with {kilograms(sent_g)} kg")
        case manifest.ManifestArrived(received_g=received_g):
            mass = kilograms(received_g)
            return Told(f"到达过磅 {mass} kg", f"arrived, weighed {mass} kg")
        case manifest.ManifestAccepted(accepted_g=accepted_g):
            return Told(f"接收 {kilograms(accepted_g)} kg", f"accepted {kilograms(accepted_g)} kg")
        case manifest.ManifestPartiallyAccepted(accepted_g=accepted_g, refused_g=refused_g):
            return Told(
                f"部分接收 {kilograms(accepted_g)} kg, 拒收 {kilograms(refused_g)} kg: "
                f"{fact.reason}",
                f"accepted {kilograms(accepted_g)} kg, refused {kilograms(refused_g)} kg: "
                f"{fact.reason}",
            )
        case manifest.ManifestRefused(refused_g=refused_g, reason=reason):
            return Told(
                f"拒收 {kilograms(refused_g)} kg: {reason}",
                f"refused {kilograms(refused_g)} kg: {reason}",
            )
        case manifest.ConsignmentCharged(batch=into, mass_g=mass_g):
            return Told(
                f"投入再生批次 {into}: {kilograms(mass_g)} kg",
                f"{kilograms(mass_g)} kg went into kiln run {into}",
            )
        case manifest.OriginRecorded(container=box, mass_g=mass_g, contained_g=contained_g):
            return Told(
                f"补记来源: 容器 {box} {kilograms(mass_g)} kg; "
                f"容器合计 {kilograms(contained_g)} kg",
                f"origin recorded late: container {box} with {kilograms(mass_g)} kg; "
                f"{kilograms(contained_g)} kg in containers",
            )
        case manifest.ManifestClosed():
            return Told("联单办结", "closed")


def tell_batch(fact: batch.Fact) -> Told:
    """Tell what happened to a kiln run."""
    match fact:
        case batch.BatchOpened():
            return Told("再生批次开始", "kiln run opened")
        case batch.CarbonCharged(feeds=feeds, mass_g=mass_g):
            return Told(
                f"投料 {kilograms(mass_g)} kg, 联单 {len(feeds)} 份",
                f"{kilograms(mass_g)} kg of {len(feeds)} consignments charged",
            )
        case batch.CarbonRegenerated(output_g=output_g, lot=into):
            return Told(
                f"再生产出 {kilograms(output_g)} kg, 炭批次 {into}",
                f"{kilograms(output_g)} kg regenerated as lot {into}",
            )
        case batch.CarbonDisposed(mass_g=mass_g):
            return Told(
                f"转处置 {kilograms(mass_g)} kg", f"{kilograms(mass_g)} kg sent to disposal"
            )
        case batch.BatchClosed(unexplained_g=lost_g):
            return Told(
                f"再生批次结束, 未说明损耗 {kilograms(lost_g)} kg",
                f"kiln run closed, {kilograms(lost_g)} kg unexplained",
            )
