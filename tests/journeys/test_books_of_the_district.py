"""The district's workbook in the books: they close, they equal the truth, every end is found."""

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.workbook.reader import read_ledger
from application.ledger_file import LedgerFile
from application.viewpoint import Viewpoint
from domain.code import Code
from domain.identifiers import LotId
from tests.adopted import adopt_rule
from tests.view_desk import ViewDesk, at, open_view_desk

PROJECT = Path(__file__).parents[2]
WORKBOOK = PROJECT / "src" / "adapters" / "demo" / "district_2022.xlsx"
TRUTH = json.loads((PROJECT / "tests" / "data" / "district_2022.truth.json").read_text())
TOTALS = {name: value for name, value in TRUTH.items() if name not in ("seed", "faults")}
WHOLE = Viewpoint("2099-12-31T00:00:00.000000+08:00", "2099-12-31T00:00:00.000000+08:00")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Generator[ViewDesk]:
    books = tmp_path_factory.mktemp("books") / "books.db"
    with open_view_desk(f"sqlite:///{books}") as opened:
        adopt_rule(opened.log)
        opened.take(read_ledger([WORKBOOK]))
        yield opened


def test_every_total_equals_the_truth(desk: ViewDesk) -> None:
    told = desk.ledger.totals(WHOLE).in_kilograms()
    assert {name: told[name] for name in TOTALS} == TOTALS


def test_a_swap_that_is_put_right_after_its_manifest_left_leaves_no_trace_in_the_books(
    tmp_path: Path,
) -> None:
    district = read_ledger([WORKBOOK])
    with open_view_desk(f"sqlite:///{tmp_path / 'books.db'}") as desk:
        desk.take(with_wrong_lot(district, "TAER7Y2001@2022-11-30 09:46"))
        assert desk.ledger.totals(WHOLE).unrecorded_origin_g == 590_000
        desk.take(district)
        told = desk.ledger.totals(WHOLE).in_kilograms()
        assert {name: told[name] for name in TOTALS} == TOTALS
        assert (told["unrecorded_origin_kg"], told["weighing_difference_kg"]) == (0, 0)
        assert told["held_in_containers_kg"] == 0
        assert desk.ledger.unbalanced(WHOLE) == []
        assert {each.difference_g for each in desk.ledger.hand_overs(WHOLE)} == {0}
        assert desk.followers.differences() == []


def with_wrong_lot(file: LedgerFile, key: str) -> LedgerFile:
    wrong = LotId("XT999999999")
    return replace(
        file,
        swaps=tuple(
            replace(each, value=replace(each.value, lot=wrong))
            if each.key == key and each.value
            else each
            for each in file.swaps
        ),
    )


def test_the_books_close_object_by_object_month_by_month_and_firm_by_firm(desk: ViewDesk) -> None:
    assert desk.ledger.unbalanced(WHOLE) == []
    assert {each.difference_g for each in desk.ledger.hand_overs(WHOLE)} == {0}
    for totals in (
        *(each.totals for each in desk.ledger.by_month(WHOLE)),
        *(each.totals for each in desk.ledger.by_enterprise(WHOLE)),
    ):
        assert totals.closing_difference_g == 0


def test_firms_add_up_to_the_district(desk: ViewDesk) -> None:
    firms = [each.totals for each in desk.ledger.by_enterprise(WHOLE)]
    whole = desk.ledger.totals(WHOLE)
    for name in ("filled_g", "removed_g", "sent_g", "received_g", "kiln_in_g", "fills", "swaps"):
        assert sum(getattr(firm, name) for firm in firms) == getattr(whole, name)


def test_the_kilns_lose_more_than_is_expected_of_them(desk: ViewDesk) -> None:
    months = desk.ledger.kiln_months(WHOLE)
    assert [month.name for month in months] == ["2022-09", "2022-10", "2022-11"]
    assert [round(month.unexplained_percent) for month in months] == [15, 18, 17]
    assert not any(month.within_expected for month in months)


def test_from_every_swap_the_trail_leads_back_to_bought_carbon_and_on_to_an_end(
    desk: ViewDesk,
) -> None:
    for container in desk.registers.containers(WHOLE, limit=5):
        trail = desk.custody.trail(f"container:{container.container}", WHOLE)
        assert trail is not None
        assert {end.kind for end in trail.origins} == {"lot"}
        assert {end.kind for end in trail.destinations} <= {"charge", "disposal", "lot", "manifest"}


def test_every_enterprise_with_carbon_has_a_code(desk: ViewDesk) -> None:
    counts = desk.health.counts(at())
    assert None not in counts
    assert sum(counts.values()) == 144
    assert counts[Code.GREEN] > counts[Code.YELLOW] > counts[Code.RED] > 0


def test_the_views_are_what_the_log_says(desk: ViewDesk) -> None:
    assert desk.followers.differences() == []
