"""Books for processes to write in, new ones as often as a test tries its luck."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests import servers
from tests.databases import empty_database
from tests.faults.office_books import Books, Written
from tests.faults.year_book import write_year_book

NewBooks = Callable[[], AbstractContextManager[Books]]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each kind of database."""
    return request.param


@pytest.fixture(autouse=True)
def office_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this process and of those it starts; nothing of the person's is used."""
    for name in ("TANGUANJIA_DATABASE_URL", "TANGUANJIA_RABBITMQ", "TANGUANJIA_TRACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    monkeypatch.setenv("USER", "tester")
    return tmp_path


@pytest.fixture
def new_books(engine: str, office_folder: Path, request: pytest.FixtureRequest) -> NewBooks:
    """Lay out an empty database, gone after the block."""

    @contextmanager
    def books() -> Generator[Books]:
        if engine == "sqlite":
            yield Books(f"sqlite:///{mkdtemp(dir=office_folder)}/books.db")
        else:
            with empty_database(request.getfixturevalue("postgres")) as url:
                yield Books(url)

    return books


@pytest.fixture(scope="session")
def year_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose import takes a moment."""
    return write_year_book(tmp_path_factory.mktemp("year-book") / "台账.xlsx")


@pytest.fixture(scope="session")
def undisturbed(year_book: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Written]:
    """What an import of the workbook comes to if nothing goes wrong."""
    books = Books(f"sqlite:///{tmp_path_factory.mktemp('undisturbed')}/books.db")
    books.take(year_book)
    return books.written()


@pytest.fixture(scope="module")
def own_server() -> Generator[servers.PostgresServer]:
    """A PostgreSQL that the test may take down."""
    programs = servers.installed_programs()
    if programs is None and servers.nothing_may_be_left_out():
        pytest.fail(servers.LEFT_OUT)
    if programs is None:
        pytest.skip(servers.LEFT_OUT)
    with servers.own_postgres(programs) as running:
        yield running
