"""Followers are killed, compete, and meet facts they cannot digest: each fact counts once."""

import json
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from application.view import View
from tests.faults.conftest import NewBooks
from tests.faults.followers import begin_again, follow, lags, slip_in
from tests.faults.processes import ended, killed, started

ODD = Path(__file__).parents[1] / "golden" / "charge-corrected.v1.json"


@pytest.mark.fault
def test_killed_and_competing_followers_fold_every_fact_exactly_once(
    new_books: NewBooks, year_book: Path, repetitions: int
) -> None:
    chance = Random(2022)  # noqa: S311 - nothing secret about when a process dies
    with new_books() as books:
        books.take(year_book)
        begin_again(books)
        began = monotonic()
        assert ended(started(follow, books.url)) == [0]
        alone_s = monotonic() - began
        assert set(lags(books).values()) == {0}
        broken_off = 0
        for _ in range(repetitions):
            begin_again(books)
            follower = started(follow, books.url)
            # Somewhere before the end, also on a machine that has become faster meanwhile.
            sleep(chance.uniform(0, alone_s / 2))
            killed(follower)
            broken_off += any(lags(books).values())
            rivals = [started(follow, books.url) for _ in range(2)]
            assert ended(*rivals) == [0, 0]
            assert set(lags(books).values()) == {0}
            books.check()
        assert broken_off


@pytest.mark.fault
def test_a_fact_that_one_view_cannot_digest_stops_that_view_alone_and_doctor_says_where_and_why(
    new_books: NewBooks, year_book: Path
) -> None:
    with new_books() as books:
        books.take(year_book)
        slip_in(books, "charge:NOBODY", ODD)
        assert books.tell(books.command("verify")).returncode == 1
        doctor = books.tell(books.command("doctor", "--json"))
        assert (doctor.returncode, doctor.stderr) == (1, "")
        (red,) = [light for light in json.loads(doctor.stdout)["lights"] if not light["green"]]
        where = max(lags(books), key=lags(books).__getitem__)
        assert red["name"] == f"follower-{where}"
        assert " charge-corrected.v1: ValueError" in red["found"]
        again = f"projections retry {where}"
        assert f"停在某条事实上时, 请升级程序, 再运行 tanguanjia {again}" in red["advice_zh"]
        assert f"where it stopped at a fact, upgrade and run tanguanjia {again}" in red["advice_en"]
        retried = books.tell(books.command("projections", "retry", where))
        assert (retried.returncode, "charge-corrected.v1" in retried.stdout) == (1, True)
        assert sorted(lags(books).values()) == [0] * (len(View) - 1) + [1]
