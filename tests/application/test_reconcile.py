"""Another party's list of manifests beside ours."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from application.ledger_file import Finding, Line, Outcome
from application.ledger_rows import ManifestRow
from application.ports.registers import ManifestEntry, Registers
from application.reconcile import PAGE, Difference, Reconciliation, our_manifests, reconcile
from application.viewpoint import Viewpoint
from domain.identifiers import CreditCode, ManifestNumber
from domain.occurred import SHANGHAI
from tests.small_ledger import FIRM, NUMBER, YARD, line, manifest

OTHER_FIRM = CreditCode("91330411H9EH9J1GR8")
OTHER_NUMBER = ManifestNumber("20223304120002")
OURS = ManifestEntry(
    NUMBER, FIRM, YARD, "浙F1T40X", None, "2022-09-01", "closed", 2_100_000, 2_100_000, 0, 0
)
THEIRS = manifest()
COLUMNS = ("联单编号", "发出量(kg)", "接收量(kg)", "拒收量(kg)")


def listed(*rows: ManifestRow, columns: tuple[str, ...] = COLUMNS) -> list[Line[ManifestRow]]:
    return [
        Line("联单", number, row.number, columns, ("",) * len(columns), row)
        for number, row in enumerate(rows, start=2)
    ]


def against(*ours: ManifestEntry, theirs: ManifestRow = THEIRS) -> Reconciliation:
    return reconcile(listed(theirs), ours)


def test_equal_lists_agree() -> None:
    told = against(OURS)
    assert (told.agree, told.we_lack, told.they_lack, told.differences) == (1, (), (), ())


def test_what_only_they_have_is_what_we_lack() -> None:
    (lacking,) = against().we_lack
    assert (lacking.manifest, lacking.row, lacking.sent_kg) == (NUMBER, 2, 2100)


def test_what_only_we_have_is_what_they_lack() -> None:
    ours = replace(OURS, manifest=OTHER_NUMBER)
    (lacking,) = against(OURS, ours).they_lack
    assert (lacking.manifest, lacking.row) == (OTHER_NUMBER, None)


def test_weights_that_differ_are_told_with_whether_two_scales_may_differ_so() -> None:
    told = against(replace(OURS, received_g=2_120_500), theirs=replace(THEIRS, sent_g=1_900_000))
    assert told.differences == (
        Difference(NUMBER, 2, "sent_kg", 2100, 1900, within_tolerance=False),
        Difference(NUMBER, 2, "received_kg", 2120.5, 2100, within_tolerance=True),
    )


def test_a_weight_that_only_they_know_is_a_difference() -> None:
    told = against(replace(OURS, received_g=None))
    assert told.differences == (
        Difference(NUMBER, 2, "received_kg", None, 2100, within_tolerance=False),
    )


def test_what_their_list_leaves_open_is_not_compared() -> None:
    theirs = replace(THEIRS, receiver="", vehicle=None, received_g=None)
    ours = replace(OURS, refused_g=400_000)
    assert reconcile(listed(theirs, columns=COLUMNS[:2]), [ours]).agree == 1


def test_day_producer_receiver_and_vehicle_are_compared() -> None:
    ours = replace(OURS, issued="2022-08-31", enterprise=OTHER_FIRM, receiver="别处", vehicle="浙A")
    fields = [difference.field for difference in against(ours).differences]
    assert fields == ["date", "producer", "receiver", "vehicle"]


def test_a_part_they_refused_is_compared() -> None:
    told = against(OURS, theirs=replace(THEIRS, refused_g=402_000))
    assert [(each.field, each.theirs) for each in told.differences] == [("refused_kg", 402)]


def test_ours_from_before_and_after_their_days_are_not_missed_by_them() -> None:
    early = replace(OURS, manifest=OTHER_NUMBER, issued="2022-08-31")
    assert against(OURS, early).they_lack == ()


def test_the_list_of_one_producer_is_held_against_that_producers_manifests() -> None:
    stranger = replace(OURS, manifest=OTHER_NUMBER, enterprise=OTHER_FIRM)
    assert against(OURS, stranger).they_lack == ()


def test_the_list_of_one_receiver_is_held_against_all_that_went_there() -> None:
    third = ManifestNumber("20223304120003")
    theirs = listed(THEIRS, replace(THEIRS, number=OTHER_NUMBER, producer=OTHER_FIRM))
    ours = [OURS, replace(OURS, manifest=OTHER_NUMBER, enterprise=OTHER_FIRM)]
    forgotten = replace(OURS, manifest=third, enterprise="91330411J2QEBRBMKQ")
    elsewhere = replace(forgotten, manifest="20223304120004", receiver="别处")
    told = reconcile(theirs, [*ours, forgotten, elsewhere])
    assert [each.manifest for each in told.they_lack] == [third]


def test_rows_that_cannot_be_read_are_told() -> None:
    bad = Finding(
        "联单", 3, "联单编号", "?", "?", Outcome.REFUSED, "bad-manifest-number", "不", "no"
    )
    told = reconcile([*listed(THEIRS), line("联单", "?", None, bad)], [OURS])
    assert (told.agree, told.unreadable) == (1, (bad,))


def test_an_empty_list_misses_nothing_of_ours() -> None:
    told = reconcile([], [OURS])
    assert (told.we_lack, told.they_lack) == ((), ())


def test_the_comparison_is_told_as_programs_read_it() -> None:
    told = against(replace(OURS, sent_g=2_000_000), replace(OURS, manifest=OTHER_NUMBER))
    read = json.loads(json.dumps(told.as_json()))
    assert read["scope"] == {
        "from": "2022-09-01",
        "to": "2022-09-01",
        "producer": FIRM,
        "receiver": YARD,
    }
    assert read["differences"] == [
        {
            "manifest": NUMBER,
            "row": 2,
            "field": "sent_kg",
            "field_zh": "发出量(kg)",
            "ours": 2000,
            "theirs": 2100,
            "within_tolerance": False,
        }
    ]


def test_our_manifests_are_read_to_the_last_page() -> None:
    entries = [replace(OURS, manifest=f"2022330412{number:04}") for number in range(PAGE * 2 + 1)]

    class Shelf:
        def manifests(self, at: Viewpoint, *, after: str = "", limit: int = 100) -> Sequence[Any]:
            del at
            return [entry for entry in entries if entry.manifest > after][:limit]

    now = Viewpoint.of(None, None, datetime(2022, 11, 30, tzinfo=SHANGHAI))
    assert list(our_manifests(cast("Registers", Shelf()), now)) == entries
