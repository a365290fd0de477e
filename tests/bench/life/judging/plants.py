"""The beds of a district and their fills, drawn by a seed: what they truly are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.bench.life.judging.solvents import RECIPES, SOLVENTS

BEDS = 60
FILLS = 4
"""A district has 240 charges."""
HORIZON_DAYS = 240
COMPONENTS = 3
STRONG_KG_PER_KG = 0.22
WEAK_KG_PER_KG = 0.12
"""Capacity of the two kinds of site, of new carbon of 900 mg/g iodine."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plants:
    """All charges of a district: a row each, beds one after the other, fills in order."""

    bed: NDArray[np.int64]
    fill: NDArray[np.int64]
    names: list[tuple[str, ...]]
    carbon_kg: Floats
    airflow_m3_per_h: Floats
    level_mg_per_m3: Floats
    """What the inlet swings around while the plant runs."""
    shares: Floats
    """Mass shares of the components, (charges, components)."""
    affinity_m3_per_g: Floats
    """(charges, components, 2): strong and weak sites at 298 K."""
    heat_kj_per_mol: Floats
    capacity_kg_per_kg: Floats
    """(charges, 2)"""
    uptake_per_h: Floats
    """(charges, 2): how fast loading follows equilibrium."""
    bypass: Floats
    """Share of the air that meets no carbon."""
    humidity_loss: Floats
    iodine_mg_per_g: Floats
    shift_h: Floats
    works_saturdays: NDArray[np.bool_]
    start_day: NDArray[np.int64]
    """Day of the year of the fill."""

    def __len__(self) -> int:
        """How many charges."""
        return len(self.carbon_kg)


def draw(seed: int) -> Plants:
    """Draw a district."""
    rng = np.random.default_rng([seed, 1])
    trades = list(RECIPES)
    recipes = [RECIPES[trades[rng.integers(len(trades))]][rng.integers(2)] for _ in range(BEDS)]
    bed = np.repeat(np.arange(BEDS), FILLS)
    fill = np.tile(np.arange(1, FILLS + 1), BEDS)
    names = [recipes[each] for each in bed]
    shares = _shares(rng, bed)
    affinity = np.array(
        [[(SOLVENTS[n].strong_m3_per_g, SOLVENTS[n].weak_m3_per_g) for n in row] for row in names]
    ) * np.exp(rng.normal(0, 0.15, BEDS)[bed, None, None])
    level = np.exp(rng.normal(np.log(40), 0.45, BEDS))[bed] * np.exp(rng.normal(0, 0.08, len(bed)))
    airflow = np.exp(rng.normal(np.log(8_000), 0.5, BEDS))[bed]
    shift_h = rng.choice([8.0, 10.0, 12.0, 16.0], BEDS)[bed]
    iodine = rng.uniform(700, 950, len(bed))
    capacity = _capacity(rng, bed, iodine)
    return Plants(
        bed=bed,
        fill=fill,
        names=names,
        carbon_kg=_carbon(rng, bed, capacity, affinity, shares, level, airflow * shift_h),
        airflow_m3_per_h=airflow,
        level_mg_per_m3=level,
        shares=shares,
        affinity_m3_per_g=affinity,
        heat_kj_per_mol=np.array([[SOLVENTS[n].heat_kj_per_mol for n in row] for row in names]),
        capacity_kg_per_kg=capacity,
        uptake_per_h=_uptake(rng, bed),
        bypass=np.clip(np.exp(rng.normal(np.log(0.012), 0.7, BEDS))[bed], 0, 0.08),
        humidity_loss=np.exp(rng.normal(np.log(0.4), 0.4, BEDS))[bed],
        iodine_mg_per_g=iodine,
        shift_h=shift_h,
        works_saturdays=rng.random(BEDS)[bed] < 0.5,
        start_day=(rng.integers(0, 365, BEDS)[bed] + 70 * fill) % 365,
    )


def _shares(rng: np.random.Generator, bed: NDArray[np.int64]) -> Floats:
    """What a firm uses, which drifts from fill to fill."""
    usual = np.array([[0.70, 0.21, 0.09]]) * np.exp(rng.normal(0, 0.3, (BEDS, COMPONENTS)))
    drifted: Floats = usual[bed] * np.exp(rng.normal(0, 0.07, (len(bed), COMPONENTS)))
    return drifted / drifted.sum(axis=1, keepdims=True)


def _capacity(rng: np.random.Generator, bed: NDArray[np.int64], iodine: Floats) -> Floats:
    """What of the pores is there: the lot, its age in regenerations, and how the bed is packed."""
    regenerated = rng.integers(0, 4, len(bed))
    packing = np.clip(rng.normal(0.75, 0.10, BEDS), 0.45, 0.95)[bed]
    lot = (iodine / 900) ** 1.1 * 0.94**regenerated * np.exp(rng.normal(0, 0.06, len(bed)))
    # Regeneration costs the strong sites more than the weak ones.
    strong = STRONG_KG_PER_KG * lot * 0.97**regenerated * packing
    return np.stack([strong, WEAK_KG_PER_KG * lot * packing], axis=1)


def _uptake(rng: np.random.Generator, bed: NDArray[np.int64]) -> Floats:
    strong = np.exp(rng.normal(np.log(0.015), 0.5, BEDS))[bed]
    return np.stack([strong, 3 * strong], axis=1)


def _carbon(
    rng: np.random.Generator,
    bed: NDArray[np.int64],
    capacity: Floats,
    affinity: Floats,
    shares: Floats,
    level: Floats,
    air_m3_per_day: Floats,
) -> Floats:
    """As much as would last some weeks or months by a designer's guess."""
    share = affinity * (shares * level[:, None] * 1e-3)[:, :, None]
    held = (capacity[:, None, :] * share / (1 + share.sum(axis=1, keepdims=True))).sum(axis=(1, 2))
    load_kg_per_day = level * 1e-6 * air_m3_per_day * 5.5 / 7
    guess_days = np.exp(rng.normal(np.log(110), 0.4, BEDS))[bed]
    first = np.arange(len(bed)) // FILLS * FILLS
    # The box has one size: what the first fill was designed for is what every fill gets.
    mass: Floats = (guess_days * load_kg_per_day / held)[first]
    return np.round(mass * (1 + rng.normal(0, 0.03, len(bed))))
