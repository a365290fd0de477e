"""When a bed of carbon lets a vapour through, by the equation of Wheeler and Jonas.

    t = q·m/(c0·Q) − q·ρB/(kv·c0) · ln[(1 − x)/x]

    kv = 1 / {(1/v + 0.027) · [0.000825 + (0.063 − 0.0055·ln[(1 − x)/x]) / Pe]}

Source: A. Wheeler and A. J. Robell, J. Catal. 13 (1969) 299, and L. A. Jonas and J. A. Rehrmann,
Carbon 11 (1973) 59, for the time; G. O. Wood, Am. Ind. Hyg. Assoc. J. 55 (1994) 11, for kv.

t   breakthrough time, min
q   uptake at equilibrium with c0, kg/kg (`vapour_capacity`, or measured)
m   mass of carbon, kg
c0  inlet concentration, mg/m³
Q   air flow, m³/h
ρB  bulk density of the bed, kg/m³
kv  rate coefficient, 1/min
x   outlet over inlet concentration at breakthrough, 0.1 for 10 %
v   air flow over face of the bed, cm/s in the equation, m/s where it is handed over
Pe  molar polarisation of the vapour, cm³/mol (`solvent`)

Validity: one vapour at constant load, carbon fresh, the front fully formed; x from 0.1 to 20 %,
because the curve is not symmetric above; v from 0.01 to 0.7 m/s (chosen: as in granular beds and
cartridges). Humidity and mixtures are not in it. A bed below its critical mass lets the
vapour through at once: t is then 0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.adsorption.solvent import Solvent, molar_polarisation_cm3_per_mol
from domain.adsorption.validity import within
from domain.adsorption.vapour_capacity import Carbon, equilibrium_capacity, partial_pressure_pa

_MIN_PER_H = 60.0
_MG_PER_KG = 1e6
_CM_PER_M = 100.0


@dataclass(frozen=True, slots=True)
class Bed:
    """A bed of carbon and the air that passes it."""

    mass_kg: float
    bulk_density_kg_per_m3: float
    face_m2: float
    airflow_m3_per_h: float

    def __post_init__(self) -> None:
        """Raise `OutOfRange` for what no bed of carbon is."""
        within(1e-3, 1e5, mass_kg=self.mass_kg)
        within(100, 900, bulk_density_kg_per_m3=self.bulk_density_kg_per_m3)
        within(1e-4, 1e3, face_m2=self.face_m2)
        within(1e-2, 1e6, airflow_m3_per_h=self.airflow_m3_per_h)

    @property
    def velocity_m_per_s(self) -> float:
        """v of the equation above, as if the bed were empty."""
        return self.airflow_m3_per_h / self.face_m2 / 3600


def rate_coefficient_per_min(
    velocity_m_per_s: ArrayLike, polarisation_cm3_per_mol: ArrayLike, breakthrough: ArrayLike
) -> NDArray[np.float64]:
    """kv of the equation above, 1/min; the inputs' shapes are broadcast."""
    within(0.01, 0.7, velocity_m_per_s=velocity_m_per_s)
    within(5.0, 80.0, polarisation_cm3_per_mol=polarisation_cm3_per_mol)
    outside = 1 / (_CM_PER_M * np.asarray(velocity_m_per_s, dtype=float)) + 0.027
    inside = (0.063 - 0.0055 * _logit(breakthrough)) / np.asarray(polarisation_cm3_per_mol)
    return 1 / (outside * (0.000825 + inside))


def critical_mass_kg(
    bulk_density_kg_per_m3: ArrayLike,
    airflow_m3_per_h: ArrayLike,
    rate_per_min: ArrayLike,
    breakthrough: ArrayLike,
) -> NDArray[np.float64]:
    """m at which t of the equation above is 0, kg: less carbon than this holds nothing back."""
    flow_m3_per_min = np.asarray(airflow_m3_per_h, dtype=float) / _MIN_PER_H
    per_min = flow_m3_per_min / np.asarray(rate_per_min)
    return np.asarray(bulk_density_kg_per_m3) * per_min * _logit(breakthrough)


def breakthrough_min(
    bed: Bed,
    capacity: ArrayLike,
    inlet_mg_per_m3: ArrayLike,
    rate_per_min: ArrayLike,
    breakthrough: ArrayLike = 0.1,
) -> NDArray[np.float64]:
    """t of the equation above, min; the shapes of q, c0, kv and x are broadcast."""
    within(1e-6, 1.5, capacity=capacity)
    within(1e-3, 1e6, inlet_mg_per_m3=inlet_mg_per_m3)
    flow, density = bed.airflow_m3_per_h, bed.bulk_density_kg_per_m3
    at_work_kg = bed.mass_kg - critical_mass_kg(density, flow, rate_per_min, breakthrough)
    load_kg_per_min = np.asarray(inlet_mg_per_m3) / _MG_PER_KG * flow / _MIN_PER_H
    return np.maximum(0.0, np.asarray(capacity) * at_work_kg / load_kg_per_min)


def predicted_breakthrough_min(
    bed: Bed,
    carbon: Carbon,
    solvent: Solvent,
    inlet_mg_per_m3: ArrayLike,
    temperature_k: float,
    breakthrough: ArrayLike = 0.1,
) -> NDArray[np.float64]:
    """t of the equation above with q and kv from the properties of carbon and solvent, min."""
    pressure_pa = partial_pressure_pa(solvent, inlet_mg_per_m3, temperature_k)
    taken_up = equilibrium_capacity(carbon, solvent, pressure_pa, temperature_k)
    polarisation = molar_polarisation_cm3_per_mol(solvent)
    rate = rate_coefficient_per_min(bed.velocity_m_per_s, polarisation, breakthrough)
    return breakthrough_min(bed, taken_up, inlet_mg_per_m3, rate, breakthrough)


def capacity_factor(measured_min: ArrayLike, predicted_min: ArrayLike) -> float:
    """By how much a carbon holds more than was assumed of it, from times measured on it.

    The geometric mean of measured over predicted times. t is proportional to q, so it corrects q.
    """
    within(1e-3, 1e9, measured_min=measured_min, predicted_min=predicted_min)
    ratios = np.asarray(measured_min, dtype=float) / np.asarray(predicted_min, dtype=float)
    return float(np.exp(np.mean(np.log(ratios))))


def _logit(breakthrough: ArrayLike) -> NDArray[np.float64]:
    within(0.001, 0.2, breakthrough=breakthrough)
    share = np.asarray(breakthrough, dtype=float)
    return np.log((1 - share) / share)
