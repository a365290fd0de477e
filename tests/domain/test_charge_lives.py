"""Every day on which a bed had carbon belongs to one charge."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.beds import BedChange, Change
from domain.charge_lives import ChargeLife, charge_lives, charges_on
from domain.identifiers import ChargeId
from domain.occurred import Occurred

ONE, TWO, THREE = (ChargeId(f"TADF100001-1-{n}") for n in (1, 2, 3))


def change(when: str, ended: ChargeId | None, started: ChargeId | None) -> Change:
    key = Occurred(when if len(when) == len("2026-03-01") else f"{when.replace(' ', 'T')}:00+08:00")
    return Change(key, key, (BedChange(1, ended, 1, started, 1),), 1, 1, None)


filled = change("2026-03-01 08:00", None, ONE)
swapped = change("2026-03-10 15:00", ONE, TWO)
emptied = change("2026-03-20 15:00", TWO, None)


def test_the_day_of_a_swap_is_the_new_charges_and_that_of_a_removal_the_old_ones() -> None:
    assert charge_lives([filled, swapped, emptied]) == [
        ChargeLife(ONE, 1, date(2026, 3, 1), date(2026, 3, 9)),
        ChargeLife(TWO, 1, date(2026, 3, 10), date(2026, 3, 20)),
    ]


def test_a_bed_that_is_emptied_and_filled_on_one_day_has_its_new_charge_then() -> None:
    refilled = change("2026-03-20 17:00", None, THREE)
    lives = charge_lives([filled, swapped, emptied, refilled])
    assert charges_on(lives, date(2026, 3, 19)) == {1: TWO}
    assert charges_on(lives, date(2026, 3, 20)) == {1: THREE}


def test_a_charge_without_a_day_of_its_own_is_left_out() -> None:
    same_day = change("2026-03-01 15:00", ONE, TWO)
    assert charge_lives([filled, same_day]) == [ChargeLife(TWO, 1, date(2026, 3, 1))]


def test_a_period_is_cut_to_the_life_of_a_charge() -> None:
    life = ChargeLife(ONE, 1, date(2026, 3, 5), date(2026, 3, 9))
    assert life.within(date(2026, 3, 1), None) == (date(2026, 3, 5), date(2026, 3, 9))
    assert life.within(date(2026, 3, 6), date(2026, 3, 7)) == (date(2026, 3, 6), date(2026, 3, 7))
    assert life.within(date(2026, 3, 10), None) is None
    running = ChargeLife(ONE, 1, date(2026, 3, 5))
    assert running.within(date(2026, 3, 1), None) == (date(2026, 3, 5), None)
    assert running.within(date(2026, 3, 1), date(2026, 3, 4)) is None


@given(st.integers(1, 31), st.integers(1, 31))
def test_the_days_of_a_period_are_those_that_a_charge_has(first: int, last: int) -> None:
    march = [date(2026, 3, day) for day in range(1, 32)]
    over = ChargeLife(ONE, 1, date(2026, 3, 5), date(2026, 3, 9))
    for life in (over, ChargeLife(ONE, 1, date(2026, 3, 20))):
        days = [day for day in march if first <= day.day <= last and life.has(day)]
        assert life.days(date(2026, 3, first), date(2026, 3, last)) == days


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6, unique=True).map(sorted))
def test_each_day_since_the_first_fill_belongs_to_the_last_charge_begun(days: list[int]) -> None:
    moments = [f"2026-03-{day // 2 + 1:02d} {8 + day % 2 * 6:02d}:00" for day in days]
    charges = [ChargeId(f"TADF100001-1-{n}") for n in range(1, len(days) + 1)]
    changes = [
        change(moment, charges[place - 1] if place else None, charges[place])
        for place, moment in enumerate(moments)
    ]
    lives = charge_lives(changes)
    for day in range(31):
        begun = [charge for at, charge in zip(days, charges, strict=True) if at // 2 <= day]
        assert charges_on(lives, date(2026, 3, day + 1)) == ({1: begun[-1]} if begun else {})
