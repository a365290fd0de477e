"""Swaps in campaigns, a quarter apart; pauses, replacements and corrections now and then."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random

from application.act import only
from application.commission_adsorber import commission_adsorber
from application.correct_swap import correct_swap
from application.swap_carbon import change_carbon, container_of
from domain.adsorber import (
    ADSORBER,
    CorrectSwap,
    DecommissionAdsorber,
    FillCarbon,
    RemoveCarbon,
    SwapCarbon,
)
from domain.occurred import Occurred
from tests.bench.district.diary import Agenda, Diary, at, days, on
from tests.bench.district.places import adsorber_number, vehicle
from tests.bench.district.plants import Firm, Plant, new_plant
from tests.bench.district.roads import Roads
from tests.bench.district.store import Store

_BETWEEN_CAMPAIGNS_DAYS = (70, 96)
_CAMPAIGN_DAYS = 4
_LATE_DAYS = 5
_PAUSE_DAYS = 12


@dataclass(slots=True)
class Changes:
    """Everything that happens to the beds of the district."""

    rng: Random
    diary: Diary
    agenda: Agenda
    store: Store
    roads: Roads

    def commission(self, firm: Firm, day: date) -> None:
        """Put one more adsorber of an enterprise into service; soon it is filled."""
        number = adsorber_number(firm.number, firm.numbered + 1)
        plant, command = new_plant(self.rng, firm, number, on(day))
        low = self.rng.random() < 0.05
        act = commission_adsorber(command, low_efficiency=low)
        said = {"要求填充量": command.required_fill_g, "炭箱数": command.bed_count, "低效": low}
        self.diary.note(day, f"装置台账:{number}", act, firm.code, said)
        firm.plants.append(plant)
        self.agenda.plan(day + days(self.rng.randint(1, 20)), partial(self._fill, firm, plant))

    def campaign(self, firm: Firm, day: date) -> None:
        """Change the carbon of all adsorbers within a few days, then have it collected."""
        for plant in firm.plants:
            soon = day + days(self.rng.randrange(_CAMPAIGN_DAYS))
            self.agenda.plan(soon, partial(self._change, firm, plant))
        collect = partial(self.roads.collect, firm.code)
        self.agenda.plan(day + days(self.rng.randint(_CAMPAIGN_DAYS, 10)), collect)
        again = day + days(self.rng.randint(*_BETWEEN_CAMPAIGNS_DAYS))
        self.agenda.plan(again, partial(self.campaign, firm))

    def _change(self, firm: Firm, plant: Plant, day: date) -> None:
        if not all(plant.fresh_g):
            return
        chance = self.rng.random()
        if chance < 0.01:
            self._remove(firm, plant, day)
            self.agenda.plan(day + days(_PAUSE_DAYS), partial(self._fill, firm, plant))
        elif chance < 0.013:
            self._remove(firm, plant, day)
            self.agenda.plan(day + days(_PAUSE_DAYS), partial(self._replace, firm, plant))
        else:
            self._swap(firm, plant, day)

    def _fill(self, firm: Firm, plant: Plant, day: date) -> None:
        beds, when = plant.all_beds, self._working_hour(day)
        filled_g = plant.fill_g(self.rng, beds)
        lot = self.store.draw(day, filled_g)
        command = FillCarbon(when, (), filled_g, lot, self.rng.choice(firm.operators))
        plant.keep(beds, filled_g)
        act = change_carbon(plant.adsorber, command)
        said = {"装填量": filled_g, "炭批号": lot}
        self.diary.note(day, _record(plant, when), act, firm.code, said)

    def _swap(self, firm: Firm, plant: Plant, day: date) -> None:
        beds, when = plant.some_beds(self.rng), self._working_hour(day)
        removed_g, filled_g = plant.spent_g(self.rng, beds), plant.fill_g(self.rng, beds)
        lot = self.store.draw(day, filled_g)
        operator, lorry = self.rng.choice(firm.operators), vehicle(self.rng)
        named = () if beds == plant.all_beds else beds
        command = SwapCarbon(when, named, removed_g, filled_g, lot, lorry, operator=operator)
        plant.keep(beds, filled_g)
        recorded = day + days(_LATE_DAYS if self.rng.random() < 0.01 else 0)
        act = change_carbon(plant.adsorber, command)
        said = {"卸出量": removed_g, "装填量": filled_g, "炭批号": lot, "车牌号": lorry}
        self.diary.note(recorded, _record(plant, when), act, firm.code, said)
        self._stand(firm, plant, when, removed_g, recorded)
        if self.rng.random() < 0.006:
            correct = partial(self._correct, firm, plant, beds, when, removed_g, filled_g)
            self.agenda.plan(recorded + days(self.rng.randint(1, 20)), correct)

    def _remove(self, firm: Firm, plant: Plant, day: date) -> None:
        beds, when = plant.all_beds, self._working_hour(day)
        removed_g = plant.spent_g(self.rng, beds)
        command = RemoveCarbon(when, (), removed_g, operator=self.rng.choice(firm.operators))
        plant.keep(beds, 0)
        act = change_carbon(plant.adsorber, command)
        self.diary.note(day, _record(plant, when), act, firm.code, {"卸出量": removed_g})
        self._stand(firm, plant, when, removed_g, day)

    def _replace(self, firm: Firm, plant: Plant, day: date) -> None:
        act = only(ADSORBER, plant.adsorber, DecommissionAdsorber(on(day)))
        self.diary.note(day, f"装置停用:{plant.adsorber}", act, firm.code, {})
        firm.plants.remove(plant)
        self.commission(firm, day)

    def _correct(
        self,
        firm: Firm,
        plant: Plant,
        beds: tuple[int, ...],
        when: Occurred,
        removed_g: int,
        filled_g: int,
        day: date,
    ) -> None:
        """Somebody had misread a scale or a clock."""
        command_id = f"更正:{plant.adsorber}@{when[:16]}"
        put_right = CorrectSwap(on(day), when, "看错")
        match self.rng.randrange(3):
            case 0:
                put_right = CorrectSwap(on(day), when, "看错", removed_g=removed_g * 98 // 100)
            case 1:
                less_g = filled_g * 97 // 100
                put_right = CorrectSwap(on(day), when, "看错", filled_g=less_g)
                plant.keep(beds, less_g)
            case _:
                earlier = at(when.day, when.moment.hour * 60 - 61)
                put_right = CorrectSwap(on(day), when, "看错", moved_to=earlier)
        act = correct_swap(plant.adsorber, put_right)
        self.diary.note(day, command_id, act, firm.code, {"原因": "看错"})

    def _stand(
        self, firm: Firm, plant: Plant, when: Occurred, removed_g: int, recorded: date
    ) -> None:
        container = container_of(plant.adsorber, when)
        stand = partial(self.roads.stand, firm.code, container, removed_g)
        self.agenda.plan(recorded, stand)

    def _working_hour(self, day: date) -> Occurred:
        return at(day, self.rng.randint(8 * 60, 16 * 60))


def _record(plant: Plant, when: Occurred) -> str:
    return f"换炭记录:{plant.adsorber}@{when[:16]}"
