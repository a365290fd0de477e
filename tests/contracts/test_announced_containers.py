"""What every `AnnouncedContainers` keeps to, whatever it looks things up in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.clock import StandingClock
from adapters.wiring import open_office
from application.office import Office
from application.ports.announced_containers import AnnouncedContainers
from domain.identifiers import ContainerId, ManifestNumber
from tests.import_desk import NOW, Desk, open_desk
from tests.small_ledger import ADSORBER, NUMBER, firm, manifest, swap

FILL = swap("2022-02-01 09:00", 0, 2000)
SWAP = swap("2022-09-01 10:00", 2100, 2000, manifest=NUMBER)
CONTAINER = ContainerId(f"C-{ADSORBER}-202209011000")


@dataclass(frozen=True)
class AfterCatchingUp:
    """The office's view, read when its follower has read what there is."""

    office: Office

    def containers_announced(self, number: ManifestNumber) -> Sequence[ContainerId]:
        self.office.catch_up()
        return self.office.announced.containers_announced(number)


@pytest.fixture(params=["in the log", "in SQL"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "in the log":
        yield open_desk(tmp_path)
        return
    with open_office(f"sqlite:///{tmp_path / 'books.db'}", clock=StandingClock(NOW)) as office:
        yield Desk(office.log, office.vault, AfterCatchingUp(office))


@pytest.fixture
def announced(desk: Desk) -> AnnouncedContainers:
    return desk.announced


def test_nobody_has_announced_anything_for_an_unheard_of_manifest(
    announced: AnnouncedContainers,
) -> None:
    assert list(announced.containers_announced(NUMBER)) == []


def test_a_container_is_announced_by_the_manifest_named_when_it_was_filled(
    desk: Desk, announced: AnnouncedContainers
) -> None:
    desk.take(firm(FILL, SWAP))
    assert list(announced.containers_announced(NUMBER)) == [CONTAINER]
    assert list(announced.containers_announced(ManifestNumber("20223304120002"))) == []


def test_a_container_stays_announced_when_it_has_left(
    desk: Desk, announced: AnnouncedContainers
) -> None:
    desk.take(firm(FILL, SWAP, manifest()))
    assert list(announced.containers_announced(NUMBER)) == [CONTAINER]
