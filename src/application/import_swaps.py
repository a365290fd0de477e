"""Rows about carbon in the store and in the beds, as commands: lots, fills, swaps, removals."""

from collections.abc import Iterator
from functools import partial

from application.import_people import People
from application.import_turns import Asked, Rank, Turn, kilograms_told, said, sealed_text
from application.ledger_file import LedgerFile
from application.ledger_rows import LotRow, SwapRow
from application.receive_lot import receive_lot
from application.swap_carbon import change_carbon
from domain.adsorber import FillCarbon, RemoveCarbon, SwapCarbon
from domain.identifiers import LotId
from domain.lot import ReceiveLot, TestLotQuality
from domain.personal import Personal
from domain.quantities import positive
from domain.refusal import Refusal


class LotNotNamed(Refusal):
    """装填了活性炭, 但未写明炭批号。

    Carbon was put in, but the row does not name its lot.
    """


class AmountIllegible(Refusal):
    """卸出量、装填量或炭箱无法识别, 此行未记账; 请改正后再导入。

    A mass or bed cannot be read, so the row was not recorded; put it right and import it again.
    """


class Swaps:
    """Turns lots and changes of carbon into commands."""

    def __init__(self, file: LedgerFile, people: People) -> None:
        """Learn from the file when its kilns put lots out and its adsorbers went into service."""
        self._people = people
        runs = (line.value for line in file.batches)
        self._outputs = {
            (run.output_lot, run.closed[:10]) for run in runs if run is not None and run.closed
        }
        adsorbers = (line.value for line in file.adsorbers)
        self._in_service = {
            each.adsorber: each.commissioned[:10] for each in adsorbers if each is not None
        }

    def lot(self, row: LotRow, place: int) -> Iterator[Turn]:
        """Receive the lot; what a kiln put out on that very day has to come out first."""
        command_id = f"炭批次:{row.lot}"
        day = row.received[:10]
        own = (row.lot, day) in self._outputs
        rank = Rank.OUTPUT_RECEIVED if own else Rank.LOT_RECEIVED
        receive = partial(self._receive, command_id, row)
        yield Turn(day, rank, row.received, command_id, place, receive)

    def swap(self, row: SwapRow, place: int, unread: frozenset[str]) -> Iterator[Turn]:
        """Fill, swap or empty the beds. A row is known by its adsorber and minute.

        One that is dated before its adsorber was in service waits until it is, so as to be refused
        for its date and not for an adsorber that nobody knows yet.
        """
        command_id = f"换炭记录:{row.adsorber}@{row.occurred[:16].replace('T', ' ')}"
        # What cannot be read is not the same as what is left open: an unread mass is not nothing,
        # and an unread bed does not mean all beds.
        amounts_unread = any("量" in heading or "箱" in heading for heading in unread)
        change = partial(_illegible if amounts_unread else self._change, command_id, row)
        day = max(row.occurred[:10], self._in_service.get(row.adsorber, ""))
        yield Turn(day, Rank.CARBON_CHANGED, row.occurred, command_id, place, change)

    def _receive(self, command_id: str, row: LotRow) -> Asked:
        contents = said(
            ("来源", row.source),
            ("供应商", row.supplier),
            ("数量(kg)", kilograms_told(row.mass_g)),
            ("碘值(mg/g)", row.iodine_mg_per_g),
            ("检测报告号", row.report),
            ("到货日期", row.received),
        )
        receipt = ReceiveLot(row.received, row.source, row.supplier, row.mass_g)
        iodine = row.iodine_mg_per_g
        quality = None if iodine is None else TestLotQuality(row.received, iodine, row.report)
        return Asked(command_id, contents, receive_lot(row.lot, receipt, quality))

    def _change(self, command_id: str, row: SwapRow) -> Asked:
        operator = self._people.operator(row.adsorber, row.operator)
        # What a correction cannot touch stands first, since a contradiction names the first
        # field that differs: once it names a later one, these are known to agree.
        contents = said(
            ("炭箱", "、".join(map(str, row.beds))),
            ("车牌号", row.vehicle),
            ("联单编号", row.manifest),
            ("经办人", sealed_text(operator)),
            ("时间", row.occurred),
            ("卸出量(kg)", kilograms_told(row.removed_g or 0)),
            ("装填量(kg)", kilograms_told(row.filled_g or 0)),
            ("炭批号", row.lot),
        )
        return Asked(command_id, contents, change_carbon(row.adsorber, _command(row, operator)))


def _illegible(_command_id: str, row: SwapRow) -> Asked:
    raise AmountIllegible(adsorber=row.adsorber)


def _command(row: SwapRow, operator: Personal | None) -> FillCarbon | SwapCarbon | RemoveCarbon:
    removed_g, filled_g = row.removed_g or 0, row.filled_g or 0
    if not filled_g:
        emptied_g = positive(removed_g)
        return RemoveCarbon(row.occurred, row.beds, emptied_g, row.vehicle, row.manifest, operator)
    lot = _lot_of(row)
    if not removed_g:
        return FillCarbon(row.occurred, row.beds, filled_g, lot, operator)
    return SwapCarbon(
        row.occurred, row.beds, removed_g, filled_g, lot, row.vehicle, row.manifest, operator
    )


def _lot_of(row: SwapRow) -> LotId:
    if row.lot is None:
        raise LotNotNamed(adsorber=row.adsorber)
    return row.lot
