"""While a server runs, its views follow by themselves."""

from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.sql.engine import open_engine, writing
from adapters.wiring import open_office
from application.act import only
from application.following import followed
from application.office import Office, request
from application.ports.followers import Form
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
        assert {each.lag for each in office.followers.status()} == {0}


def test_facts_of_another_process_are_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'books.sqlite'}"
    with open_office(url) as office, open_office(url) as elsewhere, followed(office):
        assert office.followers.wait_for(received(elsewhere, "XT1"), timeout_s=10)


def test_what_another_version_wrote_is_served_and_rebuilt_meanwhile(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'books.sqlite'}"
    with open_office(url) as office:
        received(office, "XT1")
        office.catch_up()
    write(url, "UPDATE follower SET shape = '0' || substr(shape, 2)")
    with open_office(url) as office:
        assert {each.form for each in office.followers.status()} == {Form.OUTDATED}
        assert office.ledger.totals(office.viewpoint()).lots == 1
        with followed(office):
            assert office.followers.wait_for(received(office, "XT2"), timeout_s=10)
        assert {each.form for each in office.followers.status()} == {Form.CURRENT}
        assert office.ledger.totals(office.viewpoint()).lots == 2


def write(url: str, statement: str) -> None:
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def test_what_a_process_left_without_a_position_gets_one(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with database_by_xid(postgres) as url, open_office(url) as office, followed(office):
        receipt = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "a supplier", 1_000_000)
        # It ends before anybody has asked for the position.
        office.log.record(only(LOT, LotId("XT1"), receipt), request("tests", None))
        assert office.followers.wait_for(1, timeout_s=10)
