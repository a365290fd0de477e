"""A container that was on the vehicle and was written down only after it had left."""

from dataclasses import replace

import pytest

from domain.identifiers import ContainerId, CreditCode
from domain.manifest import (
    MANIFEST,
    AcceptConsignment,
    Consigned,
    Fact,
    InYard,
    Load,
    ManifestAccepted,
    ManifestArrived,
    ManifestClosed,
    ManifestDeparted,
    ManifestIssued,
    ManifestOutOfOrder,
    OriginRecorded,
    RecordOrigin,
    WeighArrival,
)
from domain.occurred import Occurred
from domain.quantities import NoMass
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
EVE, DAY, NEXT = Occurred("2022-04-09"), Occurred("2022-04-10"), Occurred("2022-04-11")
HELD = (Consigned(ContainerId("C-TADF100001-202204100900"), 1_000_000),)
LATE = ContainerId("C-TADF100003-202204100800")

issued = ManifestIssued(DAY, FIRM, "再生厂", None, "900-039-49", None, None, HELD, ())
departed = ManifestDeparted(DAY, 1_000_000, 1_000_000)
arrived = ManifestArrived(DAY, 990_000, 1_000_000, ())
accepted = ManifestAccepted(DAY, 990_000)
closed = ManifestClosed(DAY)

manifest = Given(MANIFEST)
weighed = manifest.given(issued, departed, arrived)
in_yard = weighed.given(accepted)


@pytest.mark.parametrize(
    "further", [(), (arrived,), (arrived, accepted), (arrived, accepted, closed)]
)
def test_a_container_is_named_late_wherever_the_consignment_is(further: tuple[Fact, ...]) -> None:
    # 1 000 kg were known of, and 50 kg come to it; what was sent stays
    named = OriginRecorded(DAY, LATE, 50_000, 1_000_000, 1_050_000)
    under_way = manifest.given(issued, departed, *further)
    under_way.when(RecordOrigin(EVE, LATE, 50_000)).then(named)
    another = OriginRecorded(DAY, LATE, 20_000, 1_000_000, 1_070_000)
    under_way.given(named).when(RecordOrigin(DAY, LATE, 20_000)).then(another)


def test_a_late_container_gives_an_origin_to_what_had_none() -> None:
    left = manifest.given(replace(issued, containers=()), ManifestDeparted(DAY, 48_000, 0))
    left.when(RecordOrigin(DAY, LATE, 50_000)).then(
        OriginRecorded(DAY, LATE, 50_000, 48_000, 50_000)
    )


def test_a_container_that_is_named_late_changes_nothing_on_the_paper() -> None:
    named = OriginRecorded(DAY, LATE, 50_000, 1_000_000, 1_050_000)
    known = InYard(FIRM, Load(DAY, 1_000_000, 1_050_000), 990_000, 0, DAY)
    assert in_yard.given(named).state == known
    weighed.given(named).when(AcceptConsignment(DAY, 0, None)).then(accepted)
    manifest.given(issued, departed, named).when(WeighArrival(DAY, 990_000)).then(arrived)


def test_a_container_that_is_named_late_was_filled_before_the_vehicle_left() -> None:
    in_yard.when(RecordOrigin(NEXT, LATE, 50_000)).then_refused(
        ManifestOutOfOrder, previous=NEXT, time=DAY
    )


def test_a_container_that_is_named_late_holds_some_carbon() -> None:
    in_yard.when(RecordOrigin(DAY, LATE, 0)).then_refused(NoMass, mass_kg=0)
