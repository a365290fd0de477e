"""What every vault promises."""

from collections.abc import Generator

import pytest

from application.ports.vault import Vault, as_personal, as_text
from domain.personal import Personal
from tests.logbook import open_office


@pytest.fixture
def vault(database: str) -> Generator[Vault]:
    with open_office(database) as office:
        yield office.vault


def test_what_is_sealed_opens(vault: Vault) -> None:
    assert vault.open(vault.seal("甲厂", "王芳")) == "王芳"


def test_equal_texts_seal_equally(vault: Vault) -> None:
    assert vault.seal("甲厂", "王芳") == vault.seal("甲厂", "王芳")


def test_all_texts_of_a_person_have_one_subject(vault: Vault) -> None:
    name = vault.seal("甲厂", "王芳")
    assert vault.seal("甲厂", "13800000000", name="王芳").subject == name.subject
    assert vault.find("甲厂", "王芳") == name.subject


def test_an_erased_person_does_not_open(vault: Vault) -> None:
    name = vault.seal("甲厂", "王芳")
    assert vault.erase(name.subject)
    assert vault.open(name) is None
    assert vault.find("甲厂", "王芳") is None
    assert not vault.erase(name.subject)


def test_a_sealed_value_can_be_told_from_plain_text() -> None:
    sealed = Personal("0123456789abcdef", "c2VhbGVk")
    assert as_personal(as_text(sealed)) == sealed
    assert as_personal("王芳") is None
    assert as_personal("sealed:") is None
