"""Rows about carbon on its way: lots, swaps, manifests, kiln runs."""

import re

from adapters.workbook.codes import listed, plate, waste_code
from adapters.workbook.row_reading import RowReading
from adapters.workbook.told import Illegible, compact
from application.ledger_rows import BatchRow, LotRow, ManifestRow, SwapRow
from domain.identifiers import AdsorberId, BatchId, CreditCode, LotId, ManifestNumber
from domain.lot import Source
from domain.occurred import Occurred

_BED = re.compile(r"(\d{1,2})(?:#|号)?(?:炭?箱)?")
_ALL_BEDS = frozenset({"全部", "所有", "ALL"})


def lot(row: RowReading) -> LotRow | None:
    """A row of 炭批次."""
    number = row.code("lot", LotId)
    row.key = number or row.typed("lot")
    mass_g, received = row.mass_g("mass"), row.day("received")
    if number is None or mass_g is None or received is None:
        return None
    return LotRow(
        lot=number,
        source=Source.REGENERATED if "再生" in row.typed("source") else Source.VIRGIN,
        supplier=row.text("supplier") or "",
        mass_g=mass_g,
        iodine_mg_per_g=row.whole("iodine"),
        report=row.text("report"),
        received=received,
    )


def swap(row: RowReading) -> SwapRow | None:
    """A row of 换炭记录, known by the adsorber and the minute."""
    occurred, adsorber = row.moment("occurred"), row.code("adsorber", AdsorberId)
    row.key = f"{adsorber or row.typed('adsorber')}@{_minute(occurred) or row.typed('occurred')}"
    removed_g, filled_g = row.mass_g("removed"), row.mass_g("filled")
    if removed_g is None and filled_g is None and not row.refused:
        row.lacks("removed", "filled")
    if occurred is None or adsorber is None:
        return None
    return SwapRow(
        occurred=occurred,
        adsorber=adsorber,
        beds=row.words("beds", _beds) or (),
        removed_g=removed_g,
        filled_g=filled_g,
        lot=row.code("lot", LotId),
        vehicle=row.code("vehicle", plate),
        manifest=row.code("manifest", ManifestNumber),
        operator=row.text("operator"),
    )


def manifest(row: RowReading) -> ManifestRow | None:
    """A row of 转移联单."""
    number = row.code("number", ManifestNumber)
    row.key = number or row.typed("number")
    occurred, sent_g = row.moment("occurred"), row.mass_g("sent")
    producer = row.code("producer", CreditCode)
    if number is None or occurred is None or sent_g is None or producer is None:
        return None
    return ManifestRow(
        number=number,
        occurred=occurred,
        producer=producer,
        receiver=row.text("receiver") or "",
        waste_code=row.code("waste_code", waste_code) or "",
        sent_g=sent_g,
        received_g=row.mass_g("received"),
        refused_g=row.mass_g("refused") or 0,
        reason=row.text("reason") or "",
        vehicle=row.code("vehicle", plate),
        driver=row.text("driver"),
        status=row.text("status") or "",
    )


def batch(row: RowReading) -> BatchRow | None:
    """A row of 再生批次."""
    number = row.code("batch", BatchId)
    row.key = number or row.typed("batch")
    opened, manifests = row.day("opened"), row.listing("manifests", ManifestNumber)
    if number is None or opened is None or manifests is None:
        return None
    return BatchRow(
        batch=number,
        opened=opened,
        closed=row.day("closed"),
        manifests=manifests,
        input_g=row.mass_g("input"),
        output_g=row.mass_g("output"),
        output_lot=row.code("output_lot", LotId),
        output_iodine_mg_per_g=row.whole("iodine"),
        disposed_g=row.mass_g("disposed") or 0,
    )


def _minute(occurred: Occurred | None) -> str | None:
    """`2022-11-29 10:30`, or the date alone; None where the time could not be read."""
    return None if occurred is None else occurred[:16].replace("T", " ")


def _beds(words: str) -> tuple[int, ...]:
    """Beds by number: `1`, `2#`, `1、2号箱`; all of them is the same as none named."""
    if compact(words) in _ALL_BEDS:
        return ()
    matches = [_BED.fullmatch(compact(part)) for part in listed(words)]
    beds = [int(match[1]) for match in matches if match is not None]
    if len(beds) < len(matches) or 0 in beds:
        raise Illegible
    return tuple(beds)
