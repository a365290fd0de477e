"""A district that lives: what is known of its charges at any time, and what is true of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from domain.adsorption.evidence import Charge, Days, Fill, Removal
from tests.bench.life.judging import bed, hours, plants, sensors
from tests.bench.life.judging.plants import BEDS, HORIZON_DAYS, Floats, Plants
from tests.bench.life.judging.sensors import Sensors
from tests.bench.life.judging.truth import NEVER, Truth, truth


@dataclass(frozen=True, slots=True)
class District:
    """All charges of a district: a row each."""

    seed: int
    truth: Truth
    sensors: Sequence[Sensors]
    number: NDArray[np.int64]
    fills: Sequence[Fill]
    days: Sequence[Days]
    swap_day: NDArray[np.int64]
    removals: Sequence[Removal]

    def __len__(self) -> int:
        """How many charges."""
        return len(self.fills)

    def running(self, row: int, day: int) -> Charge:
        """What is known of a charge on the morning of a day, as if nobody had changed it."""
        return self._charge(row, day, None)

    def completed(self, before: int) -> list[Charge]:
        """The charges that are over when the fills of a number run: those of lower numbers."""
        return [
            self._charge(row, int(self.swap_day[row]) + 1, self.removals[row])
            for row in range(len(self))
            if self.number[row] < before
        ]

    def _charge(self, row: int, days: int, removal: Removal | None) -> Charge:
        name = f"{self.seed}-{row // plants.FILLS}"
        first = self.days[row].first(days)
        return Charge(name, int(self.number[row]), self.fills[row], first, removal)


@cache
def district(seed: int) -> District:
    """Let a district live; some seconds."""
    drawn = plants.draw(seed)
    worked = hours.draw(drawn, seed)
    out = bed.outlets(drawn, worked)
    true = truth(worked, out)
    rng = np.random.default_rng([seed, 5])
    swap_day = _swaps(true, rng)
    fitting = sensors.fit(drawn, seed)
    return District(
        seed,
        true,
        fitting.sensors,
        drawn.fill,
        _fills(drawn, rng),
        sensors.readings(drawn, worked, out, fitting, seed),
        swap_day,
        _removals(drawn, true, swap_day, rng),
    )


def _swaps(true: Truth, rng: np.random.Generator) -> NDArray[np.int64]:
    """Most change by the calendar of their papers, long before or some time after it is due."""
    due = np.where(true.breakthrough_day == NEVER, HORIZON_DAYS, true.breakthrough_day)
    kind = rng.random(len(due))
    early, near = rng.uniform(0.5, 0.95, len(due)), rng.uniform(0.95, 1.1, len(due))
    late = rng.uniform(1.1, 1.5, len(due))
    factor = np.select([kind < 0.45, kind < 0.70], [early, near], late)
    return np.clip(np.round(due * factor), 3, HORIZON_DAYS - 1).astype(np.int64)


def _fills(drawn: Plants, rng: np.random.Generator) -> list[Fill]:
    """What is declared: a level that is off, and a list of solvents that may lack the last."""
    declared: Floats = (
        drawn.level_mg_per_m3.reshape(BEDS, -1).mean(axis=1) * np.exp(rng.normal(0, 0.3, BEDS))
    )[drawn.bed]
    air_error: Floats = np.exp(rng.normal(0, 0.15, BEDS))[drawn.bed]
    air: Floats = drawn.airflow_m3_per_h * drawn.shift_h * 5.5 / 7 * air_error
    whole: list[bool] = (rng.random(BEDS) < 0.8)[drawn.bed].tolist()
    return [
        Fill(
            carbon_kg=float(drawn.carbon_kg[row]),
            iodine_mg_per_g=round(float(drawn.iodine_mg_per_g[row])),
            solvents=drawn.names[row] if whole[row] else drawn.names[row][:2],
            declared_mg_per_m3=float(declared[row]),
            declared_air_m3_per_day=float(air[row]),
        )
        for row in range(len(drawn))
    ]


def _removals(
    drawn: Plants, true: Truth, swap_day: NDArray[np.int64], rng: np.random.Generator
) -> list[Removal]:
    """Spent carbon holds water and dust besides; few lots are tested for iodine."""
    held: Floats = true.held_kg[np.arange(len(drawn)), swap_day]
    besides: Floats = rng.uniform(0.02, 0.08, len(drawn)) + rng.uniform(0.01, 0.03, len(drawn))
    scale: Floats = np.exp(rng.normal(0, 0.005, len(drawn)))
    weighed: Floats = (drawn.carbon_kg * (1 + besides) + held) * scale
    full: Floats = held / drawn.carbon_kg / drawn.capacity_kg_per_kg.sum(axis=1)
    lab = np.exp(rng.normal(0, 0.07, len(drawn)))
    iodine: Floats = drawn.iodine_mg_per_g * (1 - 0.8 * full) * lab
    on_scale: list[bool] = (rng.random(len(drawn)) < 0.9).tolist()
    tested: list[bool] = (rng.random(len(drawn)) < 0.4).tolist()
    return [
        Removal(
            round(float(weighed[row])) if on_scale[row] else None,
            round(float(iodine[row])) if tested[row] else None,
        )
        for row in range(len(drawn))
    ]
