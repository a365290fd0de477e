"""The tables of a day: the same bytes whenever they are written, and a page held at a time."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from adapters.clock import StandingClock
from adapters.wiring import open_office
from application.access_record import AccessRecord, Exported
from application.office import Office
from application.ports.table_folders import TablesAlreadyThere
from application.ports.table_rows import Row, TableRows
from application.tables import changing
from application.tables.catalogue import TABLES
from application.tables.declared import Table
from application.tables.handing_out import NothingSince, hand_out
from application.tables.on_record import put_on_record
from application.viewpoint import Viewpoint
from domain.access import Role
from tests.peopled import A_WHOLE_DISTRICT, MovableClock, settle

EARLIER, DAY = date(2022, 1, 7), date(2022, 1, 14)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def office(
    database: str, clock: MovableClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_office(database, clock=clock) as opened:
        settle(A_WHOLE_DISTRICT, opened.log, clock)
        clock.stands_at = clock.stands_at.replace(month=2)
        opened.catch_up()
        yield opened


def written(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_the_same_day_is_the_same_bytes_whatever_has_happened_since(
    office: Office, tmp_path: Path
) -> None:
    for since in (None, EARLIER):
        first = hand_out(office, tmp_path / "first", DAY, since)
        put_on_record(office, "tester", Role.DISTRICT, first.what, first.rows, office.viewpoint())
        office.catch_up()
        again = hand_out(office, tmp_path / "again", DAY, since)
        assert written(first.folder) == written(again.folder)
        assert len(written(first.folder)) == len(TABLES) + 3
        assert first.folder.name == again.folder.name


def test_a_manifest_says_of_which_books_and_which_day_it_is(office: Office, tmp_path: Path) -> None:
    manifest = hand_out(office, tmp_path, EARLIER).manifest
    end = "2022-01-07T23:59:59.999999+08:00"
    assert (manifest.as_of, manifest.known_at) == (end, end)
    assert (manifest.source, manifest.closed, manifest.since) == (office.events.source, True, None)
    assert manifest.position == max(at for at, recorded in _positions(office) if recorded <= end)
    assert 0 < manifest.position < office.log.head()


def _positions(office: Office) -> list[tuple[int, str]]:
    page = office.events.feed.page(0, 10_000, office.viewpoint().scope)
    return [
        (each.recorded.position, each.recorded.recorded_at.isoformat(timespec="microseconds"))
        for each in page.events
    ]


def test_a_day_that_is_not_over_stands_in_for_no_other(
    office: Office, clock: MovableClock, tmp_path: Path
) -> None:
    clock.stands_at = clock.stands_at.replace(month=1, day=14)
    early = hand_out(office, tmp_path, DAY)
    assert (early.folder.name, early.manifest.closed) == ("2022-01-14-full-unfinished", False)
    clock.stands_at = clock.stands_at.replace(day=15)
    assert hand_out(office, tmp_path, DAY).manifest.closed


def test_a_day_is_written_once(office: Office, tmp_path: Path) -> None:
    hand_out(office, tmp_path, DAY)
    with pytest.raises(TablesAlreadyThere):
        hand_out(office, tmp_path, DAY)


def test_changes_are_since_an_earlier_day(office: Office, tmp_path: Path) -> None:
    for since in (DAY, date(2022, 1, 15)):
        with pytest.raises(NothingSince):
            hand_out(office, tmp_path, DAY, since)
    assert not list(tmp_path.glob("2022*"))


@dataclass
class Counting:
    """Rows without end, of which it is counted how many are asked for at once."""

    real: TableRows
    most: int = 0

    def page(
        self, table: Table, at: Viewpoint, *, after: str = "", limit: int = 1000
    ) -> Sequence[Row]:
        """Give a page, and remember its length."""
        found = self.real.page(table, at, after=after, limit=limit)
        self.most = max(self.most, len(found))
        return found


def test_a_page_at_a_time_is_held(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = hand_out(office, tmp_path / "whole", DAY)
    monkeypatch.setattr(changing, "PAGE", 2)
    counting = Counting(office.table_rows)
    by_two = hand_out(replace(office, table_rows=counting), tmp_path / "by two", DAY)
    assert written(whole.folder) == written(by_two.folder)
    assert counting.most == 2


class Refusing(AccessRecord):
    """A record in which nothing can be written."""

    def exported(self, exported: Exported, command_id: str) -> None:
        """Fail as a full disk does."""
        del exported, command_id
        raise OSError(28, "No space left on device")


def test_a_record_that_cannot_be_written_is_noted_and_fails_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    refusing = Refusing(office.log, None, StandingClock(office.clock.now()))  # pyright: ignore[reportArgumentType] - it never looks
    put_on_record(
        replace(office, access=refusing), "x", Role.DISTRICT, "tables", 1, office.viewpoint()
    )
    assert [getattr(each, "event", None) for each in caplog.records] == ["export-not-recorded"]
