"""The district's workbook, from the file to the facts: every total and every fault as it is."""

import json
from collections import Counter
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from adapters.workbook.reader import read_ledger
from application.import_report import ImportReport
from application.ledger_file import LedgerFile, Outcome
from domain.adsorber import AdsorberCommissioned, CarbonFilled, CarbonSwapped
from domain.batch import BatchClosed, CarbonCharged, CarbonDisposed, CarbonRegenerated
from domain.charge import ChargeEnded
from domain.enterprise import EnterpriseRegistered
from domain.lot import LotDrawn, LotReceived
from domain.manifest import (
    ManifestAccepted,
    ManifestArrived,
    ManifestDeparted,
    ManifestPartiallyAccepted,
)
from domain.quantities import kilograms
from domain.unit import UnitInstalled
from tests.import_desk import WORKBOOK, Desk, open_desk

PROJECT = Path(__file__).parents[2]
TRUTH = json.loads((PROJECT / "tests" / "data" / "district_2022.truth.json").read_text())
EXPECTED = {
    "flag": Outcome.FLAGGED,
    "refuse": Outcome.REFUSED,
    "ignore": Outcome.IGNORED,
    "accept": Outcome.ACCEPTED,
    "accept-as-text": Outcome.ACCEPTED,
}
FAULTS = [
    (each["sheet"], each["key"], each["kind"], EXPECTED[each["expect"]]) for each in TRUTH["faults"]
]


@pytest.fixture(scope="module")
def file() -> LedgerFile:
    return read_ledger([WORKBOOK])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return open_desk(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def report(desk: Desk, file: LedgerFile) -> ImportReport:
    return desk.take(file)


@pytest.fixture(scope="module")
def facts(desk: Desk, report: ImportReport) -> list[object]:
    del report
    return [recorded.fact for recorded in desk.log_book()]


def total_kg(facts: list[object], kind: type[Any], field: str) -> int:
    return int(kilograms(sum(getattr(fact, field) for fact in facts if type(fact) is kind)))


def test_every_row_counts_once(report: ImportReport, file: LedgerFile) -> None:
    assert sum(report.rows.values()) == sum(1 for _ in file.lines()) == 974


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[2]}-{fault[1]}")
def test_every_fault_is_found(report: ImportReport, fault: tuple[str, str, str, Outcome]) -> None:
    found = [(each.sheet, each.key, each.code, each.outcome) for each in report.findings]
    assert found.count(fault) == 1


def test_no_other_row_is_flagged_refused_or_ignored(report: ImportReport) -> None:
    grave = (Outcome.FLAGGED, Outcome.REFUSED, Outcome.IGNORED)
    told = Counter(each.outcome for each in report.findings if each.outcome in grave)
    expected = Counter(outcome for *_, outcome in FAULTS if outcome in grave)
    assert told == expected
    assert {outcome: report.rows[outcome] for outcome in grave} == expected


def test_who_and_what_is_there_equals_the_truth(facts: list[object]) -> None:
    kinds: Counter[type[object]] = Counter(type(fact) for fact in facts)
    assert kinds[EnterpriseRegistered] == TRUTH["enterprises"]
    assert kinds[AdsorberCommissioned] == TRUTH["adsorbers"]
    assert kinds[CarbonFilled] == TRUTH["fills"]
    assert kinds[CarbonSwapped] == TRUTH["swaps"]
    assert kinds[LotReceived] == TRUTH["lots"]
    assert kinds[ManifestDeparted] == TRUTH["manifests"]
    assert kinds[BatchClosed] == TRUTH["batches"]
    low = {fact.enterprise for fact in facts if type(fact) is UnitInstalled and fact.low_efficiency}
    assert len(low) == TRUTH["low_efficiency"]


def test_every_total_equals_the_truth(facts: list[object]) -> None:
    total = partial(total_kg, facts)
    assert total(LotDrawn, "mass_g") == TRUTH["filled_kg"]
    assert total(ChargeEnded, "removed_g") == TRUTH["removed_kg"]
    uptake_kg = total(ChargeEnded, "removed_g") - total(ChargeEnded, "fresh_g")
    assert uptake_kg == TRUTH["uptake_kg"]
    assert total(LotReceived, "mass_g") == TRUTH["lot_received_kg"]
    assert total(ManifestDeparted, "sent_g") == TRUTH["sent_kg"]
    assert total(ManifestDeparted, "contained_g") == TRUTH["sent_kg"]
    assert total(ManifestArrived, "received_g") == TRUTH["received_kg"]
    assert total(ManifestPartiallyAccepted, "refused_g") == TRUTH["refused_kg"]
    assert total(CarbonCharged, "mass_g") == TRUTH["kiln_in_kg"]
    assert total(CarbonRegenerated, "output_g") == TRUTH["kiln_out_kg"]
    assert total(LotReceived, "booked_g") == TRUTH["kiln_out_kg"]
    assert total(CarbonDisposed, "mass_g") == TRUTH["disposed_kg"]
    assert total(BatchClosed, "unexplained_g") == TRUTH["kiln_unexplained_kg"]
    accepted_kg = total(ManifestAccepted, "accepted_g") + total(
        ManifestPartiallyAccepted, "accepted_g"
    )
    assert accepted_kg - total(CarbonCharged, "mass_g") == TRUTH["yard_kg"]


def test_the_workbook_twice_adds_nothing(
    desk: Desk, report: ImportReport, file: LedgerFile
) -> None:
    head = desk.log.head()
    again = desk.take(file, run_id="again")
    assert desk.log.head() == head
    assert again.rows[Outcome.ACCEPTED] == again.rows[Outcome.NORMALISED] == 0
    assert again.rows[Outcome.REFUSED] == report.rows[Outcome.REFUSED]


def test_sheets_and_rows_in_any_order_lead_to_the_same_facts(
    desk: Desk, report: ImportReport, file: LedgerFile, tmp_path: Path
) -> None:
    other = open_desk(tmp_path)
    told = other.take(_shuffled(file, Random(5)))  # noqa: S311 - nothing secret about it
    assert told.rows == report.rows
    assert other.opened_lives() == desk.opened_lives()


def test_the_report_is_told_as_programs_read_it(report: ImportReport) -> None:
    told = json.loads(json.dumps(report.as_json()))
    assert list(told) == ["rows", "findings"]
    assert list(told["rows"]) == ["accepted", "normalised", "flagged", "ignored", "refused"]
    (weight,) = [each for each in told["findings"] if each["key"] == "20223304120006"][-1:]
    assert (weight["sheet"], weight["row"], weight["column"], weight["value"]) == (
        "转移联单",
        8,
        "接收量(kg)",
        "７３１",
    )
    assert weight["message"].endswith("发出 850 kg, 接收 731 kg, 差 119 kg")


def _shuffled(file: LedgerFile, chance: Random) -> LedgerFile:
    sheets = {
        each.name: chance.sample(getattr(file, each.name), len(getattr(file, each.name)))
        for each in fields(file)
        if each.name not in ("name", "notes")
    }
    return replace(file, **{name: tuple(lines) for name, lines in sheets.items()})
