"""What whoever takes commands keeps to: an outcome for each, whatever was sent, and one effect."""

import asyncio
from collections.abc import Generator
from pathlib import Path

import pytest

from adapters.wiring import command_door, open_office
from application.office import Office
from application.ports.commands import Command, Outcome, TakeCommand
from domain.access import Role
from tests.key_desk import give

BODY = (
    '{"occurred": "2022-11-29", "lot": "XT1", "source": "virgin", "supplier": "厂家", '
    '"received_kg": 2000}'
).encode()


@pytest.fixture
def office(tmp_path: Path) -> Generator[Office]:
    with open_office(f"sqlite:///{tmp_path / 'books.sqlite'}") as opened:
        yield opened


@pytest.fixture
def take(office: Office) -> TakeCommand:
    return command_door(office, demo=None)


def command(authorization: str, key: str = "m-1", body: bytes = BODY) -> Command:
    return Command("receive_carbon_lot", "", key, authorization, "", "application/json", body)


def outcome(take: TakeCommand, *commands: Command) -> list[Outcome]:
    async def one_after_the_other() -> list[Outcome]:
        return [await take(each) for each in commands]

    return asyncio.run(one_after_the_other())


def test_a_command_is_taken_once_and_answered_each_time(office: Office, take: TakeCommand) -> None:
    shown = f"Bearer {give(office, Role.DISTRICT).text}"
    head = office.log.head()
    first, again = outcome(take, command(shown), command(shown))
    assert (first.status, again.status) == (201, 200)
    assert first.taken
    assert again.taken
    assert (first.code, first.later) == ("", False)
    assert office.log.head() == head + 1


def test_a_refused_command_has_a_code_and_is_not_tried_again(
    office: Office, take: TakeCommand
) -> None:
    shown = f"Bearer {give(office, Role.DISTRICT).text}"
    (refused,) = outcome(take, command(shown, body=b"{}"))
    assert (refused.taken, refused.code, refused.later) == (False, "misshapen-body", False)


def test_a_command_shows_nothing_of_its_key_or_contents() -> None:
    shown = repr(command("Bearer tgj_secret"))
    assert "secret" not in shown
    assert "XT1" not in shown
