"""Vapour pressures of eight solvents, dotted where Antoine's equation is extrapolated."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.solvent import Solvent
from domain.adsorption.solvent_table import SOLVENTS
from domain.adsorption.solvents import vapour_pressure_pa

SHOWN = (
    "dichloromethane",
    "acetone",
    "ethyl acetate",
    "toluene",
    "butyl acetate",
    "m-xylene",
    "2-butoxyethanol",
    "N-methyl-2-pyrrolidone",
)
ZERO_C = 273.15
FROM_K, TO_K = ZERO_C + 10, ZERO_C + 60


def draw() -> Figure:
    """Vapour pressure over temperature, from 10 to 60 °C."""
    figure = Figure(figsize=(7.2, 4.2))
    axes: Any = figure.add_subplot()
    shown = [solvent for solvent in SOLVENTS if solvent.en in SHOWN]
    for number, solvent in enumerate(shown):
        _line(axes, solvent, f"C{number}")
    axes.set_yscale("log")
    axes.set_xlim(10, 80)  # room for the names
    axes.set_xticks(range(10, 61, 10))
    axes.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    axes.minorticks_off()
    axes.set_xlabel("temperature, °C")
    axes.set_ylabel("vapour pressure, kPa")
    return figure


def _line(axes: Any, solvent: Solvent, colour: str) -> None:
    source_k, lowest_k = solvent.antoine.from_k, solvent.antoine.lowest_k
    pieces = ((lowest_k, min(source_k, TO_K), ":"), (source_k, TO_K, "-"))
    for from_k, to_k, style in pieces:
        if max(from_k, FROM_K) < to_k:
            kelvin = np.linspace(max(from_k, FROM_K), to_k, 26)
            kilopascals = vapour_pressure_pa(solvent, kelvin) / 1e3
            axes.plot(kelvin - ZERO_C, kilopascals, style, color=colour)
    end_kpa = float(vapour_pressure_pa(solvent, TO_K)) / 1e3
    axes.annotate(solvent.en, (TO_K - ZERO_C + 0.6, end_kpa), va="center", color=colour)
