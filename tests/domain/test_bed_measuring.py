"""How wide the beds of an adsorber are to their air."""

import math

import pytest

from domain.adsorber import AdsorberDecommissioned, Commissioned, UnknownAdsorber
from domain.bed_measuring import BedMeasured, ImplausibleFlowArea, MeasureBed, NoBasis
from domain.beds import NoSuchBed
from tests.adsorber_example import FEBRUARY, MAY, adsorber, new

measure = MeasureBed(FEBRUARY, 1, 7.5, "竣工图")
measured = BedMeasured(FEBRUARY, 1, 7.5, "竣工图")


def test_a_bed_is_measured_once_and_saying_it_again_changes_nothing() -> None:
    new.when(measure).then(measured)
    new.given(measured).when(measure).then_nothing()


def test_a_later_measurement_supersedes_that_of_the_same_bed_and_no_other() -> None:
    other = BedMeasured(FEBRUARY, 2, 3.0, "竣工图")
    wider = BedMeasured(MAY, 1, 8.0, "实测")
    known = new.given(measured, other)
    known.when(MeasureBed(MAY, 1, 8.0, "实测")).then(wider)
    state = known.given(wider).state
    assert isinstance(state, Commissioned)
    assert set(state.measured) == {other, wider}
    known.given(wider).when(MeasureBed(FEBRUARY, 2, 3.0, "竣工图")).then_nothing()
    known.given(wider).when(measure).then(measured)


@pytest.mark.parametrize("area_m2", [0.01, 200])
def test_any_area_that_a_bed_can_have_is_taken(area_m2: float) -> None:
    kept = BedMeasured(FEBRUARY, 2, area_m2, "实测")
    new.when(MeasureBed(FEBRUARY, 2, area_m2, "实测")).then(kept)


@pytest.mark.parametrize("area_m2", [0.0099, 0.0, -1.0, 200.1, math.inf, math.nan])
def test_an_area_that_no_bed_has_is_a_slip_of_the_pen(area_m2: float) -> None:
    new.when(MeasureBed(FEBRUARY, 1, area_m2, "实测")).then_refused(
        ImplausibleFlowArea, bed=1, flow_area_m2=area_m2
    )


def test_an_area_goes_by_something() -> None:
    new.when(MeasureBed(FEBRUARY, 1, 7.5, " ")).then_refused(NoBasis, bed=1)


def test_only_a_bed_of_an_adsorber_in_service_is_measured() -> None:
    for bed in (0, 3):
        new.when(MeasureBed(FEBRUARY, bed, 7.5, "竣工图")).then_refused(NoSuchBed, bed=bed, beds=2)
    adsorber.when(measure).then_refused(UnknownAdsorber)
    new.given(AdsorberDecommissioned(FEBRUARY)).when(measure).then_refused(UnknownAdsorber)
