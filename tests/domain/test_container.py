"""A container of spent carbon, from the bed to the vehicle."""

import pytest

from domain.container import (
    CONTAINER,
    Command,
    ConsignContainer,
    Consigned,
    ConsignedBeforeFilled,
    ContainerAlreadyFilled,
    ContainerConsigned,
    ContainerCorrected,
    ContainerFilled,
    ContainerLabelled,
    ContainerNotThere,
    CorrectContainer,
    Fact,
    FillContainer,
    Filled,
    LabelContainer,
    LabelOfAnother,
    State,
)
from domain.identifiers import ChargeId, CreditCode, ManifestNumber, WasteLabelCode
from domain.occurred import Occurred
from domain.quantities import NoMass
from tests.given import Given

FIRM = CreditCode("91130200699229617X")
OTHER_FIRM = CreditCode("911302307808371268")
LABEL = WasteLabelCode("91130200699229617X" + "90003949" + "20220410" + "001")
MANIFEST = ManifestNumber("20223304120001")
OTHER_MANIFEST = ManifestNumber("20223304120002")
CHARGES = (ChargeId("TADF100001-1-1"), ChargeId("TADF100001-2-1"))
MORNING = Occurred("2022-04-10T09:00:00+08:00")
THE_DAY = Occurred("2022-04-10")
EVE = Occurred("2022-04-09")
NEXT_DAY = Occurred("2022-04-11")

filled = ContainerFilled(MORNING, FIRM, CHARGES, 900_000, MANIFEST)
labelled = ContainerLabelled(MORNING, LABEL)
consigned = ContainerConsigned(NEXT_DAY, MANIFEST, 900_000)

container = Given(CONTAINER)
full = container.given(filled)
away = full.given(consigned)


def test_spent_carbon_of_several_charges_goes_into_one_container() -> None:
    container.when(FillContainer(MORNING, FIRM, CHARGES, 900_000, MANIFEST)).then(filled)


def test_a_container_holds_some_carbon() -> None:
    container.when(FillContainer(MORNING, FIRM, CHARGES, 0, None)).then_refused(NoMass, mass_kg=0)


@pytest.mark.parametrize(("container", "since"), [(full, MORNING), (away, NEXT_DAY)])
def test_a_container_is_filled_once(container: Given[Command, Fact, State], since: str) -> None:
    again = FillContainer(NEXT_DAY, FIRM, CHARGES, 1, None)
    container.when(again).then_refused(ContainerAlreadyFilled, since=since)


def test_a_container_is_labelled_with_its_enterprises_code() -> None:
    full.when(LabelContainer(MORNING, LABEL)).then(labelled)
    assert full.given(labelled).state == Filled(FIRM, 900_000, MORNING, MANIFEST, LABEL)


def test_a_label_of_another_enterprise_is_refused() -> None:
    other = WasteLabelCode(OTHER_FIRM + LABEL[18:])
    full.when(LabelContainer(MORNING, other)).then_refused(
        LabelOfAnother, label=other, enterprise=FIRM
    )


def test_a_container_is_handed_over_with_what_it_holds() -> None:
    full.when(ConsignContainer(NEXT_DAY, MANIFEST)).then(consigned)
    assert away.state == Consigned(FIRM, 900_000, MORNING, NEXT_DAY, MANIFEST)


def test_a_container_may_leave_on_the_day_it_was_filled() -> None:
    # the books know the minute of the swap, of the manifest only the day
    full.when(ConsignContainer(THE_DAY, MANIFEST)).then(
        ContainerConsigned(THE_DAY, MANIFEST, 900_000)
    )


def test_a_container_does_not_leave_before_the_day_it_was_filled() -> None:
    full.when(ConsignContainer(EVE, MANIFEST)).then_refused(
        ConsignedBeforeFilled, filled=MORNING, consigned=EVE
    )


def test_a_container_that_never_was_is_not_labelled_handed_over_or_corrected() -> None:
    container.when(LabelContainer(MORNING, LABEL)).then_refused(ContainerNotThere)
    container.when(ConsignContainer(NEXT_DAY, MANIFEST)).then_refused(ContainerNotThere)
    container.when(CorrectContainer(NEXT_DAY, MORNING, 1, "误改")).then_refused(ContainerNotThere)


def test_a_container_that_has_left_is_neither_labelled_nor_handed_over_again() -> None:
    away.when(LabelContainer(NEXT_DAY, LABEL)).then_refused(ContainerNotThere, manifest=MANIFEST)
    away.when(ConsignContainer(NEXT_DAY, OTHER_MANIFEST)).then_refused(
        ContainerNotThere, manifest=MANIFEST
    )


def test_a_corrected_container_holds_what_it_held_in_truth() -> None:
    corrected = ContainerCorrected(NEXT_DAY, THE_DAY, 950_000, None, "看错一位")
    full.when(CorrectContainer(NEXT_DAY, THE_DAY, 950_000, "看错一位")).then(corrected)
    assert full.given(corrected).state == Filled(FIRM, 950_000, THE_DAY, MANIFEST)
    full.given(corrected).when(ConsignContainer(NEXT_DAY, MANIFEST)).then(
        ContainerConsigned(NEXT_DAY, MANIFEST, 950_000)
    )


def test_a_container_that_has_left_is_corrected_in_what_it_left_with() -> None:
    corrected = ContainerCorrected(NEXT_DAY, THE_DAY, 950_000, NEXT_DAY, "看错一位")
    away.when(CorrectContainer(NEXT_DAY, THE_DAY, 950_000, "看错一位")).then(corrected)
    assert away.given(corrected).state == Consigned(FIRM, 950_000, THE_DAY, NEXT_DAY, MANIFEST)


def test_a_container_was_not_filled_after_it_left() -> None:
    after = Occurred("2022-04-12")
    away.when(CorrectContainer(after, after, 900_000, "误改")).then_refused(
        ConsignedBeforeFilled, filled=after, consigned=NEXT_DAY
    )


@pytest.mark.parametrize("container", [full, away])
def test_a_correction_cannot_empty_a_container(container: Given[Command, Fact, State]) -> None:
    container.when(CorrectContainer(NEXT_DAY, MORNING, 0, "误改")).then_refused(NoMass, mass_kg=0)
