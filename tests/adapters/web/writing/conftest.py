"""A district that is empty until somebody records something, on the evening of 2022-11-30."""

import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from litestar.testing import TestClient

from adapters.web import porter
from adapters.web.app import create_app
from adapters.web.limits import Limits
from adapters.wiring import open_office
from application.demonstration import WORKBOOK
from application.following import followed
from application.office import Office
from domain.access import Caller
from domain.occurred import SHANGHAI
from tests.adapters.web.conftest import HERE, MovableClock
from tests.adapters.web.writing.scribe import Scribe

EVENING = datetime(2022, 11, 30, 18, 0, tzinfo=SHANGHAI)
PLENTY = Limits(writes_per_s=10_000, writes_at_once=10_000)

Acting = Callable[[Caller], None]


@contextmanager
def served(office: Office, limits: Limits = PLENTY) -> Generator[Scribe]:
    """Serve an office, with its views following."""
    app = create_app(office, demo=WORKBOOK, limits=limits)
    with followed(office), TestClient(app, base_url=HERE) as client:
        yield Scribe(office, client)


@pytest.fixture
def evening() -> MovableClock:
    """A clock that stands on the evening of 2022-11-30 until it is set."""
    return MovableClock(EVENING)


@pytest.fixture
def scribe(laid_out: Path, tmp_path: Path, evening: MovableClock) -> Generator[Scribe]:
    """Somebody who records in empty books."""
    url = f"sqlite:///{shutil.copy(laid_out, tmp_path / 'books.sqlite')}"
    with open_office(url, clock=evening) as office, served(office) as opened:
        yield opened


@pytest.fixture
def scribe_on_each_engine(
    database: str, evening: MovableClock, own_folder: None
) -> Generator[Scribe]:
    """Somebody who records in empty books on each engine."""
    del own_folder
    with open_office(database, clock=evening) as office, served(office) as opened:
        yield opened


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Generator[Scribe]:
    """Books in which the story has been told up to the swap; tests that are refused share them."""
    url = f"sqlite:///{tmp_path_factory.mktemp('told') / 'books.sqlite'}"
    with ExitStack() as stack:
        office = stack.enter_context(open_office(url, clock=MovableClock(EVENING)))
        opened = stack.enter_context(served(office))
        opened.tell_until("swap_carbon")
        yield opened


@pytest.fixture
def acting_as(monkeypatch: pytest.MonkeyPatch) -> Acting:
    """Let whoever asks be somebody else."""

    def act(caller: Caller) -> None:
        monkeypatch.setattr(porter, "AT_THIS_MACHINE", caller)

    return act
