"""Files come again, the same, corrected, or at the same time as somebody else's."""

from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from application.act import only
from application.correct_swap import correct_swap
from application.import_ledger import BUNDLE
from application.ledger_file import Finding, Outcome
from application.swap_carbon import container_of
from domain.adsorber import CorrectSwap
from domain.container import ContainerConsigned
from domain.enterprise import ENTERPRISE, ChangeContacts
from domain.identifiers import LotId, ManifestNumber
from domain.manifest import OriginRecorded
from domain.occurred import Occurred
from domain.personal import Contact
from domain.record import Provenance, Request
from tests.import_desk import Desk, codes, open_desk
from tests.small_ledger import (
    ADSORBER,
    FIRM,
    NUMBER,
    enterprise,
    firm,
    ledger,
    lot,
    manifest,
    swap,
    tariff,
)

FILL = swap("2022-02-01 09:00", 0, 2000)
SWAP = swap("2022-09-01 10:00", 2100, 2000, manifest=NUMBER)
DAY = Occurred("2022-09-01")
FILE = firm(FILL, SWAP, manifest(), tariff())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def refusals(desk: Desk, *rows: object) -> list[Finding]:
    report = desk.take(firm(*rows), run_id="again")
    return [finding for finding in report.findings if finding.outcome is Outcome.REFUSED]


def correct_filled(desk: Desk, filled_g: int) -> None:
    command = CorrectSwap(Occurred("2022-11-30"), SWAP.occurred, "磅单有误", filled_g=filled_g)
    request = Request("correction-1", "office", Provenance.LIVE)
    desk.log.perform(correct_swap(ADSORBER, command), request)


def test_the_same_file_twice_adds_nothing_and_says_so_once_per_sheet(desk: Desk) -> None:
    desk.take(FILE)
    head = desk.log.head()
    report = desk.take(FILE, run_id="again")
    assert desk.log.head() == head
    assert report.rows == {Outcome.IGNORED: 7}
    told = [(each.sheet, each.row, each.message_zh[:3]) for each in report.findings]
    assert sorted(told) == [
        ("企业名单", 0, "1 行"),
        ("换炭记录", 0, "2 行"),
        ("炭批次", 0, "1 行"),
        ("装置台账", 0, "1 行"),
        ("费率", 0, "1 行"),
        ("转移联单", 0, "1 行"),
    ]


def test_a_corrected_file_adds_only_what_is_new(desk: Desk) -> None:
    desk.take(firm(FILL, replace(SWAP, lot=LotId("XT000000999"))))
    head = desk.log.head()
    report = desk.take(firm(FILL, SWAP), run_id="again")
    assert report.rows == {Outcome.IGNORED: 4, Outcome.ACCEPTED: 1}
    assert {each.correlation_id for each in desk.log_book()[head:]} == {"again"}


def test_a_swap_that_is_put_right_after_its_manifest_left_gives_it_its_origin(desk: Desk) -> None:
    desk.take(firm(FILL, replace(SWAP, lot=LotId("XT000000999")), manifest()))
    head = desk.log.head()
    report = desk.take(firm(FILL, SWAP, manifest()), run_id="again")
    assert report.rows == {Outcome.IGNORED: 5, Outcome.ACCEPTED: 1}
    box = container_of(ADSORBER, SWAP.occurred)
    *_, consigned, origin = (each.fact for each in desk.log_book()[head:])
    assert consigned == ContainerConsigned(DAY, NUMBER, 2_100_000)
    assert origin == OriginRecorded(DAY, box, 2_100_000, 2_100_000, 2_100_000)


def test_a_late_swap_of_a_file_taken_twice_is_taken_once(desk: Desk) -> None:
    desk.take(firm(FILL, replace(SWAP, lot=LotId("XT000000999")), manifest()))
    desk.take(firm(FILL, SWAP, manifest()), run_id="again")
    head = desk.log.head()
    assert codes(desk.take(firm(FILL, SWAP, manifest()), run_id="once more")) == []
    assert desk.log.head() == head


def test_a_recorded_swap_with_another_weight_is_refused_with_the_command_that_corrects_it(
    desk: Desk,
) -> None:
    desk.take(FILE)
    (finding,) = refusals(desk, FILL, replace(SWAP, filled_g=1_900_500))
    assert finding.code == "contradicts-recorded"
    assert finding.key == f"{ADSORBER}@2022-09-01 10:00"
    assert finding.message_zh == (
        "与已有记录不一致: 装填量(kg) 已记录 2000, 文件为 1900.5; 更正命令: "
        "tanguanjia correct swap TADF100001 '2022-09-01 10:00' --filled-kg 1900.5 --reason …"
    )


def test_the_command_puts_right_all_that_differs(desk: Desk) -> None:
    desk.take(FILE)
    (finding,) = refusals(desk, FILL, replace(SWAP, removed_g=2_200_000, filled_g=1_900_000))
    assert "--removed-kg 2200 --filled-kg 1900 --reason" in finding.message_en


def test_a_row_that_agrees_with_the_corrected_record_is_as_good_as_recorded(desk: Desk) -> None:
    desk.take(FILE)
    correct_filled(desk, 1_900_000)
    assert refusals(desk, FILL, replace(SWAP, filled_g=1_900_000)) == []


def test_a_row_corrected_in_its_weights_still_contradicts_in_what_nobody_corrected(
    desk: Desk,
) -> None:
    desk.take(FILE)
    correct_filled(desk, 1_900_000)
    other = ManifestNumber("20223304120002")
    (finding,) = refusals(desk, FILL, replace(SWAP, filled_g=1_900_000, manifest=other))
    assert f"联单编号 已记录 {NUMBER}, 文件为 {other}" in finding.message_zh


def test_a_fill_that_turns_into_a_swap_has_no_command_that_corrects_it(desk: Desk) -> None:
    desk.take(FILE)
    (finding,) = refusals(desk, replace(FILL, removed_g=1_000_000), SWAP)
    assert "此项没有更正命令" in finding.message_zh


def test_signed_fields_of_a_manifest_are_left_to_the_two_parties(desk: Desk) -> None:
    desk.take(FILE)
    (finding,) = refusals(desk, FILL, SWAP, manifest(sent_kg=2110))
    assert "发出量(kg) 已记录 2100, 文件为 2110" in finding.message_zh
    assert "双方办理修订" in finding.message_zh


def test_a_refused_row_goes_no_further(desk: Desk) -> None:
    desk.take(firm(FILL, SWAP, manifest(received_kg=None, status="运输中")))
    head = desk.log.head()
    (finding,) = refusals(desk, FILL, SWAP, manifest(sent_kg=2110))
    assert (finding.code, desk.log.head()) == ("contradicts-recorded", head)


def test_another_contact_is_refused_with_the_command_that_names_one(desk: Desk) -> None:
    desk.take(FILE)
    other = ledger(enterprise("陈工", "13900000000"))
    (finding,) = desk.take(other, run_id="again").findings
    assert finding.message_zh == (
        "与已有记录不一致: 联系人 已记录 杨经理, 文件为 陈工; 更正命令: "
        f"tanguanjia correct contacts {FIRM} --name '陈工' --phone 13900000000"
    )


def test_a_contact_that_has_been_corrected_is_as_good_as_recorded(desk: Desk) -> None:
    desk.take(FILE)
    sealed = desk.vault.seal(FIRM, "陈工")
    phone = desk.vault.seal(FIRM, "13900000000", name="陈工")
    change = ChangeContacts(Occurred("2022-11-30"), Contact(sealed, phone))
    desk.log.perform(
        only(ENTERPRISE, FIRM, change), Request("contacts-1", "office", Provenance.LIVE)
    )
    assert codes(desk.take(ledger(enterprise("陈工", "13900000000")), run_id="again")) == []


def test_a_contradiction_shows_persons_by_name(desk: Desk) -> None:
    desk.take(FILE)
    (finding,) = refusals(desk, FILL, replace(SWAP, operator="刘工"))
    assert "经办人 已记录 朱工, 文件为 刘工" in finding.message_zh


def test_the_name_of_a_person_who_was_erased_contradicts_nothing(desk: Desk) -> None:
    desk.take(FILE)
    subject = desk.vault.find(FIRM, "杨经理")
    assert subject is not None
    desk.vault.erase(subject)
    assert codes(desk.take(FILE, run_id="again")) == []


def test_an_import_broken_off_between_batches_is_completed_by_the_next(desk: Desk) -> None:
    lots = [lot(LotId(f"XT{number:09}")) for number in range(BUNDLE + 10)]
    file = ledger(enterprise(), *lots)

    def break_off(done: int, expected: int) -> None:
        raise KeyboardInterrupt(done, expected)

    with pytest.raises(KeyboardInterrupt):
        desk.take(file, progress=break_off)
    partly = desk.log.head()
    report = desk.take(file, run_id="again")
    assert 0 < partly < desk.log.head()
    assert codes(report) == []


def test_two_imports_at_once_come_to_one_outcome(tmp_path: Path) -> None:
    desks = [open_desk(tmp_path) for _ in range(2)]
    imports = [Thread(target=each.take, args=(FILE,)) for each in desks]
    for each in imports:
        each.start()
    for each in imports:
        each.join()
    alone = tmp_path / "alone"
    alone.mkdir()
    once = open_desk(alone)
    once.take(FILE)
    assert {stream: len(life) for stream, life in desks[0].lives().items()} == {
        stream: len(life) for stream, life in once.lives().items()
    }
