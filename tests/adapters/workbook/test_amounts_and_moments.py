"""However a value is spelled, it reads the same."""

from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.workbook import amounts, moments
from adapters.workbook.grid import Cell
from adapters.workbook.told import Illegible
from domain.occurred import SHANGHAI, Occurred

FULL_WIDTH = str.maketrans("0123456789.,-:/", "０１２３４５６７８９．，－：／")
MIDNIGHT = datetime(2022, 9, 3)  # noqa: DTZ001 - a cell knows no zone
WHOLE_GRAMS = st.integers(min_value=0, max_value=999_999_999)
MINUTES = st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2099, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0)
)


def spellings(mass_g: int) -> list[str]:
    """Ways to write one weight into a column of kilograms."""
    kg, tonnes = Decimal(mass_g) / 1000, Decimal(mass_g) / 1_000_000
    return [
        f"{kg:f}",
        f"{kg:,f}",
        f" {kg:f} kg ",
        f"{kg:f}公斤",
        f"{kg:f}千克",
        f"{kg:f}ＫＧ",
        f"{tonnes:f}t",
        f"{tonnes:f}吨",
        f"{tonnes:f} T",
        f"{mass_g}g",
        f"{kg:,f}".replace(",", " "),
    ]


@given(WHOLE_GRAMS, st.data())
def test_any_spelling_of_a_weight_reads_the_same(mass_g: int, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(spellings(mass_g)))
    wide = data.draw(st.sampled_from([text, text.translate(FULL_WIDTH)]))
    assert amounts.weight(wide, "kg").value == mass_g
    assert amounts.weight(f"约{wide}", "kg") == amounts.weight(f"{wide}左右", "kg")
    assert amounts.weight(f"约{wide}", "kg").approximate


@given(WHOLE_GRAMS)
def test_a_bare_number_is_in_the_unit_of_its_heading(mass_g: int) -> None:
    tonnes = Decimal(mass_g) / 1_000_000
    assert amounts.weight(f"{tonnes:f}", "吨").value == mass_g
    assert amounts.weight(float(tonnes), "t").value == mass_g
    assert amounts.weight(mass_g, None).value == mass_g * 1000


@pytest.mark.parametrize(
    ("cell", "mass_g"),
    [
        ("1.2t", 1_200_000),
        ("1.2吨", 1_200_000),
        ("1,200", 1_200_000),
        ("１，２００", 1_200_000),
        ("1200", 1_200_000),
        (1200, 1_200_000),
        (1200.0, 1_200_000),
        ("1200kg", 1_200_000),
        ("1200公斤", 1_200_000),
        ("-300", -300_000),
        ("－300", -300_000),
        ("０", 0),
    ],
)
def test_weights_as_offices_write_them(cell: Cell, mass_g: int) -> None:
    assert amounts.weight(cell, "kg").value == mass_g


NO_WEIGHTS: list[Cell] = ["一吨", "1,2t", "12 34", "1-2吨", "5箱", "=1+1", "1.2.3", "1e5", "#REF!"]
NO_NUMBERS: list[Cell] = ["9" * 40, True, float("nan"), float("inf"), 1e300, MIDNIGHT]


@pytest.mark.parametrize("cell", [*NO_WEIGHTS, *NO_NUMBERS])
def test_what_is_no_weight_is_never_guessed(cell: Cell) -> None:
    with pytest.raises(Illegible):
        amounts.weight(cell, "kg")


@given(st.text(max_size=12))
def test_no_text_whatever_breaks_the_reading_of_a_cell(text: str) -> None:
    for read in (amounts.number, amounts.fen, amounts.count, moments.moment, moments.day):
        with suppress(Illegible):
            read(text)
    with suppress(Illegible):
        amounts.weight(text, "kg")


def dates(moment: datetime) -> list[str]:
    """Ways to write one date."""
    y, m, d = moment.year, moment.month, moment.day
    plain = [f"{y}{sep}{m}{sep}{d}" for sep in ("-", "/", ".")]
    padded = [f"{y}{sep}{m:02}{sep}{d:02}" for sep in ("-", "/", ".")]
    return [*plain, *padded, f"{y}年{m}月{d}日", f"{y} 年 {m} 月 {d} 日", f"{y}年{m}月{d}号"]


def times(moment: datetime) -> list[str]:
    """Ways to write one time of day."""
    h, m = moment.hour, moment.minute
    half, twelve = ("下午", h - 12) if h > 12 else ("", h)
    return [
        f"{h}:{m:02}",
        f"{h:02}:{m:02}:00",
        f"{h}时{m}分",
        f"{h}点{m}分",
        f"{half}{twelve}:{m:02}",
    ]


def serial(moment: datetime) -> float:
    """The number of days by which Excel knows a moment."""
    return (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001


@given(MINUTES, st.data())
def test_any_spelling_of_a_date_reads_the_same(moment: datetime, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*dates(moment), f"{moment:%Y%m%d}"]))
    wide = data.draw(st.sampled_from([text, text.translate(FULL_WIDTH), f" {text} "]))
    day = Occurred.on(moment.date())
    assert moments.day(wide).value == day
    assert moments.day(moment).value == day
    assert moments.day(serial(moment)).value == day
    assert moments.day(int(f"{moment:%Y%m%d}")).value == day


@given(MINUTES, st.data())
def test_any_spelling_of_a_moment_reads_the_same(moment: datetime, data: st.DataObject) -> None:
    date_text = data.draw(st.sampled_from(dates(moment)))
    text = f"{date_text} {data.draw(st.sampled_from(times(moment)))}"
    at = Occurred.at(moment.replace(tzinfo=SHANGHAI))
    known = at if moment.hour or moment.minute else Occurred.on(moment.date())
    assert moments.moment(text).value == known
    assert moments.moment(text.translate(FULL_WIDTH)).value == known
    assert moments.moment(moment).value == known
    assert moments.moment(serial(moment)).value == known
    assert moments.moment(str(at)).value == known


NO_DATES: list[Cell] = ["9月3日", "22.9.3", "2022.13.1", "2022.2.30", "2022", "明天", "3.9.2022"]
NOT_IN_OUR_TIME: list[Cell] = [2022, 12.5, True, "1022-09-03", "2022-09-03 25:00", 99_999_999]


@pytest.mark.parametrize("cell", [*NO_DATES, *NOT_IN_OUR_TIME])
def test_what_is_no_date_is_never_guessed(cell: Cell) -> None:
    with pytest.raises(Illegible):
        moments.moment(cell)


def test_a_time_known_only_as_a_date_stays_a_date() -> None:
    assert moments.moment("2022.9.3").value == Occurred("2022-09-03")
    assert moments.moment(MIDNIGHT).value == Occurred("2022-09-03")


def test_only_an_unusual_spelling_is_remarked_on() -> None:
    assert amounts.weight("600", "kg").plain
    assert amounts.weight(600, "kg").plain
    assert moments.moment("2022-09-03 10:30").plain
    assert not amounts.weight("６００", "kg").plain
    assert not amounts.weight("0.6t", "kg").plain
    assert not moments.moment("2022.9.3").plain


def test_prices_are_exact_to_the_fen() -> None:
    assert amounts.fen(5.5).value == 550
    assert amounts.fen("8,200元").value == 820_000
    with pytest.raises(Illegible):
        amounts.fen("0.005")
