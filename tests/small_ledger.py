"""A small ledger, row by row, as the reader would hand it over: one firm, one adsorber, one lot."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from application.ledger_file import Finding, LedgerFile, Line
from application.ledger_rows import (
    AdsorberRow,
    BatchRow,
    EnterpriseRow,
    LotRow,
    ManifestRow,
    ReceiverRow,
    SwapRow,
    TariffRow,
)
from domain.adsorber import CarbonForm
from domain.identifiers import AdsorberId, BatchId, CreditCode, LotId, ManifestNumber
from domain.lot import Source
from domain.occurred import Occurred

R = TypeVar("R")

FIRM = CreditCode("91330411MAW7DF1000")
ADSORBER = AdsorberId("TADF100001")
VIRGIN = LotId("XT220101001")
KILN_LOT = LotId("ZS220908010")
NUMBER = ManifestNumber("20223304120001")
RUN = BatchId("RK20220906")
YARD = "嘉善再生中心(演示)"


def line(sheet: str, key: str, value: R | None, *notes: Finding, row: int = 3) -> Line[R]:
    """A row as the reader hands it over."""
    columns = tuple(dict.fromkeys(note.column for note in notes))
    return Line(sheet, row, key, columns, tuple("?" for _ in columns), value, notes)


def enterprise(contact: str | None = "杨经理", phone: str | None = "19322054186") -> EnterpriseRow:
    """A row of 企业名单."""
    admitted = Occurred("2022-08-15")
    return EnterpriseRow("洛东电子", FIRM, None, "", contact, phone, "", None, admitted)


def adsorber(bed_count: int = 2) -> AdsorberRow:
    """A row of 装置台账."""
    commissioned = Occurred("2022-01-28")
    return AdsorberRow(
        ADSORBER,
        FIRM,
        "1#",
        15_200,
        CarbonForm.GRANULAR,
        bed_count,
        2_000_000,
        ("丁酮",),
        12.0,
        10.0,
        commissioned,
        low_efficiency=True,
    )


def lot(number: LotId = VIRGIN, received: str = "2022-01-04", mass_g: int = 90_000_000) -> LotRow:
    """A row of 炭批次."""
    source = Source.REGENERATED if number.startswith("ZS") else Source.VIRGIN
    return LotRow(number, source, "某炭业", mass_g, 870, "JC1", Occurred(received))


def swap(
    when: str,
    removed_kg: int | None,
    filled_kg: int | None,
    *,
    lot: LotId | None = VIRGIN,
    beds: tuple[int, ...] = (),
    manifest: ManifestNumber | None = None,
    adsorber: AdsorberId = ADSORBER,
    operator: str | None = "朱工",
) -> SwapRow:
    """A row of 换炭记录; `when` is `2022-11-24 11:27`."""
    return SwapRow(
        Occurred(f"{when.replace(' ', 'T')}:00+08:00"),
        adsorber,
        beds,
        None if removed_kg is None else removed_kg * 1000,
        None if filled_kg is None else filled_kg * 1000,
        lot,
        None,
        manifest,
        operator,
    )


def manifest(
    sent_kg: int = 2100,
    received_kg: int | None = 2100,
    *,
    day: str = "2022-09-01",
    refused_kg: int = 0,
    status: str = "已办结",
) -> ManifestRow:
    """A row of 转移联单."""
    return ManifestRow(
        NUMBER,
        Occurred(day),
        FIRM,
        YARD,
        "900-039-49",
        sent_kg * 1000,
        None if received_kg is None else received_kg * 1000,
        refused_kg * 1000,
        "混入废抹布" if refused_kg else "",
        "浙F1T40X",
        "吴师傅",
        status,
    )


def kiln_run(closed: str | None = "2022-09-07", output_kg: int | None = 1700) -> BatchRow:
    """A row of 再生批次."""
    return BatchRow(
        RUN,
        Occurred("2022-09-06"),
        None if closed is None else Occurred(closed),
        (NUMBER,),
        2_100_000,
        None if output_kg is None else output_kg * 1000,
        None if output_kg is None else KILN_LOT,
        862,
        100_000,
    )


def receiver() -> ReceiverRow:
    """A row of 接收单位."""
    until = Occurred("2025-12-31")
    code = CreditCode("91330411H9EH9J1GR8")
    return ReceiverRow(YARD, code, "浙危废经第0000号", ("900-039-49",), 12 * 10**9, until, None)


def tariff() -> TariffRow:
    """A row of 费率."""
    return TariffRow("收运", "吨", 62_000, Occurred("2022-09-01"), None, "")


def ledger(*rows: object) -> LedgerFile:
    """A file of these rows, each on its sheet; whole lines may stand among them."""
    lines = [_numbered(number, row) for number, row in enumerate(rows, start=3)]
    return LedgerFile(
        "台账.xlsx",
        enterprises=_on("企业名单", lines),
        adsorbers=_on("装置台账", lines),
        lots=_on("炭批次", lines),
        swaps=_on("换炭记录", lines),
        manifests=_on("转移联单", lines),
        receivers=_on("接收单位", lines),
        batches=_on("再生批次", lines),
        tariffs=_on("费率", lines),
    )


def firm(*rows: object) -> LedgerFile:
    """A file of one firm with one adsorber of two beds and a lot, and of these rows."""
    return ledger(enterprise(), adsorber(), lot(), *rows)


def _numbered(number: int, row: Any) -> Line[Any]:
    if isinstance(row, Line):
        return cast("Line[Any]", row)
    sheet, key = _sheet_and_key(row)
    return line(sheet, key, row, row=number)


def _sheet_and_key(row: object) -> tuple[str, str]:
    match row:
        case EnterpriseRow(credit_code=code):
            return "企业名单", code
        case AdsorberRow(adsorber=number):
            return "装置台账", number
        case LotRow(lot=number):
            return "炭批次", number
        case SwapRow(adsorber=number, occurred=when):
            return "换炭记录", f"{number}@{when[:16].replace('T', ' ')}"
        case ManifestRow(number=number):
            return "转移联单", number
        case ReceiverRow(credit_code=code):
            return "接收单位", code
        case BatchRow(batch=number):
            return "再生批次", number
        case TariffRow(item=item, since=since):
            return "费率", f"{item}@{since}"
        case _:
            raise TypeError(type(row))


def _on(sheet: str, lines: Sequence[Line[Any]]) -> tuple[Line[Any], ...]:
    return tuple(line for line in lines if line.sheet == sheet)
