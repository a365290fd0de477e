"""What importing a ledger does to the books, told with a small one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from application.import_report import ImportReport
from application.ledger_file import Finding, Line, Outcome
from domain.adsorber import ADSORBER as LIFE
from domain.adsorber import CarbonFilled, CarbonRemoved, CarbonSwapped, Commissioned
from domain.beds import EmptyBed, RunningBed
from domain.enterprise import EnterpriseRegistered
from domain.identifiers import AdsorberId, ContainerId, LotId
from domain.lot import LotReceived
from domain.manifest import MANIFEST, Departed, InYard, ManifestIssued
from domain.receiver import LicenceRegistered
from domain.record import Provenance
from tests.import_desk import Desk, codes, open_desk
from tests.small_ledger import (
    ADSORBER,
    FIRM,
    KILN_LOT,
    NUMBER,
    YARD,
    adsorber,
    enterprise,
    firm,
    kiln_run,
    ledger,
    line,
    lot,
    manifest,
    receiver,
    swap,
    tariff,
)

FILL = swap("2022-02-01 09:00", 0, 2000)
SWAP = swap("2022-09-01 10:00", 2100, 2000, manifest=NUMBER)
CONTAINER = ContainerId(f"C-{ADSORBER}-202209011000")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def unread(row: Any, column: str) -> Line[Any]:
    """The row as the reader hands it over when nobody can read one of its cells."""
    sheet = "换炭记录" if row in (FILL, SWAP) else "转移联单"
    note = Finding(sheet, 9, column, "?", "", Outcome.FLAGGED, "illegible-value", "不清", "?")
    return line(sheet, "", row, note)


def counts(report: ImportReport) -> dict[str, int]:
    return {outcome.value: count for outcome, count in report.rows.items() if count}


def test_nothing_removed_is_a_fill_nothing_filled_a_removal_and_both_a_swap(desk: Desk) -> None:
    removal = swap("2022-11-01 10:00", 2150, None, lot=None)
    desk.take(firm(FILL, SWAP, removal))
    kinds: list[type[Any]] = [type(fact) for fact in desk.lives()[f"adsorber:{ADSORBER}"][1:]]
    assert kinds == [CarbonFilled, CarbonSwapped, CarbonRemoved]


def test_a_row_that_names_beds_changes_only_these(desk: Desk) -> None:
    desk.take(firm(swap("2022-02-01 09:00", 0, 1000, beds=(2,))))
    state = desk.log.read(LIFE, ADSORBER).state
    assert isinstance(state, Commissioned)
    assert [type(bed) for bed in state.beds] == [EmptyBed, RunningBed]


def test_rows_are_carried_out_in_order_of_time_wherever_they_stand(desk: Desk) -> None:
    report = desk.take(ledger(kiln_run(), manifest(), SWAP, FILL, lot(), adsorber(), enterprise()))
    assert counts(report) == {"accepted": 7}


def test_registration_precedes_everything_the_file_tells_of_an_enterprise(desk: Desk) -> None:
    desk.take(firm(FILL, manifest()))
    registered, admitted = desk.lives()[f"enterprise:{FIRM}"]
    assert isinstance(registered, EnterpriseRegistered)
    assert (registered.occurred, admitted.occurred) == ("2022-01-28", "2022-08-15")


def test_a_change_dated_before_its_adsorber_was_in_service_is_refused_for_its_date(
    desk: Desk,
) -> None:
    assert codes(desk.take(firm(swap("2021-05-06 09:00", 0, 2000)))) == ["before-commissioning"]


def test_every_fact_says_that_it_was_imported_by_whom_and_in_which_run(desk: Desk) -> None:
    desk.take(firm(FILL), run_id="run-7")
    told = {(each.provenance, each.actor, each.correlation_id) for each in desk.log_book()}
    assert told == {(Provenance.IMPORTED, "office", "run-7")}


def test_persons_reach_the_log_only_sealed(desk: Desk, tmp_path: Path) -> None:
    desk.take(firm(FILL, SWAP, manifest()))
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for name in ("杨经理", "19322054186", "朱工", "吴师傅"):
        assert name.encode() not in stored


def test_contact_and_operator_of_one_name_are_one_person_of_the_enterprise(desk: Desk) -> None:
    desk.take(firm(replace(FILL, operator="杨经理")))
    registered = desk.lives()[f"enterprise:{FIRM}"][0]
    filled = desk.lives()[f"adsorber:{ADSORBER}"][1]
    assert filled.operator == registered.contact.name


def test_a_refusal_uses_up_no_id(desk: Desk) -> None:
    wrong = replace(FILL, lot=LotId("XT000000999"))
    report = desk.take(firm(wrong, FILL))
    assert (codes(report), counts(report)) == (["unknown-lot"], {"accepted": 4, "refused": 1})


def test_of_two_rows_of_one_time_the_wrong_one_is_refused_for_what_is_wrong(desk: Desk) -> None:
    assert codes(desk.take(firm(FILL, replace(FILL, lot=LotId("XT000000999"))))) == ["unknown-lot"]


def test_a_refused_swap_lends_its_manifest_no_container(desk: Desk) -> None:
    stranger = replace(SWAP, adsorber=AdsorberId("TA99999901"))
    desk.take(firm(FILL, stranger, SWAP, manifest()))
    issued = desk.lives()[f"manifest:{NUMBER}"][0]
    assert isinstance(issued, ManifestIssued)
    assert [held.container for held in issued.containers] == [CONTAINER]


def test_a_manifest_takes_along_what_an_earlier_file_announced_for_it(desk: Desk) -> None:
    desk.take(firm(FILL, SWAP))
    desk.take(ledger(manifest()), run_id="run-2")
    issued = desk.lives()[f"manifest:{NUMBER}"][0]
    assert [held.container for held in issued.containers] == [CONTAINER]


def test_a_consignment_without_a_weight_received_stays_on_the_road(desk: Desk) -> None:
    desk.take(firm(FILL, SWAP, manifest(received_kg=None, status="运输中")))
    assert isinstance(desk.log.read(MANIFEST, NUMBER).state, Departed)


def test_a_later_file_tells_that_the_consignment_arrived(desk: Desk) -> None:
    desk.take(firm(FILL, SWAP, manifest(received_kg=None, status="运输中")))
    report = desk.take(firm(FILL, SWAP, manifest()), run_id="run-2")
    assert counts(report) == {"ignored": 5, "accepted": 1}
    state = desk.log.read(MANIFEST, NUMBER).state
    assert isinstance(state, InYard)
    assert (state.accepted_g, state.closed) == (2_100_000, True)


def test_a_manifest_whose_receipt_cannot_be_is_refused_whole(desk: Desk) -> None:
    report = desk.take(firm(FILL, SWAP, manifest(received_kg=100, refused_kg=200)))
    assert codes(report) == ["refused-more-than-arrived"]
    assert f"manifest:{NUMBER}" not in desk.lives()


def test_a_difference_beyond_the_tolerance_flags_the_row(desk: Desk) -> None:
    report = desk.take(firm(FILL, SWAP, manifest(received_kg=2000)))
    assert codes(report, Outcome.FLAGGED) == ["weight-discrepancy"]


def test_a_part_refused_is_told_and_the_row_accepted(desk: Desk) -> None:
    report = desk.take(firm(FILL, SWAP, manifest(refused_kg=400)))
    assert codes(report, Outcome.ACCEPTED) == ["partial-acceptance"]
    assert counts(report) == {"accepted": 6}


def test_a_kiln_run_without_an_end_stays_open_until_a_later_file_ends_it(desk: Desk) -> None:
    rows = (FILL, SWAP, manifest())
    desk.take(firm(*rows, kiln_run(closed=None, output_kg=None)))
    report = desk.take(firm(*rows, kiln_run(), lot(KILN_LOT, "2022-09-08", 1_700_000)), "run-2")
    assert counts(report) == {"ignored": 6, "accepted": 2}


@pytest.mark.parametrize("day", ["2022-09-07", "2022-09-08"])
def test_what_the_kiln_put_out_is_received_as_the_same_kilograms(desk: Desk, day: str) -> None:
    desk.take(firm(FILL, SWAP, manifest(), kiln_run(), lot(KILN_LOT, day, 1_700_000)))
    received = desk.lives()[f"lot:{KILN_LOT}"][1]
    assert isinstance(received, LotReceived)
    assert received.booked_g == received.mass_g == 1_700_000


def test_an_output_without_the_day_it_came_out_is_refused(desk: Desk) -> None:
    report = desk.take(firm(FILL, SWAP, manifest(), kiln_run(closed=None)))
    assert codes(report) == ["kiln-output-incomplete"]


def test_permits_and_prices_are_known_before_the_first_consignment(desk: Desk) -> None:
    desk.take(firm(FILL, SWAP, manifest(), receiver(), tariff()))
    issued = desk.lives()[f"manifest:{NUMBER}"][0]
    (licence,) = desk.lives()[f"receiver:{YARD}"]
    assert isinstance(licence, LicenceRegistered)
    assert (issued.permit.number, licence.occurred) == (licence.permit, "2022-09-01")


def test_a_fill_that_names_no_lot_is_refused(desk: Desk) -> None:
    assert codes(desk.take(firm(replace(FILL, lot=None)))) == ["lot-not-named"]


@pytest.mark.parametrize("column", ["卸出量(kg)", "装填量(kg)", "炭箱"])
def test_a_mass_or_bed_that_cannot_be_read_costs_the_row(desk: Desk, column: str) -> None:
    report = desk.take(firm(unread(FILL, column)))
    assert codes(report) == ["amount-illegible"]
    assert len(desk.lives()[f"adsorber:{ADSORBER}"]) == 1


def test_a_plate_that_cannot_be_read_only_flags_the_row(desk: Desk) -> None:
    report = desk.take(firm(unread(FILL, "车牌号")))
    assert counts(report) == {"accepted": 3, "flagged": 1}


@pytest.mark.parametrize("column", ["接收量(kg)", "拒收量(kg)"])
def test_a_consignment_whose_receipt_cannot_be_read_stays_on_the_road(
    desk: Desk, column: str
) -> None:
    desk.take(firm(FILL, SWAP, unread(manifest(), column)))
    assert isinstance(desk.log.read(MANIFEST, NUMBER).state, Departed)
