"""What belongs to a person is sealed, and can be forgotten without touching the log."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine

from adapters.sql.secret import SecretFileDamaged, SecretFileMissing, installation_secret
from adapters.sql.vault import SecretDoesNotFit, SqlVault
from application.act import only
from application.carbon_log import Answer, ContradictsRecorded
from application.ports.vault import as_text
from domain.enterprise import ENTERPRISE, ChangeContacts, RegisterEnterprise
from domain.identifiers import CreditCode, TownCode
from domain.personal import Contact, Personal
from tests.logbook import NEW_YEAR, SECRET, Office, asked

FIRM = CreditCode("91130200699229617X")


def _facts(engine: Engine) -> str:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM fact ORDER BY position").fetchall()
    return sha256(repr(rows).encode()).hexdigest()


def test_equal_texts_of_a_person_seal_equally(office: Office) -> None:
    first, again = (office.vault.seal("驾驶员", "王师傅") for _ in range(2))
    assert first == again
    assert office.vault.open(first) == "王师傅"
    assert "王师傅" not in first.sealed


def test_the_same_name_elsewhere_is_somebody_else(office: Office) -> None:
    here, there = office.vault.seal("甲厂", "王芳"), office.vault.seal("乙厂", "王芳")
    assert here.subject != there.subject
    assert here.sealed != there.sealed


def test_a_phone_number_is_kept_under_its_owners_key(office: Office) -> None:
    name = office.vault.seal("甲厂", "王芳")
    phone = office.vault.seal("甲厂", "13800000000", name="王芳")
    assert phone.subject == name.subject
    office.vault.erase(name.subject)
    assert office.vault.open(phone) is None


def test_a_person_is_found_by_scope_and_name(office: Office) -> None:
    sealed = office.vault.seal("甲厂", "王芳")
    assert office.vault.find("甲厂", "王芳") == sealed.subject
    assert office.vault.find("乙厂", "王芳") is None


def test_an_erased_person_is_gone_for_good(office: Office) -> None:
    sealed = office.vault.seal("甲厂", "王芳")
    assert office.vault.erase(sealed.subject)
    assert not office.vault.erase(sealed.subject)
    assert office.vault.open(sealed) is None
    assert office.vault.find("甲厂", "王芳") is None
    assert office.vault.seal("甲厂", "王芳").subject != sealed.subject
    assert office.vault.open(sealed) is None


def test_what_was_sealed_for_another_does_not_open(office: Office) -> None:
    mine, theirs = office.vault.seal("甲厂", "王芳"), office.vault.seal("甲厂", "李明")
    with pytest.raises(InvalidTag):
        office.vault.open(Personal(mine.subject, theirs.sealed))


def test_a_vault_opened_later_reads_what_was_sealed(office: Office) -> None:
    sealed = office.vault.seal("甲厂", "王芳")
    later = SqlVault(office.engine, SECRET)
    assert later.open(sealed) == "王芳"
    assert later.seal("甲厂", "王芳") == sealed


def test_a_secret_that_does_not_fit_is_refused(office: Office) -> None:
    with pytest.raises(SecretDoesNotFit):
        SqlVault(office.engine, b"x" * 32)


def test_the_database_alone_holds_no_key_and_no_name(office: Office) -> None:
    office.vault.seal("甲厂", "王芳")
    with office.engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM subject_key").fetchall()
    assert "王芳".encode() not in repr(row).encode()
    assert len(bytes(row[2])) == 64 + 16, "a key of 64 bytes, wrapped"


def _registered(manager: Personal) -> RegisterEnterprise:
    return RegisterEnterprise(
        NEW_YEAR, "家具厂", TownCode("330411105"), "地址", "家具", None, Contact(manager)
    )


def test_erasing_changes_no_byte_and_no_fold(office: Office) -> None:
    name = office.vault.seal(FIRM, "王芳")
    office.log.perform(only(ENTERPRISE, FIRM, _registered(name)), asked("1"))
    before = (_facts(office.engine), office.log.read(ENTERPRISE, FIRM), office.log.page(0, 10))
    office.vault.erase(name.subject)
    after = (_facts(office.engine), office.log.read(ENTERPRISE, FIRM), office.log.page(0, 10))
    assert before == after
    assert office.vault.open(name) is None


def test_the_contents_of_an_erased_person_are_not_compared(office: Office) -> None:
    contacts = ChangeContacts(NEW_YEAR, Contact(office.vault.seal(FIRM, "李明")))
    old = office.vault.seal(FIRM, "王芳")
    act = only(ENTERPRISE, FIRM, _registered(old), contacts)
    office.log.perform(act, asked("1", ("联系人", as_text(old)), ("名称", "家具厂")))
    other = as_text(office.vault.seal(FIRM, "赵强"))
    with pytest.raises(ContradictsRecorded):
        office.log.perform(act, asked("1", ("联系人", other), ("名称", "家具厂")))
    office.vault.erase(old.subject)
    again = office.log.perform(act, asked("1", ("联系人", other), ("名称", "家具厂")))
    assert again == Answer(1, 2, repeated=True)
    with pytest.raises(ContradictsRecorded, match="名称"):
        office.log.perform(act, asked("1", ("联系人", other), ("名称", "印刷厂")))


def test_the_installations_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "tanguanjia.secret"
    secret = installation_secret(file, may_be_new=True)
    assert installation_secret(file, may_be_new=False) == secret
    assert len(secret) == 32
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_damaged_secret_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tanguanjia.secret"
    file.write_bytes(b"short")
    with pytest.raises(SecretFileDamaged):
        installation_secret(file, may_be_new=True)


def test_a_secret_that_was_in_use_is_never_replaced_by_a_new_one(tmp_path: Path) -> None:
    file = tmp_path / "tanguanjia.secret"
    with pytest.raises(SecretFileMissing):
        installation_secret(file, may_be_new=False)
    assert not file.exists()


def test_many_threads_may_seal_and_open_at_once(office: Office) -> None:
    def seal_and_open(number: int) -> bool:
        name = f"王{number % 7}"
        return office.vault.open(office.vault.seal("甲厂", name)) == name

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(seal_and_open, range(400)))
    with office.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM subject_key").scalar() == 7


def test_no_byte_of_an_erased_key_is_left_in_the_embedded_file(
    database: str, office: Office
) -> None:
    if not database.startswith("sqlite"):
        return  # what PostgreSQL leaves on disk is for VACUUM and its write-ahead log to recycle
    sealed = office.vault.seal("甲厂", "王芳")
    with office.engine.connect() as connection:
        (key,) = connection.exec_driver_sql("SELECT sealed_key FROM subject_key").one()
    office.vault.erase(sealed.subject)
    folder = Path(database.removeprefix("sqlite:///")).parent
    assert [file.name for file in folder.iterdir() if key in file.read_bytes()] == []
