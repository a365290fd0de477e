"""`tanguanjia import` is killed at any moment: what it said is recorded is, and all of it."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import NewBooks
from tests.faults.office_books import Books, Written
from tests.faults.watched import watch


def check_cut(books: Books, undisturbed: Sequence[Written], recorded: float) -> None:
    """What is there is what an undisturbed import writes first, up to the end of some command."""
    written = books.written()
    upto = len(written)
    assert written == undisturbed[:upto]
    begun = {each.command_id for each in written}
    assert begun.isdisjoint(each.command_id for each in undisturbed[upto:])
    assert begun == books.commands()
    assert len(begun) >= recorded * len({each.command_id for each in undisturbed})


@pytest.mark.fault
def test_an_import_that_was_killed_has_kept_all_it_acknowledged_and_the_next_completes_it(
    new_books: NewBooks, year_book: Path, undisturbed: list[Written], repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    with new_books() as books:
        alone = watch(books.importing(year_book))
        assert books.written() == undisturbed
    for _ in range(repetitions):
        with new_books() as books:
            seen = watch(books.importing(year_book), chance.uniform(0, 0.6 * alone.lasted_s))
            check_cut(books, undisturbed, seen.recorded)
            books.check()
            books.take(year_book)
            assert books.written() == undisturbed
            books.check()
