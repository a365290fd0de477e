"""A charge at work, as examples tell it."""

from domain.charge import CHARGE, ChargeEnded, ChargeStarted
from domain.charge_course import HealthCodeChanged
from domain.code import Code, Reason
from domain.identifiers import AdsorberId, CreditCode, LotId
from domain.occurred import Occurred
from domain.operation import Concentration, Flaw, Operation
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
PLANT = AdsorberId("TADF100001")
LOT = LotId("H20220101")
MARCH = Occurred("2026-03-02T09:00:00+08:00")
TENTH = Occurred("2026-03-10")
ELEVENTH = Occurred("2026-03-11")
TWELFTH = Occurred("2026-03-12")
APRIL = Occurred("2026-04-01T09:00:00+08:00")
MAY = Occurred("2026-05-02T09:00:00+08:00")

started = ChargeStarted(MARCH, FIRM, PLANT, 1, LOT, 800_000, 900_000)
ended = ChargeEnded(APRIL, 920_000, 800_000)
charge = Given(CHARGE)
running = charge.given(started)
over = running.given(ended)

worked = Operation(
    run_h=10.0,
    air_m3=80_000.0,
    air_measured=True,
    inlet=Concentration(120.0, 180.0, 3600, 12),
    outlet=None,
    detection_mg_per_m3=0.5,
    temperature_c=25.0,
    temperature_max_c=31.0,
    humidity_percent=60.0,
    bed_max_c=None,
    pressure_drop_pa=800.0,
    coverage_percent=98.5,
    last_reading=Occurred("2026-03-10T23:59:50+08:00"),
    devices=("PID-1",),
    flaws=(Flaw.CLIPPED,),
)
nearly_full = Reason("used", Code.YELLOW, "已用 85 %", "85 % used")
yellow = HealthCodeChanged(TENTH, Code.YELLOW, None, (nearly_full,), "P-1", pending=False)
