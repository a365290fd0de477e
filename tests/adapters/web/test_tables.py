"""`GET /v1/tables/…`: a table is given page by page, and who took it is on record."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from litestar.testing import TestClient

from adapters.web import tables
from adapters.web.app import create_app
from application.office import Office
from application.ports.table_rows import Row
from application.tables.catalogue import TABLES
from application.tables.declared import Table
from application.tables.handing_out import hand_out
from application.viewpoint import Viewpoint
from tests.adapters.web.conftest import HERE, Client

MOMENTS = {"as_of": "2022-11-30", "known_at": "2022-11-30"}


def exports(office: Office) -> list[tuple[str, int]]:
    return [(entry.fact.what, entry.fact.rows) for entry in office.access.entries()]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_the_file_that_is_handed_out(
    taker: Client,
    copied_office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: Table,
) -> None:
    monkeypatch.setattr(tables, "PAGE", 50)
    folder = hand_out(copied_office, tmp_path, date(2022, 11, 30)).folder
    answer = taker.get(f"/v1/tables/{table.name}", params=MOMENTS)
    assert answer.status_code == 200
    assert answer.content == (folder / table.file).read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_the_list_leads_to_every_table_at_one_moment(taker: Client) -> None:
    listed = taker.get("/v1/tables", params=MOMENTS).json()
    assert [each["name"] for each in listed["items"]] == [table.name for table in TABLES]
    for each in listed["items"]:
        answer = taker.get(each["address"])
        top = next(csv.reader(answer.text.removeprefix("\ufeff").splitlines()))
        assert top[:-1] == [column["title"] for column in each["columns"]]


def test_who_took_how_many_rows_goes_on_record(reader: Client, office: Office) -> None:
    assert len(reader.get("/v1/tables/lots").text.splitlines()) == 1
    assert exports(office) == []  # nothing was there to be taken
    full = replace(office, table_rows=Some())
    with TestClient(create_app(full), base_url=HERE) as client:
        assert len(client.get("/v1/tables/lots").text.splitlines()) == 4
        assert exports(office) == [("tables/lots", 3)]
        assert client.head("/v1/tables/lots").status_code == 200
        assert exports(office) == [("tables/lots", 3)]


class Some:
    """Three lots, and then what a test puts there."""

    def page(
        self, table: Table, at: Viewpoint, *, after: str = "", limit: int = 1000
    ) -> Sequence[Row]:
        """Give a row at a time."""
        del table, at, limit
        following = {"": "L1", "L1": "L2", "L2": "L3"}.get(after)
        return [] if following is None else [(following, *[None] * 8)]


class Broken(Some):
    """The same, which breaks off at the third."""

    def page(
        self, table: Table, at: Viewpoint, *, after: str = "", limit: int = 1000
    ) -> Sequence[Row]:
        """Give two rows."""
        if after == "L2":
            raise UnicodeDecodeError("utf-8", b"", 0, 1, "damaged")
        return super().page(table, at, after=after, limit=limit)


def test_a_table_that_breaks_off_does_not_seem_whole(office: Office) -> None:
    broken = replace(office, table_rows=Broken())
    with (
        TestClient(create_app(broken), base_url=HERE) as client,
        pytest.raises(Exception, match="after response started"),
    ):
        client.get("/v1/tables/lots")
    assert exports(office) == [("tables/lots", 2)]


def test_a_table_that_nobody_knows_is_not_found(client: Client) -> None:
    answer = client.get("/v1/tables/people")
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing-under-this-number")
    assert answer.json()["facts"] == {"table": "people"}


def test_only_known_parameters_are_read(client: Client) -> None:
    assert client.get("/v1/tables/lots?asof=2022-11-30").status_code == 400
    assert client.get("/v1/tables/lots?as_of=x").status_code == 400
