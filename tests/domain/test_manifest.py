"""A consignment on its way: made out, departed, weighed, accepted, taken into the kiln."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.identifiers import BatchId, ContainerId, CreditCode
from domain.manifest import (
    MANIFEST,
    AcceptConsignment,
    ChargeConsignment,
    CloseManifest,
    Command,
    Consigned,
    ConsignmentCharged,
    DepartManifest,
    Fact,
    InYard,
    IssueManifest,
    Load,
    ManifestAccepted,
    ManifestAlreadyIssued,
    ManifestArrived,
    ManifestClosed,
    ManifestDeparted,
    ManifestIssued,
    ManifestNotAtThisStage,
    ManifestOutOfOrder,
    ManifestPartiallyAccepted,
    ManifestRefused,
    NotSpentCarbon,
    Permit,
    RecordOrigin,
    RefusalNeedsReason,
    RefusedMoreThanArrived,
    UnknownManifest,
    WeighArrival,
    YardHoldsLess,
)
from domain.observation import Observation
from domain.occurred import Occurred
from domain.personal import Personal
from domain.quantities import NegativeMass, NoMass
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
DRIVER = Personal("subject-1", "sealed")
RUN = BatchId("ZS-2022-01")
EVE = Occurred("2022-04-09")
DAY = Occurred("2022-04-10")
NEXT = Occurred("2022-04-11")
PERMIT = Permit("ZJ-330411-01", Occurred("2022-04-10"))
HELD = (
    Consigned(ContainerId("C-TADF100001-202204100900"), 900_000),
    Consigned(ContainerId("C-TADF100002-202204101000"), 100_000),
)

issue = IssueManifest(DAY, FIRM, "再生厂", PERMIT, "900-039-49", "浙F12345", DRIVER, HELD)
issued = ManifestIssued(DAY, FIRM, "再生厂", PERMIT, "900-039-49", "浙F12345", DRIVER, HELD, ())
departed = ManifestDeparted(DAY, 1_000_000, 1_000_000)
arrived = ManifestArrived(DAY, 990_000, 1_000_000, ())
accepted = ManifestAccepted(DAY, 990_000)
LATE = ContainerId("C-TADF100003-202204100800")
closed = ManifestClosed(DAY)

manifest = Given(MANIFEST)
weighed = manifest.given(issued, departed, arrived)
in_yard = weighed.given(accepted)


def test_a_manifest_is_made_out_for_containers() -> None:
    manifest.when(issue).then(issued)


def test_what_is_doubtful_about_a_manifest_is_remarked_upon_and_not_refused() -> None:
    unknown = (Observation.RECEIVER_UNLICENSED, Observation.ORIGIN_UNRECORDED)
    manifest.when(replace(issue, permit=None, containers=())).then(
        replace(issued, permit=None, containers=(), observations=unknown)
    )
    ran_out = Permit("ZJ-330411-01", EVE)
    manifest.when(replace(issue, permit=ran_out)).then(
        replace(issued, permit=ran_out, observations=(Observation.PERMIT_EXPIRED,))
    )


def test_only_spent_carbon_is_carried() -> None:
    manifest.when(replace(issue, waste_code="900-041-49")).then_refused(
        NotSpentCarbon, code="900-041-49"
    )


def test_a_number_is_used_once() -> None:
    manifest.given(issued).when(issue).then_refused(ManifestAlreadyIssued)
    in_yard.given(closed).when(issue).then_refused(ManifestAlreadyIssued)


def test_the_vehicle_leaves_with_what_the_scale_says_of_what_the_containers_hold() -> None:
    # 900 kg + 100 kg in the containers, 998 kg on the scale
    manifest.given(issued).when(DepartManifest(DAY, 998_000)).then(
        ManifestDeparted(DAY, 998_000, 1_000_000)
    )


def test_no_vehicle_leaves_empty() -> None:
    manifest.given(issued).when(DepartManifest(DAY, 0)).then_refused(NoMass, mass_kg=0)


@pytest.mark.parametrize(
    ("received_g", "remarks"),
    # of 1 000 kg two scales may differ by 20 kg
    [
        (980_000, ()),
        (979_999, (Observation.WEIGHT_DISCREPANCY,)),
        (1_020_000, ()),
        (1_020_001, (Observation.WEIGHT_DISCREPANCY,)),
    ],
)
def test_a_weight_far_from_the_sent_one_is_remarked_upon(
    received_g: int, remarks: tuple[Observation, ...]
) -> None:
    manifest.given(issued, departed).when(WeighArrival(NEXT, received_g)).then(
        ManifestArrived(NEXT, received_g, 1_000_000, remarks)
    )


def test_a_vehicle_does_not_arrive_with_less_than_nothing() -> None:
    manifest.given(issued, departed).when(WeighArrival(NEXT, -1)).then_refused(
        NegativeMass, mass_kg=Decimal("-0.001")
    )


def test_all_of_it_is_accepted() -> None:
    weighed.when(AcceptConsignment(DAY, 0, None)).then(accepted)


def test_a_part_of_it_is_refused_and_the_rest_accepted() -> None:
    # 990 kg arrived, 90 kg refused
    weighed.when(AcceptConsignment(DAY, 90_000, "含水")).then(
        ManifestPartiallyAccepted(DAY, 900_000, 90_000, "含水", (Observation.PARTIAL_ACCEPTANCE,))
    )


def test_none_of_it_is_accepted() -> None:
    refused = ManifestRefused(DAY, 990_000, "混入杂物")
    weighed.when(AcceptConsignment(DAY, 990_000, "混入杂物")).then(refused)
    assert weighed.given(refused).state == InYard(FIRM, Load(DAY, 1_000_000, 1_000_000), 0, 0, DAY)


def test_no_more_is_refused_than_arrived() -> None:
    weighed.when(AcceptConsignment(DAY, 990_001, "混入杂物")).then_refused(
        RefusedMoreThanArrived, arrived_kg=Decimal(990), refused_kg=Decimal("990.001")
    )
    weighed.when(AcceptConsignment(DAY, -1, None)).then_refused(
        NegativeMass, mass_kg=Decimal("-0.001")
    )


@pytest.mark.parametrize("reason", [None, ""])
def test_what_is_refused_is_refused_for_a_reason(reason: str | None) -> None:
    weighed.when(AcceptConsignment(DAY, 90_000, reason)).then_refused(RefusalNeedsReason)


def test_the_kiln_takes_what_the_yard_holds_in_parts() -> None:
    first = ConsignmentCharged(NEXT, RUN, 600_000)
    in_yard.when(ChargeConsignment(NEXT, RUN, 600_000)).then(first)
    # 990 kg - 600 kg = 390 kg
    rest = ChargeConsignment(NEXT, RUN, 390_000)
    in_yard.given(first).when(rest).then(ConsignmentCharged(NEXT, RUN, 390_000))
    in_yard.given(first).when(ChargeConsignment(NEXT, RUN, 390_001)).then_refused(
        YardHoldsLess, yard_kg=Decimal(390), wanted_kg=Decimal("390.001")
    )


def test_the_kiln_takes_some_carbon() -> None:
    in_yard.when(ChargeConsignment(NEXT, RUN, 0)).then_refused(NoMass, mass_kg=0)


def test_a_closed_manifest_is_paper_and_its_carbon_may_still_wait_in_the_yard() -> None:
    in_yard.when(CloseManifest(DAY)).then(closed)
    in_yard.given(closed).when(ChargeConsignment(NEXT, RUN, 1_000)).then(
        ConsignmentCharged(NEXT, RUN, 1_000)
    )


def test_a_manifest_is_closed_once() -> None:
    in_yard.given(closed).when(CloseManifest(NEXT)).then_refused(
        ManifestNotAtThisStage, stage="InYard"
    )


@pytest.mark.parametrize(
    "command",
    [
        DepartManifest(DAY, 1),
        WeighArrival(DAY, 1),
        AcceptConsignment(DAY, 0, None),
        ChargeConsignment(DAY, RUN, 1),
        RecordOrigin(DAY, LATE, 1),
        CloseManifest(DAY),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_done_with_a_manifest_that_was_not_made_out(command: Command) -> None:
    manifest.when(command).then_refused(UnknownManifest)


@pytest.mark.parametrize(
    ("facts", "command", "stage"),
    [
        ((issued,), WeighArrival(DAY, 1), "Issued"),
        ((issued,), AcceptConsignment(DAY, 0, None), "Issued"),
        ((issued,), RecordOrigin(DAY, LATE, 1), "Issued"),
        ((issued, departed), DepartManifest(DAY, 1), "Departed"),
        ((issued, departed), AcceptConsignment(DAY, 0, None), "Departed"),
        ((issued, departed, arrived), WeighArrival(DAY, 1), "Arrived"),
        ((issued, departed, arrived), ChargeConsignment(DAY, RUN, 1), "Arrived"),
        ((issued, departed, arrived), CloseManifest(DAY), "Arrived"),
        ((issued, departed, arrived, accepted), AcceptConsignment(DAY, 0, None), "InYard"),
    ],
)
def test_no_step_is_skipped_or_repeated(
    facts: tuple[Fact, ...], command: Command, stage: str
) -> None:
    manifest.given(*facts).when(command).then_refused(ManifestNotAtThisStage, stage=stage)


@pytest.mark.parametrize(
    ("facts", "command"),
    [
        ((issued,), DepartManifest(EVE, 1)),
        ((issued, departed), WeighArrival(EVE, 1)),
        ((issued, departed, arrived), AcceptConsignment(EVE, 0, None)),
        ((issued, departed, arrived, accepted), ChargeConsignment(EVE, RUN, 1)),
        ((issued, departed, arrived, accepted), CloseManifest(EVE)),
    ],
)
def test_no_step_comes_before_the_one_before(facts: tuple[Fact, ...], command: Command) -> None:
    manifest.given(*facts).when(command).then_refused(ManifestOutOfOrder, previous=DAY, time=EVE)
