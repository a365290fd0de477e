"""Units without carbon come and go by themselves; an adsorber's unit goes with the adsorber."""

from datetime import datetime, timedelta

import pytest

from application.act import only
from application.commission_adsorber import commission_adsorber
from application.decommission_adsorber import decommission_adsorber
from application.plausible_time import AHEAD, OccurredInTheFuture, OccurredTooLongAgo, plausible
from application.treat_otherwise import AdsorberStillInService, install_unit, remove_unit
from domain.adsorber import AdsorberDecommissioned, CarbonForm, CommissionAdsorber
from domain.enterprise import ENTERPRISE, RegisterEnterprise, UnknownEnterprise
from domain.identifiers import AdsorberId, CreditCode
from domain.occurred import SHANGHAI, Occurred
from domain.unit import InstallUnit, UnitInstalled, UnitKind, UnitNotInstalled, UnitRemoved
from tests.paper import PaperLog

FIRM = CreditCode("91330411MAW7DF1000")
MONDAY, TUESDAY = Occurred("2022-11-28"), Occurred("2022-11-29")
UNIT, ADSORBER = AdsorberId("PLASMA1"), AdsorberId("TADF100001")
INSTALL = InstallUnit(MONDAY, FIRM, UnitKind.PLASMA, low_efficiency=True)
NOON = datetime(2022, 11, 30, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def log() -> PaperLog:
    """A log that knows one firm with one adsorber."""
    log = PaperLog()
    log.perform(
        only(ENTERPRISE, FIRM, RegisterEnterprise(MONDAY, "洛东电子", None, "", "", None, None))
    )
    form = CarbonForm.GRANULAR
    adsorber = CommissionAdsorber(
        MONDAY, ADSORBER, FIRM, "1#", None, form, 1, 500_000, (), None, None
    )
    log.perform(commission_adsorber(adsorber, low_efficiency=False))
    return log


def test_a_unit_is_installed_at_an_enterprise_that_is_known_and_removed_again(
    log: PaperLog,
) -> None:
    log.perform(install_unit(UNIT, INSTALL))
    log.perform(remove_unit(UNIT, TUESDAY))
    assert log.facts(f"unit:{UNIT}") == (
        UnitInstalled(MONDAY, FIRM, UnitKind.PLASMA, low_efficiency=True),
        UnitRemoved(TUESDAY),
    )


def test_nobody_installs_a_unit_at_an_enterprise_that_is_not_known() -> None:
    with pytest.raises(UnknownEnterprise):
        PaperLog().perform(install_unit(UNIT, INSTALL))


def test_an_adsorber_in_service_is_not_removed_as_a_unit(log: PaperLog) -> None:
    with pytest.raises(AdsorberStillInService):
        log.perform(remove_unit(ADSORBER, TUESDAY))


def test_a_decommissioned_adsorber_takes_its_unit_along(log: PaperLog) -> None:
    log.perform(decommission_adsorber(ADSORBER, TUESDAY))
    assert log.facts(f"adsorber:{ADSORBER}")[-1] == AdsorberDecommissioned(TUESDAY)
    assert log.facts(f"unit:{ADSORBER}")[-1] == UnitRemoved(TUESDAY)
    with pytest.raises(UnitNotInstalled):
        log.perform(remove_unit(ADSORBER, TUESDAY))


@pytest.mark.parametrize("said", ["2000-01-01", "2022-11-30", "2022-11-30T12:05:00+08:00"])
def test_a_time_that_can_have_been_passes(said: str) -> None:
    assert plausible(Occurred(said), NOON) == said


def test_a_time_beyond_the_clock_is_refused_with_both() -> None:
    ahead = Occurred.at(NOON + AHEAD + timedelta(seconds=1))
    with pytest.raises(OccurredInTheFuture) as refused:
        plausible(ahead, NOON)
    assert refused.value.facts == {"occurred": ahead, "clock": Occurred.at(NOON)}


def test_a_time_before_everything_is_refused() -> None:
    with pytest.raises(OccurredTooLongAgo):
        plausible(Occurred("1999-12-31"), NOON)
