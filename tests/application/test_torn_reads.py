"""What is refused is refused for what was true, not for two halves of it."""

import pytest

from application.act import Change, Read
from application.carbon_log import Answer
from domain.lot import LOT, InStock, UnknownLot
from tests.databases import empty_database
from tests.logbook import LOT_A, LOT_B, asked, open_office, received


def test_a_refusal_on_lives_read_at_different_times_is_decided_again(postgres: str) -> None:
    with (
        empty_database(postgres) as url,
        open_office(url) as here,
        open_office(url) as elsewhere,
    ):
        looked: list[tuple[bool, bool]] = []

        def act(read: Read) -> tuple[Change, ...]:
            first = isinstance(read(LOT, LOT_A).state, InStock)
            if not looked:
                for lot in (LOT_A, LOT_B):
                    elsewhere.log.perform(received(lot), asked(f"receive {lot}"))
            second = isinstance(read(LOT, LOT_B).state, InStock)
            looked.append((first, second))
            if first != second:
                raise UnknownLot
            return ()

        assert here.log.perform(act, asked("both or neither")) == Answer(0, 0)
        assert looked == [(False, True), (True, True)]


def test_a_refusal_on_lives_that_stand_is_given_at_once(postgres: str) -> None:
    with empty_database(postgres) as url, open_office(url) as here:
        looked: list[str] = []

        def act(read: Read) -> tuple[Change, ...]:
            looked.append(read(LOT, LOT_A).stream)
            raise UnknownLot

        with pytest.raises(UnknownLot):
            here.log.perform(act, asked("no"))
        assert looked == [f"lot:{LOT_A}"]
