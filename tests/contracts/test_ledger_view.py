"""What every `LedgerView` keeps to, on each engine."""

from collections.abc import Generator

import pytest

from application.ports.ledger_view import Account, LedgerView
from tests.small_ledger import FIRM
from tests.view_desk import ViewDesk, at, one_round, open_view_desk


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        opened.take(one_round())
        yield opened


@pytest.fixture
def ledger(desk: ViewDesk) -> LedgerView:
    return desk.ledger


def test_the_totals_are_told_in_kilograms_under_names_that_say_so(ledger: LedgerView) -> None:
    told = ledger.totals(at()).in_kilograms()
    shown = {name: value for name, value in told.items() if value}
    assert shown == {
        "enterprises": 1,
        "adsorbers": 1,
        "low_efficiency": 1,
        "fills": 1,
        "swaps": 1,
        "filled_kg": 4000,
        "removed_kg": 2100,
        "lots": 2,
        "lot_received_kg": 91_699,
        "lot_left_kg": 87_699,
        "manifests": 1,
        "sent_kg": 2100,
        "received_kg": 2100,
        "batches": 1,
        "kiln_in_kg": 2100,
        "kiln_out_kg": 1700,
        "disposed_kg": 100,
        "kiln_unexplained_kg": 300,
        "uptake_kg": 100,
        "receipt_difference_kg": 1,
        "bought_kg": 90_000,
        "held_in_store_kg": 87_699,
        "held_in_beds_kg": 2000,
        "held_kg": 89_699,
    }


def test_a_day_in_the_past_shows_what_had_happened_by_its_end(ledger: LedgerView) -> None:
    totals = ledger.totals(at("2022-09-01"))
    assert (totals.swaps, totals.yard_g, totals.batches) == (1, 2_100_000, 0)
    assert ledger.totals(at("2022-08-31")).swaps == 0


def test_before_anything_was_recorded_nothing_is_known(ledger: LedgerView) -> None:
    assert not any(ledger.totals(at(None, "2022-11-29")).in_kilograms().values())


def test_months_add_up_to_the_whole(ledger: LedgerView) -> None:
    months = ledger.by_month(at())
    whole = ledger.totals(at())
    assert [each.month for each in months] == ["2022-01", "2022-02", "2022-09"]
    assert sum(each.totals.uptake_g for each in months) == whole.uptake_g
    assert months[-1].totals.held_g == whole.held_g
    assert [each.totals.closing_difference_g for each in months] == [0, 0, 0]


def test_an_enterprise_has_its_part_of_the_books(ledger: LedgerView) -> None:
    (only,) = ledger.by_enterprise(at())
    assert (only.enterprise, only.name) == (FIRM, "洛东电子")
    assert only.totals == ledger.totals(at(), FIRM)
    assert (only.totals.kiln_in_g, only.totals.held_g) == (2_100_000, 2_000_000)
    assert ledger.by_month(at(), FIRM)[-1].totals.held_g == 2_000_000


def test_every_object_has_an_account_that_balances(ledger: LedgerView) -> None:
    accounts = ledger.accounts(at())
    assert [each.object for each in accounts] == sorted(each.object for each in accounts)
    assert {each.difference_g for each in accounts} == {0}
    assert ledger.unbalanced(at()) == []
    (run,) = ledger.accounts(at(), kind="batch")
    assert run == Account("batch:RK20220906", "batch", None, 2_100_000, 0, 1_800_000, 0, 300_000, 0)


def test_accounts_come_in_pages(ledger: LedgerView) -> None:
    whole = ledger.accounts(at(), enterprise=FIRM)
    first = ledger.accounts(at(), enterprise=FIRM, limit=2)
    rest = ledger.accounts(at(), enterprise=FIRM, after=first[-1].object)
    assert [*first, *rest] == whole
    assert {each.kind for each in whole} == {"charge", "container", "manifest"}


def test_what_is_given_is_taken(ledger: LedgerView) -> None:
    assert [each.difference_g for each in ledger.hand_overs(at())] == [0] * 5


def test_the_loss_of_a_kiln_is_held_against_what_is_expected(ledger: LedgerView) -> None:
    (run,) = ledger.kiln_runs(at())
    (month,) = ledger.kiln_months(at())
    assert (run.name, month.name) == ("RK20220906", "2022-09")
    assert run.unexplained_percent == pytest.approx(100 * 300 / 2100)
    assert run.within_expected
    assert ledger.kiln_runs(at("2022-09-06")) == []
