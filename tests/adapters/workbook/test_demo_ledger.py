"""The demo district's workbook, against the truth that came with it."""

import json
from collections import Counter
from typing import TypedDict, cast

import pytest

from adapters.workbook.reader import read_ledger
from application.ledger_file import LedgerFile, Outcome
from domain.quantities import grams
from tests.adapters.workbook.books import DEMO, TRUTH


class Fault(TypedDict):
    """One fault that was put into the workbook on purpose."""

    sheet: str
    kind: str
    key: str
    expect: str


TRUTH_JSON = cast("dict[str, object]", json.loads(TRUTH.read_text("utf-8")))
FAULTS = cast("list[Fault]", TRUTH_JSON["faults"])
FOUND_BY_READING = {
    "bad-credit-code": Outcome.REFUSED,
    "negative-mass": Outcome.REFUSED,
    "duplicate-row": Outcome.IGNORED,
    "total-row": Outcome.IGNORED,
    "formula-as-text": Outcome.ACCEPTED,
}
FOUND_BY_THE_BOOKS = {"unknown-adsorber", "before-commissioning", "unknown-lot"}


@pytest.fixture(scope="module")
def ledger() -> LedgerFile:
    """The workbook, read."""
    return read_ledger([DEMO])


def test_reading_finds_exactly_the_faults_that_need_no_books(ledger: LedgerFile) -> None:
    found = {
        (note.sheet, note.code, note.key, note.outcome)
        for line in ledger.lines()
        for note in line.notes
        if note.outcome is not Outcome.NORMALISED
    }
    assert found == {
        (fault["sheet"], fault["kind"], fault["key"], FOUND_BY_READING[fault["kind"]])
        for fault in FAULTS
        if fault["kind"] in FOUND_BY_READING
    }


def test_faults_that_only_the_books_can_see_are_read_under_the_keys_of_the_truth(
    ledger: LedgerFile,
) -> None:
    keys = {(line.sheet, line.key) for line in ledger.lines() if line.value is not None}
    later = [fault for fault in FAULTS if fault["kind"] not in FOUND_BY_READING]
    assert {(fault["sheet"], fault["key"]) for fault in later} <= keys


def test_every_sheet_has_as_many_usable_rows_as_the_truth_counts(ledger: LedgerFile) -> None:
    usable = Counter(line.sheet for line in ledger.lines() if line.value is not None)
    refused_later = sum(fault["kind"] in FOUND_BY_THE_BOOKS for fault in FAULTS)
    fills_and_swaps = cast("int", TRUTH_JSON["fills"]) + cast("int", TRUTH_JSON["swaps"])
    assert usable == {
        "企业名单": TRUTH_JSON["enterprises"],
        "装置台账": TRUTH_JSON["adsorbers"],
        "炭批次": TRUTH_JSON["lots"],
        "换炭记录": fills_and_swaps + refused_later,
        "转移联单": TRUTH_JSON["manifests"],
        "接收单位": 1,
        "再生批次": TRUTH_JSON["batches"],
        "费率": 10,
    }


def test_masses_add_up_to_the_truth(ledger: LedgerFile) -> None:
    manifests = [line.value for line in ledger.manifests if line.value is not None]
    batches = [line.value for line in ledger.batches if line.value is not None]
    lots = [line.value for line in ledger.lots if line.value is not None]
    read = {
        "sent_kg": sum(row.sent_g for row in manifests),
        "received_kg": sum(row.received_g or 0 for row in manifests),
        "refused_kg": sum(row.refused_g for row in manifests),
        "kiln_in_kg": sum(row.input_g or 0 for row in batches),
        "kiln_out_kg": sum(row.output_g or 0 for row in batches),
        "disposed_kg": sum(row.disposed_g for row in batches),
        "lot_received_kg": sum(row.mass_g for row in lots),
    }
    assert read == {name: grams(cast("int", TRUTH_JSON[name])) for name in read}


def test_swaps_that_the_books_will_take_add_up_to_the_truth(ledger: LedgerFile) -> None:
    adsorbers = {line.key: line.value for line in ledger.adsorbers}
    lots = {line.key for line in ledger.lots}
    swaps = [
        swap
        for swap in (line.value for line in ledger.swaps)
        if swap is not None and swap.adsorber in adsorbers and swap.lot in lots
        if (adsorber := adsorbers[swap.adsorber]) and swap.occurred >= adsorber.commissioned
    ]
    assert sum(row.filled_g or 0 for row in swaps) == grams(cast("int", TRUTH_JSON["filled_kg"]))
    assert sum(row.removed_g or 0 for row in swaps) == grams(cast("int", TRUTH_JSON["removed_kg"]))


def test_every_town_of_the_district_has_its_code(ledger: LedgerFile) -> None:
    towns = {line.value.town for line in ledger.enterprises if line.value is not None}
    assert None not in towns
    assert {str(town)[:6] for town in towns} == {"330411"}


def test_no_remark_is_made_on_a_whole_sheet(ledger: LedgerFile) -> None:
    assert ledger.notes == ()
