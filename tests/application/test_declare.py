"""A declaration goes to every charge that it is about, each with its part."""

from collections.abc import Generator
from pathlib import Path

import pytest

from application.declarations import declarations
from application.declare import NothingAtWork, declare
from domain.adsorber import UnknownAdsorber
from domain.beds import NoSuchBed
from domain.charge_course import (
    DeclaredFact,
    ElectricityRead,
    MaterialsUsed,
    OperationDeclared,
    ShutdownDeclared,
)
from domain.charge_declaring import Declared, PeriodEndsBeforeItStarts
from domain.identifiers import AdsorberId, ChargeId
from domain.occurred import Occurred
from domain.operation import DeclaredOperation, Electricity, Materials, Shutdown
from tests.watched_plant import BED_1, BED_2, NEXT_1, NEXT_2, PLANT, WatchedPlant, watched_plant

FIRST, NINTH, TENTH = Occurred("2026-03-01"), Occurred("2026-03-09"), Occurred("2026-03-10")
FOURTEENTH = Occurred("2026-03-14")


@pytest.fixture
def plant(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[WatchedPlant]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with watched_plant(database, installed=False) as opened:
        yield opened


def tell(
    plant: WatchedPlant, declared: Declared, *, since: Occurred = FIRST, bed: int | None = None
) -> None:
    plant.perform(declare(PLANT, bed, since, declared))


def told(plant: WatchedPlant, charge: ChargeId) -> list[DeclaredFact]:
    return list(plant.course(charge).declared.values())


def test_what_is_told_of_all_beds_is_shared_by_their_required_fill(plant: WatchedPlant) -> None:
    tell(plant, DeclaredOperation(TENTH, 8.0, 9_001.0, 80.0))
    share = OperationDeclared(FIRST, DeclaredOperation(TENTH, 8.0, 4_500.5, 80.0))
    assert told(plant, BED_1) == told(plant, BED_2) == [share]


def test_what_is_told_of_one_bed_is_that_beds(plant: WatchedPlant) -> None:
    said = DeclaredOperation(TENTH, 8.0, 9_000.0, None)
    tell(plant, said, bed=2)
    assert (told(plant, BED_1), told(plant, BED_2)) == ([], [OperationDeclared(FIRST, said)])


def test_a_period_that_spans_a_swap_is_divided_and_material_goes_by_days(
    plant: WatchedPlant,
) -> None:
    plant.at("2026-03-20 09:00")
    plant.swap("2026-03-10 15:00")
    tell(plant, Materials(FOURTEENTH, "稀释剂", 28_001, 90.0))
    # Nine days of the first charges and five of the next, and each bed a half; all of it is there.
    parts = {
        BED_1: (FIRST, NINTH, 9_001),
        BED_2: (FIRST, NINTH, 9_000),
        NEXT_1: (TENTH, FOURTEENTH, 5_000),
        NEXT_2: (TENTH, FOURTEENTH, 5_000),
    }
    found = {charge: told(plant, charge) for charge in parts}
    assert sum(used_g for *_, used_g in parts.values()) == 28_001
    assert found == {
        charge: [MaterialsUsed(since, Materials(until, "稀释剂", used_g, 90.0))]
        for charge, (since, until, used_g) in parts.items()
    }


def test_a_shutdown_without_an_end_stays_open_for_the_charge_that_runs(
    plant: WatchedPlant,
) -> None:
    plant.at("2026-03-20 09:00")
    plant.swap("2026-03-10 15:00")
    tell(plant, Shutdown(None, "停产"))
    assert told(plant, BED_1) == [ShutdownDeclared(FIRST, Shutdown(NINTH, "停产"))]
    assert told(plant, NEXT_1) == [ShutdownDeclared(TENTH, Shutdown(None, "停产"))]


def test_a_meter_is_read_for_the_charges_of_that_day(plant: WatchedPlant) -> None:
    plant.at("2026-03-20 09:00")
    plant.swap("2026-03-10 15:00")
    noon = Occurred("2026-03-10T12:00:00+08:00")
    tell(plant, Electricity("风机电表", 500.0), since=noon)
    assert (told(plant, BED_1), told(plant, NEXT_1)) == (
        [],
        [ElectricityRead(noon, Electricity("风机电表", 500.0))],
    )


def test_where_no_carbon_was_at_work_nothing_is_declared(plant: WatchedPlant) -> None:
    february = Occurred("2026-02-01")
    with pytest.raises(NothingAtWork):
        tell(plant, DeclaredOperation(Occurred("2026-02-20"), 8.0, None, None), since=february)
    with pytest.raises(PeriodEndsBeforeItStarts):
        tell(plant, DeclaredOperation(february, 8.0, None, None))
    with pytest.raises(NoSuchBed):
        tell(plant, Electricity("风机电表", 1.0), bed=3)
    with pytest.raises(UnknownAdsorber):
        plant.perform(declare(AdsorberId("TADF999999"), None, FIRST, Electricity("电表", 1.0)))


def test_they_are_read_again_as_of_then_and_as_known_then(plant: WatchedPlant) -> None:
    plant.at("2026-03-11 09:00")
    tell(plant, DeclaredOperation(TENTH, 8.0, None, None))
    plant.at("2026-03-12 09:00")
    tell(plant, DeclaredOperation(TENTH, 9.0, None, None))
    log = plant.office.log

    def hours(**viewpoint: str) -> list[object]:
        found = declarations(log, PLANT, plant.office.viewpoint(**viewpoint), bed=1)
        return [fact.declared for each in found for fact in each.declared]

    assert hours() == [DeclaredOperation(TENTH, 9.0, None, None)]
    assert hours(known_at="2026-03-11") == [DeclaredOperation(TENTH, 8.0, None, None)]
    assert hours(as_of="2026-02-28") == []
    assert declarations(log, AdsorberId("TADF999999"), plant.office.viewpoint()) == []
