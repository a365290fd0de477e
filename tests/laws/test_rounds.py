"""A round that leaves alone what has not moved writes what one writes that reads everything."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.act import only
from application.assess import assess
from application.learn_behaviour import Learning
from application.office import Office
from application.ports.charge_book import ChargeBook
from application.settings import adopt
from application.swap_carbon import change_carbon
from domain.adsorber import ADSORBER, CommitReplacement, SwapCarbon, SwapVerified, VerifySwap
from domain.charge import CHARGE, Running
from domain.charge_course import BehaviourLearned, HealthCodeChanged, ObjectionDecided
from domain.charge_declaring import Declare
from domain.charge_noting import CheckSite, DecideObjection, ObjectToCode, RecordOperation
from domain.code import Code
from domain.device import DeviceBedOverheated as BedHot
from domain.device import FallSilent, HearAgain, NoteCooled, NoteOverheated
from domain.identifiers import ChargeId
from domain.lot import LOT, TestLotQuality
from domain.occurred import Occurred
from domain.operation import Materials
from domain.record import Fact
from domain.refusal import Refusal
from domain.setting import AdoptSetting, SettingAdopted, SettingValue
from domain.setting_registry import Group
from tests.assessed import worked
from tests.watched_plant import BED_1, BED_2, PLANT, WatchedPlant, watched_plant
from tests.watched_plant import LOT as CARBON


@dataclass(frozen=True)
class NothingOnRecord:
    """A charge book that makes a round read every life for itself."""

    book: ChargeBook

    def coded(self) -> Mapping[ChargeId, HealthCodeChanged]:
        """Know of no code."""
        return {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.book, name)


def now(plant: WatchedPlant) -> Occurred:
    return plant.office.now()


def today(plant: WatchedPlant) -> Occurred:
    return Occurred.on(now(plant).day)


def in_bed(plant: WatchedPlant, bed: int) -> ChargeId:
    """The charge that was put into a bed last."""
    numbers = range(9, 0, -1)
    names = (ChargeId(f"{PLANT}-{bed}-{number}") for number in numbers)
    return next(each for each in names if plant.office.log.read(CHARGE, each).version)


def record(plant: WatchedPlant, outlet: float, bed_max_c: float | None = None) -> None:
    """Three days of the first bed, up to yesterday."""
    for back in (3, 2, 1):
        day = Occurred.on(now(plant).day - timedelta(days=back))
        seen = replace(worked(outlet=outlet), bed_max_c=bed_max_c)
        plant.perform(only(CHARGE, in_bed(plant, 1), RecordOperation(day, seen)))


def declare(plant: WatchedPlant, charge: ChargeId, day: Occurred) -> None:
    said = Materials(day, "油漆", 200_000, 40.0)
    plant.perform(only(CHARGE, charge, Declare(day, said)))


def swap(plant: WatchedPlant, removed_g: int) -> None:
    command = SwapCarbon(now(plant), (), removed_g, 1_000_000, CARBON)
    plant.perform(change_carbon(PLANT, command))


def verify(plant: WatchedPlant) -> None:
    life = plant.office.log.read(CHARGE, in_bed(plant, 1)).state
    assert isinstance(life, Running)
    plant.perform(only(ADSORBER, PLANT, VerifySwap(now(plant), life.since, "王工", "属实")))


def decree(plant: WatchedPlant, name: str, value: str) -> None:
    tomorrow = Occurred.on(now(plant).day + timedelta(days=1))
    values = (SettingValue(name, value),)
    plant.perform(adopt(AdoptSetting(now(plant), Group.HEALTH, tomorrow, values, "")))


def object_to(plant: WatchedPlant) -> None:
    first, last = (Occurred.on(now(plant).day - timedelta(days=back)) for back in (3, 2))
    decision = DecideObjection(now(plant), True, "属实", first, last)
    for command in (
        ObjectToCode(now(plant), "标气"),
        CheckSite(now(plant), "镇", "漂移"),
        decision,
    ):
        plant.perform(only(CHARGE, in_bed(plant, 1), command))


DEEDS: Mapping[str, Callable[[WatchedPlant], None]] = {
    "an hour passes": lambda plant: turn(plant, 1),
    "a day passes": lambda plant: turn(plant, 24),
    "a month passes": lambda plant: turn(plant, 24 * 30),
    "clean days": lambda plant: record(plant, 1.0),
    "dirty days": lambda plant: record(plant, 90.0),
    "hot days": lambda plant: record(plant, 1.0, 90.0),
    "a declaration": lambda plant: declare(plant, in_bed(plant, 2), today(plant)),
    "a late day of what is over": lambda plant: plant.perform(
        only(CHARGE, BED_2, RecordOperation(Occurred("2026-03-01"), worked()))
    ),
    "a swap": lambda plant: swap(plant, 2_000_000),
    "a doubtful swap": lambda plant: swap(plant, 300_000),
    "a verified swap": verify,
    "a stricter warning": lambda plant: decree(plant, "warn-percent", "30"),
    "a later date": lambda plant: decree(plant, "binding-months", "6"),
    "a promise": lambda plant: plant.perform(
        only(ADSORBER, PLANT, CommitReplacement(now(plant), "环评", 20))
    ),
    "poor carbon": lambda plant: plant.perform(
        only(LOT, CARBON, TestLotQuality(now(plant), 500, "C1"))
    ),
    "good carbon": lambda plant: plant.perform(
        only(LOT, CARBON, TestLotQuality(now(plant), 950, "C2"))
    ),
    "silence": lambda plant: plant.tell(FallSilent(now(plant), None)),
    "a voice again": lambda plant: plant.tell(HearAgain(now(plant))),
    "heat": lambda plant: plant.tell(NoteOverheated(now(plant), 90.0, 83.0)),
    "cold": lambda plant: plant.tell(NoteCooled(now(plant), 40.0)),
    "an objection": object_to,
}


def turn(plant: WatchedPlant, hours: int) -> None:
    plant.clock.turn_to(plant.clock.now() + timedelta(hours=hours))


def lived(
    deeds: Sequence[str], rounds: Callable[[Office], Callable[[], object]]
) -> list[tuple[str, int, Fact]]:
    """Go round after every deed, and give all that was written."""
    with (
        TemporaryDirectory() as folder,
        watched_plant(f"sqlite:///{Path(folder) / 't.db'}") as plant,
    ):
        go_round = rounds(plant.office)
        go_round()
        for deed in deeds:
            with suppress(Refusal):
                DEEDS[deed](plant)
            go_round()
        return [(each.stream, each.version, each.fact) for each in plant.office.log.page(0, 9999)]


def reading_everything(office: Office) -> Callable[[], object]:
    whole: Any = replace(office, charges=NothingOnRecord(office.charges))
    return lambda: assess(whole)


def leaving_alone(office: Office) -> Callable[[], object]:
    learning = Learning(office.log)
    return lambda: assess(office, learning=learning)


YEAR = [
    "good carbon",
    *("clean days", "a day passes", "a day passes", "a day passes", "dirty days", "an objection"),
    *("silence", "a day passes", "a voice again", "heat", "cold", "poor carbon", "good carbon"),
    *("a stricter warning", "a day passes", "a swap", "a late day of what is over", "a promise"),
    *("a month passes", "a doubtful swap", "a verified swap", "a later date", "a day passes"),
    *("a declaration", "hot days", "a month passes", "a month passes", "a swap", "an hour passes"),
]


def test_a_year_is_the_same_in_both_ways() -> None:
    written = lived(YEAR, leaving_alone)
    assert written == lived(YEAR, reading_everything)
    facts = [fact for _, _, fact in written]
    assert {fact.code for fact in facts if isinstance(fact, HealthCodeChanged)} == {*Code}
    kinds = {type(fact) for fact in facts}
    assert kinds >= {SwapVerified, SettingAdopted, ObjectionDecided, BehaviourLearned, BedHot}


@settings(max_examples=6)
@given(st.lists(st.sampled_from(sorted(DEEDS)), min_size=3, max_size=8))
def test_whatever_happens_both_ways_write_the_same(deeds: Sequence[str]) -> None:
    assert lived(deeds, leaving_alone) == lived(deeds, reading_everything)


def test_a_round_in_which_nothing_is_new_reads_no_charge(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watched_plant(database) as plant:
        turn(plant, 24)
        swap(plant, 1_100_000)
        go_round = leaving_alone(plant.office)
        go_round()
        go_round()
        read = plant.office.log.read
        names: list[str] = []

        def noted(decider: Any, identity: str, version: int | None = None) -> Any:
            names.append(decider.stream(identity))
            return read(decider, identity, version)

        monkeypatch.setattr(plant.office.log, "read", noted)
        go_round()
        assert not [name for name in names if name.startswith("charge:")]
        declare(plant, BED_1, Occurred("2026-03-01"))
        go_round()
        assert f"charge:{BED_1}" in names
