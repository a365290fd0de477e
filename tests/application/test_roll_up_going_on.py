"""A roll-up that goes on remembers what is settled, and records what one that begins anew does."""

from pathlib import Path

import pytest

from application.roll_up import RollUp, roll_up_due
from domain.charge_course import OperationRecorded
from domain.identifiers import DeviceId
from domain.occurred import Occurred
from tests.watched_plant import (
    BED_1,
    BED_2,
    NEXT_1,
    NEXT_2,
    installation,
    watched_plant,
)


def test_a_roll_up_that_goes_on_records_what_one_that_begins_every_day_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    told = [lived_with(f"sqlite:///{tmp_path / name}.sqlite", name) for name in ("on", "anew")]
    assert told[0] == told[1]
    # Of each bed three days before the swap is entered, and six from the swap on after it.
    assert len(told[0]) == 18


def lived_with(database: str, name: str) -> list[tuple[str, object]]:
    """A week with silent days, late readings, a swap and an instrument entered afterwards."""
    with watched_plant(database) as plant:
        going_on = RollUp(plant.office)

        def roll_up() -> None:
            going_on() if name == "on" else roll_up_due(plant.office)

        plant.read("2026-03-01 09:00")
        for morning in ("2026-03-02 01:00", "2026-03-03 01:00", "2026-03-04 01:00"):
            plant.at(morning)
            roll_up()
        plant.read("2026-03-02 09:00", hours=9)
        plant.swap("2026-03-02 15:00")
        plant.at("2026-03-05 01:00")
        roll_up()
        plant.tell(installation(1, Occurred("2026-03-03T08:30:00+08:00")), DeviceId("BED-1"))
        for morning in ("2026-03-06 01:00", "2026-03-07 01:00", "2026-03-08 01:00"):
            plant.at(morning)
            roll_up()
        return [
            (each, fact)
            for each in (BED_1, BED_2, NEXT_1, NEXT_2)
            for fact in plant.facts(f"charge:{each}")
            if isinstance(fact, OperationRecorded)
        ]
