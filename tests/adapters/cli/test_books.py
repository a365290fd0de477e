"""Which books a command opens, and how a typed time is read."""

from pathlib import Path

import pytest

from adapters.cli.asking import moment_typed
from adapters.cli.books import Books, TwoBooks, chosen
from domain.occurred import Occurred, UnreadableTime


def test_the_data_folder_is_where_the_books_lie_by_default() -> None:
    assert chosen(None, demo=False, environment={}) == Books("sqlite:///data/carbon.sqlite", False)


def test_the_data_folder_can_be_set_by_the_environment() -> None:
    books = chosen(None, demo=False, environment={"TANGUANJIA_DATA": "/srv/carbon"})
    assert books.url == "sqlite:////srv/carbon/carbon.sqlite"
    assert books.file == Path("/srv/carbon/carbon.sqlite")


def test_an_option_goes_before_the_environment() -> None:
    environment = {"TANGUANJIA_DATABASE_URL": "postgresql://a@b/c"}
    assert chosen(None, demo=False, environment=environment).url == "postgresql://a@b/c"
    assert chosen("x.sqlite", demo=False, environment=environment).url == "sqlite:///x.sqlite"


def test_the_demo_lies_in_its_own_file_whatever_the_environment_says() -> None:
    environment = {"TANGUANJIA_DATABASE_URL": "postgresql://a@b/c", "TANGUANJIA_DATA": "/srv"}
    books = chosen(None, demo=True, environment=environment)
    assert books == Books("sqlite:////srv/demo.sqlite", True)


def test_the_demo_cannot_be_put_elsewhere() -> None:
    with pytest.raises(TwoBooks):
        chosen("x.sqlite", demo=True, environment={})


def test_books_elsewhere_are_no_file() -> None:
    assert chosen("postgresql://a@b/c", demo=False, environment={}).file is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2022-11-24", "2022-11-24"),
        ("2022-11-24 11:27", "2022-11-24T11:27:00+08:00"),
        ("2022-11-24T11:27:30+08:00", "2022-11-24T11:27:30+08:00"),
        ("2022-11-24T03:27:00Z", "2022-11-24T11:27:00+08:00"),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert moment_typed(typed) == Occurred(read)


@pytest.mark.parametrize("typed", ["", "昨天", "2022-13-01", "2022-11-24 25:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableTime):
        moment_typed(typed)
