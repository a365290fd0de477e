"""A bed that is small enough to be run hundreds of times: ten cells, a light and a heavy component.

In each cell, for each component, with the gas quasi-steady and the solid implicit:

    c_out = (G·c + e·q) / (G + e·qs·b/D),   e = k / ((1 + Δt·k)·N),   D = 1 + Σ b·c
    Δq    = Δt·G·N·(c − c_out)

    b  = b₀·exp[H/R·(1/T − 1/T₀)],   qs = qm·exp[−a·((RH − 50)₊/50)^1.5]

Source: equilibrium of Langmuir for two components, and a linear driving force on the solid's side,
as in `linear_driving_force_bed`, in one implicit step; the humidity factor is that of `humidity`.

c, c_out  concentration entering and leaving the cell, kg/m³;  q loading, kg per kg of carbon
G   air through the whole bed per mass of carbon, m³/(h·kg);  N number of cells
b   affinity, m³/kg, at temperature T; b₀ at T₀ = 296.15 K;  H heat of adsorption, 55 kJ/mol
qm  capacity of dry carbon, kg/kg;  qs what water leaves of it;  a its loss, RH in %
k   how fast loading follows equilibrium, 1/h;  Δt hours with air flowing

Validity: solvents held by micropores near room temperature. What the air loses the carbon gains,
whatever the step; loading never falls below zero; the outlet may exceed the inlet. The real bed has
more components and kinds of site: the parameters are those of the bed that behaves alike.
"""

from dataclasses import dataclass

import numpy as np

from domain.adsorption.from_scipy import GAS_CONSTANT_J_PER_MOL_K, Floats
from domain.adsorption.humidity import unchecked_factor

CELLS = 10
_REFERENCE_K = 296.15
_HEAT_OVER_R_K = 55e3 / GAS_CONSTANT_J_PER_MOL_K
_LEAST_H = 1e-9


@dataclass(frozen=True, slots=True)
class BedParameters:
    """Of many beds at once, each in many guesses: (charges, guesses)."""

    capacity_kg_per_kg: Floats
    affinity_m3_per_kg: Floats
    """(2, charges, guesses): heavy, light."""
    light_share: Floats
    """Mass share of the light component in the inlet."""
    uptake_per_h: Floats
    bypass: Floats
    """Share of the air that meets no carbon."""
    humidity_loss: Floats


@dataclass(frozen=True, slots=True)
class Passage:
    """The air of one step; each (charges, 1) or (charges, guesses)."""

    run_h: Floats
    air_m3: Floats
    inlet_kg_per_m3: Floats
    humidity_percent: Floats
    temperature_c: Floats


class ReducedBed:
    """Fresh beds, and what they hold as air passes through them."""

    def __init__(self, parameters: BedParameters, carbon_kg: Floats) -> None:
        """Fill them; `carbon_kg` is (charges, 1)."""
        self._parameters = parameters
        self._carbon_kg = carbon_kg
        share = parameters.light_share
        self._shares = np.stack([1 - share, share])
        self._loading = np.zeros((CELLS, *self._shares.shape))

    @property
    def held_kg_per_kg(self) -> Floats:
        """What each kilogram of carbon holds on average, (charges, guesses)."""
        held: Floats = self._loading.sum(axis=1).mean(axis=0)
        return held

    def pass_through(self, air: Passage) -> Floats:
        """Let air pass; outlet over inlet, (charges, guesses). Without air nothing moves."""
        hours = np.maximum(air.run_h, _LEAST_H)
        per_mass = (1 - self._parameters.bypass) * air.air_m3 / hours / self._carbon_kg
        exchange = (
            self._parameters.uptake_per_h / (1 + hours * self._parameters.uptake_per_h) / CELLS
        )
        affinity, slope = self._equilibrium(air, exchange)
        taken_up = hours * CELLS * per_mass
        gas = entering = self._shares * air.inlet_kg_per_m3
        for loading in self._loading:
            crowding = 1 + (affinity * gas).sum(axis=0)
            leaving = (per_mass * gas + exchange * loading) / (per_mass + slope / crowding)
            loading += taken_up * (gas - leaving)
            gas = leaving
        through = gas.sum(axis=0) / entering.sum(axis=0)
        return self._parameters.bypass + (1 - self._parameters.bypass) * through

    def _equilibrium(self, air: Passage, exchange: Floats) -> tuple[Floats, Floats]:
        """b, and e·qs·b."""
        parameters = self._parameters
        kelvin = air.temperature_c + 273.15
        warmth = np.exp(_HEAT_OVER_R_K * (1 / kelvin - 1 / _REFERENCE_K))
        left = unchecked_factor(air.humidity_percent, parameters.humidity_loss)
        affinity = parameters.affinity_m3_per_kg * warmth
        return affinity, exchange * parameters.capacity_kg_per_kg * left * affinity
