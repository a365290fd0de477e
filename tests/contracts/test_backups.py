"""What every back-up keeps to, on each engine."""

import stat
from collections.abc import Generator
from pathlib import Path

import pytest

from adapters.wiring import check_backup, open_office
from application.act import only
from application.office import Office, request
from application.ports.backups import (
    BackupDamaged,
    BackupExists,
    Backups,
    CheckBackup,
    NoManifest,
)
from application.ports.telemetry_store import Kept
from domain.enterprise import ENTERPRISE, Contact, RegisterEnterprise
from tests.district import FURNITURE, NEW_YEAR
from tests.readings import DAY_S, outlet, outlet_told
from tests.restoring import restored

TAKEN_AT = "2022-12-01T02:00:00.000000+08:00"
CHECK: CheckBackup = check_backup


@pytest.fixture
def office(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_office(database) as opened:
        contact = opened.vault.seal(FURNITURE, "林工")
        register = RegisterEnterprise(
            NEW_YEAR, FURNITURE, None, "", "", None, Contact(contact, None)
        )
        opened.log.perform(only(ENTERPRISE, FURNITURE, register), request("tests", "1"))
        yield opened


@pytest.fixture
def backups(office: Office) -> Backups:
    return office.backups


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "books.backup"


def test_a_back_up_is_whole_and_says_what_it_holds(
    office: Office, backups: Backups, file: Path
) -> None:
    manifest = backups.take(file, TAKEN_AT)
    assert CHECK(file) == manifest
    assert (manifest.head, manifest.taken_at) == (office.log.head(), TAKEN_AT)
    assert manifest.schema == office.survey().schema
    assert manifest.last_recorded_at == office.look_around(TAKEN_AT).last_recorded_at


def test_a_back_up_is_its_owners_alone_and_leaves_no_draft(backups: Backups, file: Path) -> None:
    backups.take(file, TAKEN_AT)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    beside = {each.name for each in file.parent.iterdir() if "backup" in each.name}
    assert beside == {file.name, f"{file.name}.manifest.json"}


def test_a_back_up_is_remembered_with_its_head(
    office: Office, backups: Backups, file: Path
) -> None:
    assert office.look_around(TAKEN_AT).backed_up_at is None
    manifest = backups.take(file, TAKEN_AT)
    kept = office.look_around(TAKEN_AT)
    assert (kept.backed_up_at, kept.backed_up_position) == (TAKEN_AT, manifest.head)


def test_a_back_up_is_restored_elsewhere_with_all_that_was_written(
    office: Office,
    backups: Backups,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    office.telemetry.keep(outlet((0, 1.0), (40 * DAY_S, 2.0)), 0)
    manifest = backups.take(file, TAKEN_AT)
    secret = office.look_around(TAKEN_AT).secret
    dumped = manifest.engine == "postgresql"
    server = request.getfixturevalue("postgres") if dumped else None
    folder = tmp_path / "elsewhere"
    with restored(file, secret, folder, server) as url:
        monkeypatch.setenv("TANGUANJIA_DATA", str(folder))
        with open_office(url) as again:
            again.catch_up()
            assert again.log.head() == manifest.head
            assert again.log.page(0, 100) == office.log.page(0, 100)
            assert again.followers.differences() == []
            entry = again.registers.enterprise(FURNITURE, again.viewpoint())
            assert entry is not None
            assert again.show(entry.contact) == "林工"
            assert outlet_told(again.telemetry) == outlet_told(office.telemetry)
            assert again.telemetry.touched() == office.telemetry.touched()
            assert again.telemetry.keep(outlet((0, 1.0), (10, 3.0)), 0) == Kept(1, (0,))


def test_no_file_is_written_over(backups: Backups, file: Path) -> None:
    file.write_text("a letter")
    with pytest.raises(BackupExists):
        backups.take(file, TAKEN_AT)
    assert file.read_text() == "a letter"


@pytest.mark.parametrize("at", [0.01, 0.5, 0.99])
def test_a_changed_byte_is_recognised(backups: Backups, file: Path, at: float) -> None:
    backups.take(file, TAKEN_AT)
    contents = bytearray(file.read_bytes())
    contents[int(len(contents) * at)] ^= 1
    file.write_bytes(contents)
    with pytest.raises(BackupDamaged):
        CHECK(file)


def test_a_back_up_that_is_cut_off_is_recognised(backups: Backups, file: Path) -> None:
    backups.take(file, TAKEN_AT)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BackupDamaged):
        CHECK(file)


def test_a_back_up_that_is_gone_is_recognised(backups: Backups, file: Path) -> None:
    backups.take(file, TAKEN_AT)
    file.unlink()
    with pytest.raises(BackupDamaged):
        CHECK(file)


def test_a_file_without_its_manifest_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(NoManifest):
        CHECK(tmp_path / "books.backup")


def test_a_folder_that_is_not_there_leaves_nothing_behind(
    office: Office, backups: Backups, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        backups.take(tmp_path / "nowhere" / "books.backup", TAKEN_AT)
    assert office.look_around(TAKEN_AT).backed_up_at is None
