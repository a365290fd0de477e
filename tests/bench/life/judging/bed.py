"""What truly happens in the beds: three components, two kinds of site, thirty cells, by the hour.

Extended dual-site Langmuir equilibrium, a linear driving force for each kind of site, gas quasi-
steady and treated implicitly, cell by cell. What leaves the gas is what the solid takes up.
"""

import numpy as np

from tests.bench.life.judging.hours import Hours
from tests.bench.life.judging.plants import Floats, Plants

CELLS = 30
GAS_KJ_PER_MOL_K = 8.314e-3


def outlets(plants: Plants, hours: Hours) -> Floats:
    """Outlet of each component, g/m³, (charges, hours, components)."""
    out = np.zeros_like(hours.inlet_g_per_m3)
    charges, steps, components = out.shape
    loading = np.zeros((CELLS, charges, components, 2))
    taken = (1 - np.exp(-plants.uptake_per_h))[:, None, :]
    cell_kg = (plants.carbon_kg / CELLS)[:, None]
    for step in range(steps):
        inlet = hours.inlet_g_per_m3[:, step]
        affinity, capacity = _equilibrium(plants, hours, step)
        airflow = hours.airflow_m3_per_h[:, step, None]
        gas = inlet
        for cell in range(CELLS):
            gas = _pass(gas, loading[cell], affinity, capacity, taken, cell_kg, airflow)
        bypass = plants.bypass[:, None]
        out[:, step] = (1 - bypass) * gas + bypass * inlet
    return out


def _pass(
    gas: Floats,
    loading: Floats,
    affinity: Floats,
    capacity: Floats,
    taken: Floats,
    cell_kg: Floats,
    airflow: Floats,
) -> Floats:
    """One hour's air through one cell; its loading, kg/kg, changes in place."""
    crowding = 1 + (affinity * gas[:, :, None]).sum(axis=1, keepdims=True)
    slope = capacity[:, None, :] * affinity / crowding
    # Grams given up and grams asked for by the cell in this hour, per hour of air.
    held_g = cell_kg * 1e3 * (taken * loading).sum(axis=2)
    wanted = cell_kg * 1e3 * (taken * slope).sum(axis=2)
    leaving = (airflow * gas + held_g) / (airflow + wanted)
    loading += taken * (slope * leaving[:, :, None] - loading)
    return leaving


def _equilibrium(plants: Plants, hours: Hours, step: int) -> tuple[Floats, Floats]:
    """Affinities at this hour's temperature, and what water leaves of the capacity."""
    kelvin = hours.temperature_c[:, step, None] + 273.15
    warmth = plants.heat_kj_per_mol / GAS_KJ_PER_MOL_K * (1 / kelvin - 1 / 298.15)
    affinity = plants.affinity_m3_per_g * np.exp(warmth)[:, :, None]
    wet = np.clip(hours.humidity_percent[:, step] - 50, 0, None) / 50
    left = np.exp(-plants.humidity_loss * wet**1.5)
    # Water takes the weak sites first.
    return affinity, plants.capacity_kg_per_kg * np.stack([left, left**1.5], axis=1)
