"""A swap that is written down after the manifest it names has left gives it its origin."""

from dataclasses import replace

import pytest

from application.act import Change
from application.correct_swap import correct_swap
from application.ship_consignment import Shipment, ship_consignment
from application.swap_carbon import change_carbon, container_of
from domain.adsorber import CorrectSwap, FillCarbon, RemoveCarbon, SwapCarbon
from domain.container import (
    CONTAINER,
    Consigned,
    ContainerConsigned,
    ContainerCorrected,
    ContainerFilled,
    ContainerNotThere,
    Filled,
)
from domain.identifiers import ChargeId, ManifestNumber
from domain.manifest import OriginRecorded
from domain.occurred import Occurred
from tests.district import FURNITURE, ONE_BED, PRINTING, REGENERATOR, TWO_BEDS, VIRGIN, opened
from tests.paper import PaperLog

JANUARY = Occurred("2022-01-10T09:00:00+08:00")
APRIL = Occurred("2022-04-10T09:46:00+08:00")
MAY, WHY = Occurred("2022-05-01T09:00:00+08:00"), "日期写错"
DAY, NEXT = Occurred("2022-04-10"), Occurred("2022-04-11T08:00:00+08:00")
NUMBER = ManifestNumber("20223304120001")
PAPER = f"manifest:{NUMBER}"
BOX = container_of(ONE_BED, APRIL)

shipment = Shipment(DAY, NUMBER, FURNITURE, REGENERATOR, "900-039-49", None, None, (), 1_190_000)
swap = SwapCarbon(APRIL, (), 1_200_000, 900_000, VIRGIN, manifest=NUMBER)


def filled() -> PaperLog:
    log = opened()
    for adsorber in (ONE_BED, TWO_BEDS):
        log.perform(change_carbon(adsorber, FillCarbon(JANUARY, (), 1_000_000, VIRGIN)))
    return log


def shipped(told: Shipment) -> PaperLog:
    log = filled()
    log.perform(ship_consignment(told))
    return log


@pytest.mark.parametrize(
    "told",
    [shipment, replace(shipment, received_g=1_190_000, closed=True)],
    ids=["on the road", "closed"],
)
def test_its_container_left_with_the_manifest_and_the_manifest_has_an_origin(
    told: Shipment,
) -> None:
    log = shipped(told)
    paper = log.facts(PAPER)
    log.perform(change_carbon(ONE_BED, swap))
    charge = ChargeId.of(ONE_BED, 1, 1)
    assert log.facts(f"container:{BOX}") == (
        ContainerFilled(APRIL, FURNITURE, (charge,), 1_200_000, NUMBER),
        ContainerConsigned(DAY, NUMBER, 1_200_000),
    )
    origin = OriginRecorded(DAY, BOX, 1_200_000, 1_190_000, 1_200_000)
    assert log.facts(PAPER) == (*paper, origin)


def test_a_removal_is_no_different() -> None:
    log = shipped(shipment)
    log.perform(change_carbon(ONE_BED, RemoveCarbon(APRIL, (), 1_200_000, manifest=NUMBER)))
    assert log.facts(PAPER)[-1] == OriginRecorded(DAY, BOX, 1_200_000, 1_190_000, 1_200_000)


def test_it_comes_to_the_containers_that_were_known_of() -> None:
    log = filled()
    log.perform(change_carbon(TWO_BEDS, RemoveCarbon(APRIL, (), 700_000, manifest=NUMBER)))
    known = container_of(TWO_BEDS, APRIL)
    log.perform(ship_consignment(replace(shipment, containers=(known,), sent_g=1_890_000)))
    log.perform(change_carbon(ONE_BED, swap))
    # 700 kg and 1 200 kg
    assert log.facts(PAPER)[-1] == OriginRecorded(DAY, BOX, 1_200_000, 1_890_000, 1_900_000)


@pytest.mark.parametrize(
    ("told", "command"),
    [
        (replace(shipment, producer=PRINTING), swap),
        (shipment, replace(swap, occurred=NEXT)),
        (shipment, replace(swap, manifest=ManifestNumber("20223304120002"))),
        (shipment, replace(swap, manifest=None)),
    ],
    ids=["another producer", "filled later", "not departed", "no manifest named"],
)
def test_a_container_that_cannot_have_been_on_the_vehicle_stays_where_it_is(
    told: Shipment, command: SwapCarbon
) -> None:
    log = shipped(told)
    paper = log.facts(PAPER)
    log.perform(change_carbon(ONE_BED, command))
    box = container_of(ONE_BED, command.occurred)
    assert log.state(CONTAINER, box) == Filled(
        FURNITURE, 1_200_000, command.occurred, command.manifest
    )
    assert log.facts(PAPER) == paper


def test_a_manifest_that_has_not_left_is_relied_on_so_that_it_cannot_leave_meanwhile() -> None:
    changes = change_carbon(ONE_BED, swap)(filled().read)
    assert changes[-1] == Change(PAPER, 0, ())


def test_it_does_not_leave_twice() -> None:
    log = shipped(shipment)
    log.perform(change_carbon(ONE_BED, swap))
    assert log.state(CONTAINER, BOX) == Consigned(FURNITURE, 1_200_000, APRIL, DAY, NUMBER)
    refused = replace(shipment, number=ManifestNumber("20223304120002"), containers=(BOX,))
    with pytest.raises(ContainerNotThere):
        log.perform(ship_consignment(refused))


def test_a_swap_that_is_moved_back_to_before_the_departure_sends_its_container_along() -> None:
    log = shipped(shipment)
    log.perform(change_carbon(ONE_BED, replace(swap, occurred=NEXT)))
    paper = log.facts(PAPER)
    box = container_of(ONE_BED, NEXT)
    log.perform(correct_swap(ONE_BED, CorrectSwap(MAY, NEXT, WHY, moved_to=APRIL)))
    assert log.facts(f"container:{box}")[1:] == (
        ContainerCorrected(MAY, APRIL, 1_200_000, None, WHY),
        ContainerConsigned(DAY, NUMBER, 1_200_000),
    )
    assert log.facts(PAPER) == (*paper, OriginRecorded(DAY, box, 1_200_000, 1_190_000, 1_200_000))


def test_a_swap_that_is_corrected_otherwise_stays_where_it_is() -> None:
    log = shipped(shipment)
    log.perform(change_carbon(ONE_BED, replace(swap, occurred=NEXT)))
    paper = log.facts(PAPER)
    log.perform(correct_swap(ONE_BED, CorrectSwap(MAY, NEXT, WHY, removed_g=1_100_000)))
    box = container_of(ONE_BED, NEXT)
    assert log.state(CONTAINER, box) == Filled(FURNITURE, 1_100_000, NEXT, NUMBER)
    assert log.facts(PAPER) == paper
