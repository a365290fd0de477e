"""A district's experience: gathered when enough is new, each charge counted once."""

from domain.experience import (
    ENOUGH_NEW,
    EXPERIENCE,
    ChargeCountedAlready,
    ExperienceGathered,
    Gathered,
    GatherExperience,
    NothingGathered,
    is_due,
)
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from tests.given import Given

MARCH, APRIL, MAY = Occurred("2026-03-01"), Occurred("2026-04-01"), Occurred("2026-05-01")
ONE, TWO = ChargeId("TADF100001-1-1"), ChargeId("TADF100001-2-1")

experience = Given(EXPERIENCE)


def gather(*charges: ChargeId, when: Occurred = MARCH, model: str = "m1") -> GatherExperience:
    return GatherExperience(when, charges, (0.5,), (0.1,), (0.04,), model, ())


def gathered(
    number: int, watched: int, *charges: ChargeId, when: Occurred = MARCH, model: str = "m1"
) -> ExperienceGathered:
    return ExperienceGathered(when, number, charges, watched, (0.5,), (0.1,), (0.04,), model, ())


def test_what_was_gathered_has_a_name_with_a_number() -> None:
    experience.when(gather(ONE)).then(gathered(1, 1, ONE))
    assert gathered(1, 1, ONE).name == "district-1"


def test_a_later_gathering_adds_its_charges() -> None:
    experience.given(gathered(1, 1, ONE)).when(gather(TWO, when=APRIL)).then(
        gathered(2, 2, TWO, when=APRIL)
    )


def test_charges_that_are_counted_are_not_gathered_again() -> None:
    experience.given(gathered(1, 1, ONE)).when(gather(ONE)).then()
    experience.given(gathered(1, 1, ONE)).when(gather(ONE, TWO)).then_refused(
        ChargeCountedAlready, charges=ONE
    )


def test_another_model_begins_anew_and_the_numbers_go_on() -> None:
    experience.given(gathered(1, 1, ONE)).when(gather(ONE, model="m2")).then(
        gathered(2, 1, ONE, model="m2")
    )


def test_it_is_gathered_when_enough_is_new_or_the_last_time_is_long_ago() -> None:
    nothing, before = NothingGathered(), Gathered(gathered(1, 1, ONE), frozenset({ONE}))
    assert not is_due(nothing, ENOUGH_NEW - 1, MARCH)
    assert is_due(nothing, ENOUGH_NEW, MARCH)
    assert not is_due(before, 1, Occurred("2026-03-30"))
    assert is_due(before, 1, Occurred("2026-03-31"))
    assert not is_due(before, 0, MAY)
