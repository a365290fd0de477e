"""While a server runs, its views follow by themselves."""

from pathlib import Path

import pytest

from adapters.wiring import open_office
from application.act import only
from application.following import followed
from application.office import Office, request
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source
from domain.occurred import Occurred
from tests.databases import database_by_xid


def received(office: Office, lot: str) -> int:
    receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "a supplier", 1_000_000)
    return office.log.perform(only(LOT, LotId(lot), receipt), request("tests", None)).last


def test_the_views_are_woken_by_a_write(tmp_path: Path) -> None:
    with open_office(f"sqlite:///{tmp_path / 'books.sqlite'}") as office:
        with followed(office):
            for lot in ("XT1", "XT2"):
                assert office.followers.wait_for(received(office, lot), timeout_s=10)
        assert [each.lag for each in office.followers.status()] == [0] * 5


def test_facts_of_another_process_are_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'books.sqlite'}"
    with open_office(url) as office, open_office(url) as elsewhere, followed(office):
        assert office.followers.wait_for(received(elsewhere, "XT1"), timeout_s=10)


def test_what_a_process_left_without_a_position_gets_one(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with database_by_xid(postgres) as url, open_office(url) as office, followed(office):
        receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "a supplier", 1_000_000)
        # It ends before anybody has asked for the position.
        office.log.record(only(LOT, LotId("XT1"), receipt), request("tests", None))
        assert office.followers.wait_for(1, timeout_s=10)
