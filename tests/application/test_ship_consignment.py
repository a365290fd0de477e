"""A shipment is a manifest, as far as its paper goes, and the containers it takes along."""

from dataclasses import replace

import pytest

from application.act import only
from application.ship_consignment import ContainerOfAnotherProducer, Shipment, ship_consignment
from application.swap_carbon import change_carbon, container_of
from domain.adsorber import FillCarbon, RemoveCarbon
from domain.container import CONTAINER, Consigned, ConsignedBeforeFilled, ContainerNotThere, Filled
from domain.enterprise import UnknownEnterprise
from domain.identifiers import CreditCode, ManifestNumber
from domain.manifest import (
    MANIFEST,
    Departed,
    InYard,
    Load,
    ManifestAlreadyIssued,
    ManifestDeparted,
    ManifestIssued,
    NotIssued,
    NotSpentCarbon,
    Permit,
    RefusedMoreThanArrived,
    WeighArrival,
)
from domain.observation import Observation
from domain.occurred import Occurred
from domain.refusal import Refusal
from tests.district import FURNITURE, ONE_BED, PRINTING, REGENERATOR, TWO_BEDS, VIRGIN, opened
from tests.paper import PaperLog

JANUARY = Occurred("2022-01-10T09:00:00+08:00")
APRIL = Occurred("2022-04-10T09:46:00+08:00")
DAY = Occurred("2022-04-10")
NUMBER = ManifestNumber("20223304120001")
BOXES = (container_of(ONE_BED, APRIL), container_of(TWO_BEDS, APRIL))
LOAD = Load(DAY, 2_000_000, 2_100_000)

shipment = Shipment(
    DAY, NUMBER, FURNITURE, REGENERATOR, "900-039-49", "浙F12345", None, BOXES, 2_000_000
)


def emptied() -> PaperLog:
    """Fill both adsorbers of the furniture maker and take 1 200 kg and 900 kg out again."""
    log = opened()
    for adsorber, removed_g in ((ONE_BED, 1_200_000), (TWO_BEDS, 900_000)):
        log.perform(change_carbon(adsorber, FillCarbon(JANUARY, (), 1_000_000, VIRGIN)))
        log.perform(change_carbon(adsorber, RemoveCarbon(APRIL, (), removed_g)))
    return log


def shipped(told: Shipment) -> PaperLog:
    log = emptied()
    log.perform(ship_consignment(told))
    return log


def test_a_shipment_takes_its_containers_along_with_what_they_hold() -> None:
    log = shipped(shipment)
    issued, departed = log.facts(f"manifest:{NUMBER}")
    assert isinstance(issued, ManifestIssued)
    assert [held.mass_g for held in issued.containers] == [1_200_000, 900_000]
    assert issued.permit == Permit("ZJ-01", Occurred("2024-12-31"))
    assert issued.observations == ()
    assert departed == ManifestDeparted(DAY, 2_000_000, 2_100_000)
    for box, mass_g in zip(BOXES, (1_200_000, 900_000), strict=True):
        assert log.state(CONTAINER, box) == Consigned(FURNITURE, mass_g, APRIL, DAY, NUMBER)


def test_a_shipment_that_has_not_arrived_is_on_the_road() -> None:
    assert shipped(shipment).state(MANIFEST, NUMBER) == Departed(FURNITURE, LOAD)


def test_a_shipment_on_the_road_is_weighed_later() -> None:
    log = shipped(shipment)
    log.perform(only(MANIFEST, NUMBER, WeighArrival(APRIL, 1_990_000)))
    assert len(log.facts(f"manifest:{NUMBER}")) == 3


def test_a_shipment_that_was_weighed_is_accepted_but_for_what_was_refused() -> None:
    told = replace(shipment, received_g=1_990_000, refused_g=90_000, refusal_reason="含水")
    # 1 990 kg - 90 kg
    assert shipped(told).state(MANIFEST, NUMBER) == InYard(FURNITURE, LOAD, 1_900_000, 0, DAY)


def test_a_closed_shipment_is_closed() -> None:
    told = replace(shipment, received_g=1_990_000, closed=True)
    assert shipped(told).state(MANIFEST, NUMBER) == InYard(FURNITURE, LOAD, 1_990_000, 0, DAY, True)


def test_a_shipment_that_has_not_arrived_is_not_closed() -> None:
    assert isinstance(shipped(replace(shipment, closed=True)).state(MANIFEST, NUMBER), Departed)


def test_a_container_that_is_listed_twice_travels_once() -> None:
    log = shipped(replace(shipment, containers=(*BOXES, BOXES[0])))
    departed = log.facts(f"manifest:{NUMBER}")[1]
    assert departed == ManifestDeparted(DAY, 2_000_000, 2_100_000)


def test_a_shipment_of_unrecorded_origin_to_an_unlicensed_receiver_is_remarked_upon() -> None:
    issued = shipped(replace(shipment, containers=(), receiver="外地厂")).facts(
        f"manifest:{NUMBER}"
    )[0]
    assert isinstance(issued, ManifestIssued)
    assert issued.observations == (
        Observation.RECEIVER_UNLICENSED,
        Observation.ORIGIN_UNRECORDED,
    )


def test_a_container_of_another_producer_is_refused() -> None:
    log = emptied()
    with pytest.raises(ContainerOfAnotherProducer) as refused:
        log.perform(ship_consignment(replace(shipment, producer=PRINTING)))
    assert refused.value.facts == {
        "producer": PRINTING,
        "container": BOXES[0],
        "filled_by": FURNITURE,
    }


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (
            replace(shipment, producer=CreditCode("91330411MA28A0001B"), containers=()),
            UnknownEnterprise,
        ),
        (replace(shipment, containers=(container_of(ONE_BED, JANUARY),)), ContainerNotThere),
        (replace(shipment, waste_code="900-041-49"), NotSpentCarbon),
        (replace(shipment, occurred=Occurred("2022-04-09")), ConsignedBeforeFilled),
        (
            replace(shipment, received_g=1, refused_g=2, refusal_reason="含水"),
            RefusedMoreThanArrived,
        ),
    ],
)
def test_a_refused_shipment_leaves_manifest_and_containers_as_they_were(
    told: Shipment, refusal: type[Refusal]
) -> None:
    log = emptied()
    before = (list(log.written), log.lives())
    with pytest.raises(refusal):
        log.perform(ship_consignment(told))
    assert (log.written, log.lives()) == before
    assert log.state(MANIFEST, NUMBER) == NotIssued()
    assert isinstance(log.state(CONTAINER, BOXES[0]), Filled)


def test_a_container_does_not_travel_twice() -> None:
    log = shipped(shipment)
    with pytest.raises(ContainerNotThere):
        log.perform(ship_consignment(replace(shipment, number=ManifestNumber("20223304120002"))))


def test_a_manifest_number_is_used_once() -> None:
    log = shipped(shipment)
    with pytest.raises(ManifestAlreadyIssued):
        log.perform(ship_consignment(replace(shipment, containers=())))
