"""What every `HealthView` makes of the evidence, on each engine: `HealthView`, fact by fact."""

from application.act import Act, only
from application.correct_swap import correct_swap
from application.ports.health_view import HealthView
from domain.adsorber import ADSORBER as PLANT
from domain.adsorber import CommitReplacement, CorrectSwap, VerifySwap
from domain.charge import CHARGE
from domain.charge_declaring import Declare
from domain.charge_noting import (
    AssessSaturation,
    ChangeHealthCode,
    CheckSite,
    DecideObjection,
    ObjectToCode,
    RecordOperation,
)
from domain.code import Code
from domain.device import DEVICE, FallSilent, HearAgain, InstallDevice, RemoveDevice
from domain.estimate import Breakthrough, Physical, Saturation
from domain.health import Assessment
from domain.health_data import DataQuality
from domain.identifiers import AdsorberId, CreditCode
from domain.occurred import Occurred
from domain.operation import Concentration, Operation, Shutdown
from domain.reading import Quantity
from tests.judged_bed import BED, WATCH, bed, desk, do, health
from tests.small_ledger import ADSORBER, FIRM, firm, swap
from tests.view_desk import FILLED, SWAPPED, ViewDesk, at

__all__ = ["desk", "health"]


def rules(found: Assessment) -> list[str]:
    """Why the code is what it is."""
    return [reason.rule for reason in found.reasons]


def worked(day: str, outlet: float, bed_c: float | None = None) -> Act:
    """A recorded day with a mean at the outlet."""
    seen = Concentration(outlet, outlet, 1000, 0)
    operation = Operation(
        *(8.0, 60_000.0, True, None, seen, 0.5, 25.0, 26.0, 50.0, bed_c, None, 99.0),
        Occurred(f"{day}T17:00:00+08:00"),
        (WATCH,),
        (),
    )
    return only(CHARGE, BED, RecordOperation(Occurred(day), operation))


def installed(occurred: str) -> Act:
    """An instrument at the first bed."""
    measures = (Quantity.OUTLET,)
    command = InstallDevice(
        Occurred(occurred),
        CreditCode(FIRM),
        AdsorberId(ADSORBER),
        *(1, "某厂", "S1", measures, 10, 0.5, 500.0),
    )
    return only(DEVICE, WATCH, command)


def test_an_outlet_that_stays_above_the_limit_is_seen_from_the_third_day_on(
    desk: ViewDesk, health: HealthView
) -> None:
    do(desk, *(worked(f"2022-10-0{day}", 70.0) for day in (1, 2, 3)))
    assert bed(health, "2022-10-02").code is Code.GREEN
    assert (bed(health, "2022-10-03").code, rules(bed(health, "2022-10-03"))[0]) == (
        Code.ORANGE,
        "outlet-exceedance",
    )
    assert bed(health, "2022-10-11").code is Code.RED


def test_a_day_that_is_recorded_again_counts_once_and_as_told_last(
    desk: ViewDesk, health: HealthView
) -> None:
    do(desk, *(worked(f"2022-10-0{day}", 70.0) for day in (1, 2, 3)))
    do(desk, worked("2022-10-02", 10.0))
    assert bed(health, "2022-10-03").code is Code.GREEN


def test_days_that_an_objection_disregards_count_no_more(
    desk: ViewDesk, health: HealthView
) -> None:
    do(desk, *(worked(f"2022-10-0{day}", 70.0) for day in (1, 2, 3)))
    when = Occurred("2022-10-05T09:00:00+08:00")
    said = bed(health, "2022-10-05")
    first, last = Occurred("2022-10-02"), Occurred("2022-10-03")
    do(
        desk,
        only(CHARGE, BED, ChangeHealthCode(when, said.code, said.reasons, said.policy)),
        only(CHARGE, BED, ObjectToCode(when, "标气未到")),
        only(CHARGE, BED, CheckSite(when, "王工", "零点漂移")),
        only(
            CHARGE,
            BED,
            DecideObjection(
                when, upheld=True, reason="", disregarded_from=first, disregarded_until=last
            ),
        ),
    )
    assert bed(health, "2022-10-04").code is Code.ORANGE
    assert bed(health, "2022-10-05").code is Code.GREEN


def test_a_hot_bed_is_red_at_once(desk: ViewDesk, health: HealthView) -> None:
    do(desk, worked("2022-10-01", 1.0, bed_c=84.0))
    assert rules(bed(health, "2022-10-01"))[0] == "fire-risk"
    do(desk, worked("2022-10-02", 1.0, bed_c=40.0))
    assert bed(health, "2022-10-02").code is Code.GREEN


def test_the_last_estimate_counts(desk: ViewDesk, health: HealthView) -> None:
    def estimated(day: str, middle: float) -> Act:
        through = (
            Breakthrough(0.5, Occurred("2022-11-01")),
            Breakthrough(0.95, Occurred("2022-12-01")),
        )
        physical = Physical(
            Saturation(middle - 5, middle, middle + 5), through, "outlet", "m", "c", "p", None, 1
        )
        noon = Occurred(f"{day}T12:00:00+08:00")
        return only(CHARGE, BED, AssessSaturation(noon, Occurred(day), physical, (), ()))

    do(desk, estimated("2022-10-01", 50), estimated("2022-10-02", 85))
    assert bed(health, "2022-10-01").used_percent == 50
    found = bed(health, "2022-10-02")
    assert (found.code, found.used_percent) == (Code.YELLOW, 85)
    assert found.likely_breakthrough == Occurred("2022-11-01").day
    assert bed(health, "2022-11-09").code is Code.RED


def test_silence_is_seen_until_readings_come_again(desk: ViewDesk, health: HealthView) -> None:
    last, again = Occurred("2022-10-04T08:00:00+08:00"), Occurred("2022-10-08T08:00:00+08:00")
    assert bed(health, "2022-10-01").quality is DataQuality.UNEQUIPPED
    do(
        desk,
        installed("2022-10-01T08:00:00+08:00"),
        only(DEVICE, WATCH, FallSilent(Occurred("2022-10-05T08:00:00+08:00"), last)),
        only(DEVICE, WATCH, HearAgain(again)),
        only(DEVICE, WATCH, RemoveDevice(Occurred("2022-10-20T08:00:00+08:00"), "")),
    )
    assert bed(health, "2022-10-05T09:00").code is Code.YELLOW
    found = bed(health, "2022-10-07T08:00")
    assert (found.code, found.quality) == (Code.ORANGE, DataQuality.SILENT)
    assert bed(health, "2022-10-08T09:00").code is Code.GREEN
    assert bed(health, "2022-10-21").quality is DataQuality.UNEQUIPPED
    other = health.adsorber(ADSORBER, at("2022-10-07T08:00"))
    assert other is not None
    assert other.beds[1].assessment is not None
    assert other.beds[1].assessment.quality is DataQuality.UNEQUIPPED


def test_a_declared_shutdown_explains_the_silence(desk: ViewDesk, health: HealthView) -> None:
    stopped = Declare(Occurred("2022-10-04"), Shutdown(Occurred("2022-10-31"), "国庆检修"))
    do(
        desk,
        installed("2022-10-01T08:00:00+08:00"),
        only(DEVICE, WATCH, FallSilent(Occurred("2022-10-05T08:00:00+08:00"), None)),
        only(CHARGE, BED, stopped),
    )
    found = bed(health, "2022-10-20")
    assert (found.code, found.stopped) == (Code.GREEN, True)
    assert bed(health, "2022-11-04").code is Code.ORANGE


def test_the_enterprises_own_promise_binds_where_it_is_the_earlier(
    desk: ViewDesk, health: HealthView
) -> None:
    promised = CommitReplacement(Occurred("2022-09-10"), "环评〔2021〕8号", 30)
    do(desk, only(PLANT, ADSORBER, promised))
    assert bed(health, "2022-09-09").binding == Occurred("2022-12-01").day
    assert bed(health, "2022-09-10").binding == Occurred("2022-10-01").day


def test_a_doubtful_swap_is_believed_once_somebody_has_looked_until_it_is_corrected(
    desk: ViewDesk,
) -> None:
    desk.take(firm(FILLED, SWAPPED, swap("2022-09-20 10:00", 4000, 2000)))
    health = desk.health
    doubted = bed(health, "2022-09-21")
    assert (doubted.pending, doubted.code) == (True, Code.GREEN)
    changed = Occurred("2022-09-20T10:00:00+08:00")
    looked = VerifySwap(Occurred("2022-09-22T10:00:00+08:00"), changed, "王工", "含水")
    do(desk, only(PLANT, ADSORBER, looked))
    assert bed(health, "2022-09-21").pending
    assert not bed(health, "2022-09-22").pending
    put_right = CorrectSwap(
        Occurred("2022-09-25T10:00:00+08:00"), changed, "复磅", removed_g=3_900_000
    )
    do(desk, correct_swap(AdsorberId(ADSORBER), put_right))
    assert bed(health, "2022-09-26").pending
