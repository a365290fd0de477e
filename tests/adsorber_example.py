"""Adsorber TADF100001 with two beds, as examples tell it."""

from domain.adsorber import (
    ADSORBER,
    AdsorberCommissioned,
    BedChange,
    CarbonFilled,
    CarbonForm,
    CarbonRemoved,
    CommissionAdsorber,
)
from domain.identifiers import AdsorberId, ChargeId, CreditCode, LotId, ManifestNumber
from domain.occurred import Occurred
from domain.personal import Personal
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
NUMBER = AdsorberId("TADF100001")
LOT = LotId("H20220101")
OTHER_LOT = LotId("H20220202")
MANIFEST = ManifestNumber("20223304120001")
WANG = Personal("subject-1", "sealed")

NEW_YEAR = Occurred("2022-01-01")
JANUARY = Occurred("2022-01-10T09:00:00+08:00")
FEBRUARY = Occurred("2022-02-10T09:00:00+08:00")
APRIL = Occurred("2022-04-10T09:00:00+08:00")
MAY = Occurred("2022-05-10")

ONE_1, ONE_2 = ChargeId("TADF100001-1-1"), ChargeId("TADF100001-1-2")
TWO_1, TWO_2 = ChargeId("TADF100001-2-1"), ChargeId("TADF100001-2-2")

commission = CommissionAdsorber(
    NEW_YEAR, NUMBER, FIRM, "1#", 20_000, CarbonForm.GRANULAR, 2, 1_000_001, ("二甲苯",), 45.5, 8
)
commissioned = AdsorberCommissioned(
    NEW_YEAR,
    FIRM,
    "1#",
    20_000,
    CarbonForm.GRANULAR,
    (500_001, 500_000),
    ("二甲苯",),
    45.5,
    8,
    NUMBER,
)
filled_one = CarbonFilled(JANUARY, (BedChange(1, None, 0, ONE_1, 500_000),), 500_000, LOT, None, ())
filled_both = CarbonFilled(
    JANUARY,
    (BedChange(1, None, 0, ONE_1, 450_001), BedChange(2, None, 0, TWO_1, 450_000)),
    900_001,
    LOT,
    WANG,
    (),
)
emptied_both = CarbonRemoved(
    APRIL,
    (BedChange(1, ONE_1, 500_001, None, 0), BedChange(2, TWO_1, 500_000, None, 0)),
    1_000_001,
    "浙F12345",
    MANIFEST,
    WANG,
)

adsorber = Given(ADSORBER)
new = adsorber.given(commissioned)
running = new.given(filled_both)
