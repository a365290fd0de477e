"""A back-up taken while everybody writes is the books of one moment, and can be restored."""

from pathlib import Path
from tempfile import mkdtemp

import pytest

from adapters.wiring import check_backup, open_office
from tests.faults.conftest import NewBooks
from tests.faults.office_books import Books
from tests.faults.writers import at_work, check_whole, furnish
from tests.restoring import restored

WRITERS = 3


def _secret(books: Books) -> Path:
    with open_office(books.url) as office:
        return office.look_around("").secret


@pytest.mark.fault
def test_a_back_up_taken_under_load_is_whole_and_every_command_in_it_is(
    new_books: NewBooks,
    engine: str,
    tmp_path: Path,
    repetitions: int,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    server = request.getfixturevalue("postgres") if engine == "postgresql" else None
    with new_books() as books:
        furnish(books, WRITERS)
        with at_work(books, WRITERS, Path(mkdtemp(dir=tmp_path))) as writers:
            files = [tmp_path / f"backup-{n}" for n in range(max(1, repetitions // 20))]
            for file in files:
                writers.wait_for_more()
                before = set(writers.acknowledged())
                done = books.tell(books.command("backup", file))
                assert done.returncode == 0, done.stderr
                file.with_suffix(".before").write_text("\n".join(before))
            writers.wait_for_more()
            assert writers.stop() == [0] * WRITERS
        everything, secret = books.written(), _secret(books)
        for number, file in enumerate(files):
            manifest = check_backup(file)
            folder = tmp_path / f"restored-{number}"
            with restored(file, secret, folder, server) as url, monkeypatch.context() as elsewhere:
                elsewhere.setenv("TANGUANJIA_DATA", str(folder))
                again = Books(url)
                written = again.written()
                assert written == everything[: len(written)]
                check_whole(written)
                again.check()
                assert set(file.with_suffix(".before").read_text().split()) <= again.commands()
                with open_office(url) as office:
                    assert office.log.head() == manifest.head
                assert again.tell(again.command("verify")).returncode == 0
