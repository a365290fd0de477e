"""A small district to begin with: two enterprises, three adsorbers, two lots and a receiver.

| adsorber | enterprise | beds | required fill of each bed        |
|----------|------------|------|----------------------------------|
| ONE_BED  | FURNITURE  | 1    | 1 000 000 g                      |
| TWO_BEDS | FURNITURE  | 2    | 500 001 g, 500 000 g             |
| THREE    | PRINTING   | 3    | 333 334 g, 333 334 g, 333 333 g  |
"""

from collections.abc import Mapping
from types import MappingProxyType

from application.act import only
from application.commission_adsorber import commission_adsorber
from application.receive_lot import receive_lot
from domain.adsorber import CarbonForm, CommissionAdsorber
from domain.enterprise import ENTERPRISE, RegisterEnterprise
from domain.identifiers import AdsorberId, CreditCode, LotId, TownCode
from domain.lot import ReceiveLot, Source
from domain.occurred import Occurred
from domain.receiver import RECEIVER, RegisterLicence
from tests.paper import PaperLog

NEW_YEAR = Occurred("2022-01-01")
FURNITURE = CreditCode("91130200699229617X")
PRINTING = CreditCode("911302307808371268")
ENTERPRISES = (FURNITURE, PRINTING)

ONE_BED = AdsorberId("TADF100001")
TWO_BEDS = AdsorberId("TADF100002")
THREE_BEDS = AdsorberId("TADF200001")
ADSORBERS = {
    ONE_BED: (FURNITURE, 1, 1_000_000),
    TWO_BEDS: (FURNITURE, 2, 1_000_001),
    THREE_BEDS: (PRINTING, 3, 1_000_001),
}

VIRGIN = LotId("H20220101")
SPARE = LotId("H20220102")
LOTS = {VIRGIN: 80_000_000, SPARE: 3_000_000}

REGENERATOR = "再生厂"
NO_TOWNS: Mapping[str, TownCode] = MappingProxyType({})


def opened(
    log: PaperLog | None = None,
    towns: Mapping[str, TownCode] = NO_TOWNS,
    registered: Occurred = NEW_YEAR,
) -> PaperLog:
    """Open the books of the district on New Year's Day 2022."""
    log = log or PaperLog()
    for enterprise in ENTERPRISES:
        town = towns.get(enterprise)
        register = RegisterEnterprise(registered, enterprise, town, "", "", None, None)
        log.perform(only(ENTERPRISE, enterprise, register))
    for adsorber in ADSORBERS:
        log.perform(commission_adsorber(commission(adsorber), low_efficiency=False))
    for lot, mass_g in LOTS.items():
        log.perform(receive_lot(lot, receipt(mass_g), None))
    log.perform(only(RECEIVER, REGENERATOR, licence()))
    return log


def commission(adsorber: AdsorberId) -> CommissionAdsorber:
    """Put one of the district's adsorbers into service."""
    enterprise, beds, required_g = ADSORBERS[adsorber]
    form = CarbonForm.GRANULAR
    return CommissionAdsorber(
        NEW_YEAR, adsorber, enterprise, adsorber, None, form, beds, required_g, (), None, None
    )


def receipt(mass_g: int) -> ReceiveLot:
    """Take a virgin lot in."""
    return ReceiveLot(NEW_YEAR, Source.VIRGIN, "华中炭业", mass_g)


def licence() -> RegisterLicence:
    """License the regenerator."""
    until = Occurred("2024-12-31")
    codes = ("900-039-49",)
    return RegisterLicence(NEW_YEAR, PRINTING, "ZJ-01", codes, 5_000_000_000, until, None)
