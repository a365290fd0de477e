"""Rows about who is there and with what: enterprises, adsorbers, receivers, prices.

In every builder the cells without which the row means nothing come first, so that a refused row
names all of them at once.
"""

from decimal import Decimal

from adapters.workbook.codes import listed, waste_code, yes
from adapters.workbook.row_reading import RowReading
from adapters.workbook.towns import town
from application.ledger_rows import AdsorberRow, EnterpriseRow, ReceiverRow, TariffRow
from domain.adsorber import CarbonForm
from domain.enterprise import Location
from domain.identifiers import AdsorberId, CreditCode

_FORMS = {
    "颗粒": CarbonForm.GRANULAR,
    "柱状": CarbonForm.GRANULAR,
    "蜂窝": CarbonForm.HONEYCOMB,
    "纤维": CarbonForm.FIBRE,
    "粉": CarbonForm.POWDER,
}


def enterprise(row: RowReading) -> EnterpriseRow | None:
    """A row of 企业名单; with a wrong credit code it goes by the enterprise's name."""
    credit_code = row.code("credit_code", CreditCode)
    row.key = credit_code or row.typed("name") or row.typed("credit_code")
    name = row.text("name")
    if credit_code is None or name is None:
        return None
    return EnterpriseRow(
        name=name,
        credit_code=credit_code,
        town=row.words("town", town),
        address=row.text("address") or "",
        contact=row.text("contact"),
        phone=row.phone("phone"),
        industry=row.text("industry") or "",
        location=_location(row),
        admitted=row.day("admitted"),
    )


def adsorber(row: RowReading) -> AdsorberRow | None:
    """A row of 装置台账; without a number of beds the adsorber has one."""
    number = row.code("adsorber", AdsorberId)
    row.key = number or row.typed("adsorber")
    owner = row.code("enterprise", CreditCode)
    required_fill_g = row.mass_g("required_fill")
    commissioned = row.day("commissioned")
    if number is None or owner is None or required_fill_g is None or commissioned is None:
        return None
    return AdsorberRow(
        adsorber=number,
        enterprise=owner,
        name=row.text("name") or "",
        design_airflow_m3_per_h=row.whole("airflow"),
        carbon_form=row.words("form", _form) or CarbonForm.OTHER,
        bed_count=row.whole("beds") or 1,
        required_fill_g=required_fill_g,
        solvents=row.words("solvents", listed) or (),
        removed_voc_mg_per_m3=_measure(row.number("removed_voc")),
        run_h_per_day=_measure(row.number("run_hours")),
        commissioned=commissioned,
        low_efficiency=row.words("low_efficiency", yes),
    )


def receiver(row: RowReading) -> ReceiverRow | None:
    """A row of 接收单位."""
    credit_code = row.code("credit_code", CreditCode)
    row.key = credit_code or row.typed("name") or row.typed("credit_code")
    name, permit = row.text("name"), row.text("permit")
    if credit_code is None or name is None or permit is None:
        return None
    return ReceiverRow(
        name=name,
        credit_code=credit_code,
        permit=permit,
        waste_codes=row.words("waste_codes", _waste_codes) or (),
        yearly_limit_g=row.mass_g("yearly_limit"),
        valid_until=row.day("valid_until"),
        location=_location(row),
    )


def tariff(row: RowReading) -> TariffRow | None:
    """A row of 费率; the price is exact to the fen."""
    item, since = row.text("item"), row.day("since")
    row.key = f"{item or ''}@{since or row.typed('since')}"
    price_fen = row.fen("price")
    if item is None or since is None or price_fen is None:
        return None
    return TariffRow(
        item=item,
        unit=row.text("unit") or "",
        price_fen=price_fen,
        since=since,
        until=row.day("until"),
        note=row.text("note") or "",
    )


def _location(row: RowReading) -> Location | None:
    longitude, latitude = row.number("longitude"), row.number("latitude")
    if longitude is None or latitude is None:
        return None
    return Location(float(longitude), float(latitude), row.text("system") or "")


def _form(words: str) -> CarbonForm:
    known = (form for name, form in _FORMS.items() if name in words)
    return next(known, CarbonForm.OTHER)


def _waste_codes(words: str) -> tuple[str, ...]:
    return tuple(waste_code(part) for part in listed(words) if part.upper() != "HW49")


def _measure(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
