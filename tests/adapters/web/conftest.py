"""The demo district behind the read API, and a small district whose clock can be moved."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from litestar.testing import TestClient

from adapters.web.app import create_app
from adapters.web.doorway import Doorway
from adapters.web.limits import Limits
from adapters.wiring import open_demo, open_office
from application.demonstration import WORKBOOK
from application.office import Office
from domain.occurred import SHANGHAI
from tests.demo_books import copied

HERE = "http://127.0.0.1:8000"

Client = TestClient[Doorway]


@dataclass
class MovableClock:
    """A clock that a test sets."""

    stands_at: datetime = field(default=datetime(2022, 11, 1, 9, 0, tzinfo=SHANGHAI))

    def now(self) -> datetime:
        """Tell the time it was set to."""
        return self.stands_at


@pytest.fixture(scope="session")
def demo_office(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    """The demo district; nobody writes to it."""
    folder = copied(loaded, tmp_path_factory.mktemp("read"))
    with open_demo(f"sqlite:///{folder / 'demo.sqlite'}") as office:
        yield office


@pytest.fixture(scope="session")
def client(demo_office: Office) -> Generator[Client]:
    """Somebody on this machine who reads the demo."""
    # A stream ends when it has told what is there, or a test would never have heard it.
    app = create_app(demo_office, demo=WORKBOOK, limits=Limits(stream_s=0.01))
    with TestClient(app, base_url=HERE) as opened:
        yield opened


@pytest.fixture(scope="session")
def copied_office(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    """The demo district once more, for whoever takes copies: each goes on record."""
    folder = copied(loaded, tmp_path_factory.mktemp("copied"))
    with open_demo(f"sqlite:///{folder / 'demo.sqlite'}") as office:
        yield office


@pytest.fixture(scope="session")
def taker(copied_office: Office) -> Generator[Client]:
    """Somebody on this machine who takes copies of it."""
    with TestClient(create_app(copied_office, demo=WORKBOOK), base_url=HERE) as opened:
        yield opened


@pytest.fixture
def clock() -> MovableClock:
    """A clock that stands on the morning of 2022-11-01 until it is set."""
    return MovableClock()


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of the test's own: the secret of a database elsewhere is kept there."""
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))


@pytest.fixture
def office(database: str, clock: MovableClock, own_folder: None) -> Generator[Office]:
    """Empty books on each engine."""
    del own_folder
    with open_office(database, clock=clock) as opened:
        yield opened


@pytest.fixture
def reader(office: Office) -> Generator[Client]:
    """Somebody on this machine who reads the small district."""
    with TestClient(create_app(office), base_url=HERE) as opened:
        yield opened
