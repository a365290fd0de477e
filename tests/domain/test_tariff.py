"""What things cost, from date to date."""

import pytest

from domain.occurred import Occurred
from domain.tariff import (
    TARIFF,
    AdoptTariff,
    NegativePrice,
    TariffAdopted,
    TariffEndsBeforeItStarts,
    TariffsOverlap,
)
from tests.given import Given

JANUARY = Occurred("2022-01-01")
MARCH = Occurred("2022-03-01")
JUNE = Occurred("2022-06-01")
SEPTEMBER = Occurred("2022-09-01")

tariff = Given(TARIFF)
spring = TariffAdopted(MARCH, "吨", 900_000, JUNE, "试行")


def adopt(since: Occurred, until: Occurred | None, price_fen: int = 1) -> AdoptTariff:
    return AdoptTariff(since, "吨", price_fen, until, "")


def adopted(since: Occurred, until: Occurred | None, price_fen: int = 1) -> TariffAdopted:
    return TariffAdopted(since, "吨", price_fen, until, "")


def test_a_price_is_adopted_for_a_period() -> None:
    tariff.when(AdoptTariff(MARCH, "吨", 900_000, JUNE, "试行")).then(spring)


def test_a_price_may_hold_until_further_notice_and_may_be_nothing() -> None:
    tariff.when(adopt(MARCH, None, 0)).then(adopted(MARCH, None, 0))


def test_nobody_is_paid_for_polluting() -> None:
    tariff.when(adopt(MARCH, None, -1)).then_refused(NegativePrice, price_fen=-1)


@pytest.mark.parametrize("until", [JANUARY, MARCH])
def test_a_period_ends_after_it_starts(until: Occurred) -> None:
    tariff.when(adopt(MARCH, until)).then_refused(
        TariffEndsBeforeItStarts, starts=MARCH, ends=until
    )


def test_periods_may_touch() -> None:
    tariff.given(spring).when(adopt(JANUARY, MARCH)).then(adopted(JANUARY, MARCH))
    tariff.given(spring).when(adopt(JUNE, None)).then(adopted(JUNE, None))


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (JANUARY, SEPTEMBER),
        (JANUARY, None),
        (MARCH, JUNE),
        (JANUARY, Occurred("2022-03-02")),
        (Occurred("2022-05-31"), None),
        (Occurred("2022-04-01"), Occurred("2022-05-01")),
    ],
)
def test_periods_do_not_overlap(since: Occurred, until: Occurred | None) -> None:
    tariff.given(spring).when(adopt(since, until)).then_refused(
        TariffsOverlap, starts=MARCH, ends=JUNE
    )


def test_an_open_period_is_not_overlapped_by_a_later_one() -> None:
    tariff.given(adopted(MARCH, None)).when(adopt(SEPTEMBER, None)).then_refused(
        TariffsOverlap, starts=MARCH, ends=""
    )
