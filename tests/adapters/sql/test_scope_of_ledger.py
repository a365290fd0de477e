"""Totals of a scope are totals over what it covers, and they close."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from hypothesis import example, given, settings

from application.ports.ledger_view import Account, KilnLoss, Totals
from application.viewpoint import Viewpoint
from domain.access import Caller
from tests.district import ENTERPRISES
from tests.onlooker import ALL, Onlooker
from tests.peopled import (
    A_WHOLE_DISTRICT,
    BEFORE_REGISTRATION,
    CALLERS,
    District,
    callers,
    districts,
    peopled,
    viewpoints,
)
from tests.view_desk import at

KINDS = (None, "lot", "charge", "container", "manifest", "batch")


def added(parts: Iterable[Totals]) -> Totals:
    """Add totals column by column."""
    every = list(parts)
    columns = [column.name for column in fields(Totals)]
    return Totals(**{name: sum(getattr(part, name) for part in every) for name in columns})


def accounts(looking: Onlooker) -> list[Account]:
    """The accounts of objects, of all kinds and of each, of all enterprises and of each."""
    ledger = looking.desk.ledger
    for kind in KINDS:
        for of in (None, *ENTERPRISES):
            every = ledger.accounts(looking.whole, kind=kind, enterprise=of, limit=ALL)
            seen = [each for each in every if looking.sees(each.object)]
            assert ledger.accounts(looking.at, kind=kind, enterprise=of, limit=ALL) == seen
    assert ledger.unbalanced(looking.at) == []
    return [each for each in ledger.accounts(looking.whole, limit=ALL) if looking.sees(each.object)]


def books_of_enterprises(looking: Onlooker) -> None:
    """Each enterprise's part, and its months; of who is not seen nothing is told."""
    ledger = looking.desk.ledger
    every = ledger.by_enterprise(looking.whole)
    seen = [each for each in every if looking.sees(f"enterprise:{each.enterprise}")]
    assert ledger.by_enterprise(looking.at) == seen
    for code in ENTERPRISES:
        sees = looking.sees(f"enterprise:{code}")
        whole, months = ledger.totals(looking.whole, code), ledger.by_month(looking.whole, code)
        assert ledger.totals(looking.at, code) == (whole if sees else Totals())
        assert ledger.by_month(looking.at, code) == (months if sees else [])
    if _of_enterprises(looking):
        assert ledger.totals(looking.at) == added(each.totals for each in seen)


def _of_enterprises(looking: Onlooker) -> bool:
    scope = looking.at.scope
    return not (scope.everything or scope.receivers or scope.drivers)


def totals(looking: Onlooker, covered: Sequence[Account]) -> None:
    """What is held and lost is what the covered objects hold and lose, and it closes."""
    found = looking.desk.ledger.totals(looking.at)
    assert found.closing_difference_g == 0
    assert found.held_g == sum(each.held_g for each in covered)
    assert found.uptake_g == sum(each.uptake_g for each in covered)
    assert found.kiln_unexplained_g == sum(each.unexplained_g for each in covered)
    measured_g = (
        found.transit_difference_g + found.weighing_difference_g + found.receipt_difference_g
    )
    assert measured_g == sum(each.measured_g for each in covered)
    assert found.filled_g == sum(each.in_g for each in covered if each.kind == "charge")
    assert found.removed_g == sum(each.out_g for each in covered if each.kind == "charge")


def counts(looking: Onlooker) -> None:
    """What is counted is what the registers show, and so is what was carried and burnt."""
    registers, at_ = looking.desk.registers, looking.at
    found = looking.desk.ledger.totals(at_)
    manifests = registers.manifests(at_, limit=ALL)
    runs = registers.batches(at_, limit=ALL)
    lots = registers.lots(at_, limit=ALL)
    assert found.enterprises == len(registers.enterprises(at_, limit=ALL))
    assert found.adsorbers == len(registers.adsorbers(at_, limit=ALL))
    assert (found.manifests, found.batches, found.lots) == (len(manifests), len(runs), len(lots))
    assert found.sent_g == sum(each.sent_g or 0 for each in manifests)
    assert found.received_g == sum(each.received_g or 0 for each in manifests)
    assert found.refused_g == sum(each.refused_g for each in manifests)
    assert found.kiln_in_g == sum(each.charged_g for each in manifests)
    assert found.kiln_out_g == sum(each.out_g for each in runs)
    assert found.disposed_g == sum(each.disposed_g for each in runs)


def months(looking: Onlooker) -> None:
    """Months add up to the whole; the last holds what is held, and every one closes."""
    ledger = looking.desk.ledger
    whole, parts = ledger.totals(looking.at), ledger.by_month(looking.at)
    flowed = added(each.totals for each in parts)
    for name in ("filled_g", "sent_g", "received_g", "kiln_out_g", "fills", "swaps", "manifests"):
        assert asdict(flowed)[name] == asdict(whole)[name]
    assert whole.held_g == (parts[-1].totals.held_g if parts else 0)
    assert {each.totals.closing_difference_g for each in parts} <= {0}
    assert {each.difference_g for each in ledger.hand_overs(looking.at)} <= {0}


def kiln_losses(looking: Onlooker) -> None:
    """The losses of the runs that are seen, and of no other."""
    ledger = looking.desk.ledger
    every = ledger.kiln_runs(looking.whole)
    seen = [each for each in every if looking.sees(f"batch:{each.name}")]
    assert ledger.kiln_runs(looking.at) == seen
    by_month = ledger.kiln_months(looking.at)
    assert _masses(by_month) == _masses(seen)


def _masses(losses: Iterable[KilnLoss]) -> list[int]:
    told = [(each.in_g, each.out_g, each.disposed_g, each.unexplained_g) for each in losses]
    return [sum(column) for column in zip(*told, strict=True)]


def ask_everything(looking: Onlooker) -> None:
    """Ask the whole ledger."""
    totals(looking, accounts(looking))
    books_of_enterprises(looking)
    counts(looking)
    months(looking)
    kiln_losses(looking)


@settings(max_examples=5)
@example(A_WHOLE_DISTRICT, CALLERS, BEFORE_REGISTRATION)
@given(districts(), callers(), viewpoints())
def test_the_books_of_a_scope_are_the_books_of_what_it_covers(
    district: District, asking: Sequence[Caller], whole: Viewpoint
) -> None:
    with peopled(district) as desk:
        for caller in asking:
            ask_everything(Onlooker(desk, caller, whole))


def test_on_each_engine_the_books_of_every_caller_are_those_of_what_he_may_read(
    database: str,
) -> None:
    with peopled(A_WHOLE_DISTRICT, database) as desk:
        for caller in CALLERS:
            ask_everything(Onlooker(desk, caller, at()))
