"""Rows about carbon under way, as commands: manifests and the kiln runs they are fed to."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from application.act import Act, Change, Read, only
from application.import_people import People
from application.import_turns import Asked, Rank, Turn, kilograms_told, said, sealed_text
from application.ledger_file import LedgerFile
from application.ledger_rows import BatchRow, ManifestRow
from application.ports.announced_containers import AnnouncedContainers
from application.run_kiln import charge_kiln, discharge_kiln
from application.ship_consignment import Shipment, ship_consignment
from application.swap_carbon import container_of
from domain.container import CONTAINER, Filled
from domain.identifiers import ContainerId, LotId, ManifestNumber
from domain.manifest import (
    MANIFEST,
    SPENT_CARBON_CODE,
    AcceptConsignment,
    CloseManifest,
    WeighArrival,
)
from domain.occurred import Occurred
from domain.refusal import Refusal

CLOSED_STATUS = "办结"


class KilnInputNotGiven(Refusal):
    """未写明投料量。

    The row does not say how much went into the kiln.
    """


class KilnOutputIncomplete(Refusal):
    """再生产出须写明结束日期、产出量和产出炭批号。

    A kiln's output needs the day the run ended, how much came out, and the number of its lot.
    """


class Consignments:
    """Turns manifests and kiln runs into commands.

    A manifest is known in up to three steps (departed, received 签收, closed 办结) and a run in two
    (投料, 出料), so that a later file may tell how the matter went on.
    """

    def __init__(self, file: LedgerFile, people: People, announced: AnnouncedContainers) -> None:
        """Learn which containers the file's swaps announce for which manifest."""
        self._people = people
        self._announced = announced
        self._containers: dict[ManifestNumber, list[ContainerId]] = defaultdict(list)
        for row in (line.value for line in file.swaps):
            if row is not None and row.manifest is not None:
                container = container_of(row.adsorber, row.occurred)
                self._containers[row.manifest].append(container)

    def manifest(self, row: ManifestRow, place: int, unread: frozenset[str]) -> Iterator[Turn]:
        """Send the consignment off; weigh and accept it, and close the paper, as far as told.

        While the weight received or refused cannot be read, the consignment stays on the road.
        """
        command_id, when = f"转移联单:{row.number}", row.occurred
        depart = partial(self._depart, command_id, row)
        yield Turn(when[:10], Rank.DEPARTED, when, command_id, place, depart)
        if row.received_g is None or any("收" in heading and "量" in heading for heading in unread):
            return
        arrive = partial(self._arrive, f"{command_id}:签收", row, row.received_g)
        yield Turn(when[:10], Rank.ARRIVED, when, f"{command_id}:签收", place, arrive)
        if CLOSED_STATUS in row.status:
            close = partial(self._close, f"{command_id}:办结", row)
            yield Turn(when[:10], Rank.CLOSED, when, f"{command_id}:办结", place, close)

    def batch(self, row: BatchRow, place: int, unread: frozenset[str]) -> Iterator[Turn]:
        """Charge the kiln on the day it starts; take the lot out on the day it ends.

        While the weight disposed of cannot be read, the run stays open.
        """
        command_id, when = f"再生批次:{row.batch}:投料", row.opened
        charge = partial(self._charge, command_id, row)
        yield Turn(when[:10], Rank.KILN_CHARGED, when, command_id, place, charge)
        told = (row.closed, row.output_g, row.output_lot)
        if told != (None, None, None) and not any("处置" in heading for heading in unread):
            command_id, when = f"再生批次:{row.batch}:出料", row.closed or row.opened
            discharge = partial(self._discharge, command_id, row)
            yield Turn(when[:10], Rank.KILN_OUTPUT, when, command_id, place, discharge)

    # --- manifests

    def _depart(self, command_id: str, row: ManifestRow) -> Asked:
        driver = self._people.driver(row.receiver, row.driver)
        waste_code = row.waste_code or SPENT_CARBON_CODE
        contents = said(
            ("转移日期", row.occurred),
            ("产生单位信用代码", row.producer),
            ("接收单位", row.receiver),
            ("废物代码", waste_code),
            ("发出量(kg)", kilograms_told(row.sent_g)),
            ("车牌号", row.vehicle),
            ("司机", sealed_text(driver)),
        )
        shipment = Shipment(
            row.occurred,
            row.number,
            row.producer,
            row.receiver,
            waste_code,
            row.vehicle,
            driver,
            self._candidates(row.number),
            row.sent_g,
            row.received_g,
            row.refused_g,
            row.reason or None,
        )
        return Asked(command_id, contents, _departure(shipment))

    def _candidates(self, number: ManifestNumber) -> tuple[ContainerId, ...]:
        in_file: Sequence[ContainerId] = self._containers.get(number, ())
        recorded = self._announced.containers_announced(number)
        return tuple(sorted({*in_file, *recorded}))

    def _arrive(self, command_id: str, row: ManifestRow, received_g: int) -> Asked:
        contents = said(
            ("接收量(kg)", kilograms_told(received_g)),
            ("拒收量(kg)", kilograms_told(row.refused_g)),
            ("拒收原因", row.reason),
        )
        weigh = WeighArrival(row.occurred, received_g)
        accept = AcceptConsignment(row.occurred, row.refused_g, row.reason or None)
        return Asked(command_id, contents, only(MANIFEST, row.number, weigh, accept))

    def _close(self, command_id: str, row: ManifestRow) -> Asked:
        return Asked(command_id, (), only(MANIFEST, row.number, CloseManifest(row.occurred)))

    # --- kiln runs

    def _charge(self, command_id: str, row: BatchRow) -> Asked:
        if row.input_g is None:
            raise KilnInputNotGiven(batch=row.batch)
        manifests = tuple(dict.fromkeys(row.manifests))
        contents = said(
            ("开始", row.opened),
            ("投料联单", "、".join(manifests)),
            ("投料量(kg)", kilograms_told(row.input_g)),
        )
        act = charge_kiln(row.batch, row.opened, manifests, row.input_g)
        return Asked(command_id, contents, act)

    def _discharge(self, command_id: str, row: BatchRow) -> Asked:
        closed, lot, output_g = _output(row)
        contents = said(
            ("结束", closed),
            ("再生产出(kg)", kilograms_told(output_g)),
            ("产出炭批号", lot),
            ("产出碘值", row.output_iodine_mg_per_g),
            ("转处置(kg)", kilograms_told(row.disposed_g)),
        )
        iodine = row.output_iodine_mg_per_g
        act = discharge_kiln(row.batch, closed, lot, output_g, iodine, row.disposed_g)
        return Asked(command_id, contents, act)


def _output(row: BatchRow) -> tuple[Occurred, LotId, int]:
    if row.closed is None or row.output_lot is None or row.output_g is None:
        raise KilnOutputIncomplete(batch=row.batch)
    return row.closed, row.output_lot, row.output_g


def _departure(shipment: Shipment) -> Act:
    """Send off what stands there, provided the whole paper holds.

    A swap that names the manifest may itself have been refused; then its container is not there,
    and the manifest says of itself that its origin is unrecorded until the swap is recorded.
    """

    def act(read: Read) -> Sequence[Change]:
        there = tuple(
            container
            for container in shipment.containers
            if isinstance(read(CONTAINER, container).state, Filled)
        )
        whole = replace(shipment, containers=there)
        ship_consignment(whole)(read)
        return ship_consignment(replace(whole, received_g=None))(read)

    return act
