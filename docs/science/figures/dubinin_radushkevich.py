"""Toluene on Sorbonorit 4 (doi:10.1021/je400517c) beside the curve fitted at 293 K."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.dubinin_radushkevich import DubininRadushkevich, Liquid, Pores

PROJECT = Path(__file__).parents[3]
MEASURED = PROJECT / "tests/domain/adsorption/isotherms/toluene_on_sorbonorit4.csv"
FITTED_AT_293_K = Pores(volume_cm3_per_g=0.4182, energy_j_per_mol=26_885)
COLOURS = {
    293.0: "tab:blue",
    313.0: "tab:green",
    333.0: "tab:olive",
    348.0: "tab:orange",
    373.0: "tab:red",
}


def draw() -> Figure:
    """Left the isotherms, right what the curve is off by."""
    figure = Figure()
    left, right = (figure.add_subplot(1, 2, number) for number in (1, 2))
    for kelvin, colour in COLOURS.items():
        pressure, loading = _points(kelvin)
        _isotherm(left, kelvin, colour, pressure, loading)
        _deviations(right, kelvin, colour, pressure, loading)
    _name(left, right)
    return figure


def _toluene(kelvin: float) -> DubininRadushkevich:
    saturation_mmhg = 10 ** (6.95464 - 1344.8 / (219.482 + kelvin - 273.15))
    density = 0.8669 - 0.00093 * (kelvin - 293.15)
    liquid = Liquid(kelvin, saturation_mmhg * 133.322368, density, 92.14)
    return DubininRadushkevich(FITTED_AT_293_K, liquid)


def _points(kelvin: float) -> tuple[Any, Any]:
    """p in Pa and q in mol/kg."""
    with MEASURED.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if float(row["temperature_k"]) == kelvin]
    pressure = np.array([float(row["pressure_bar"]) * 1e5 for row in rows])
    return pressure, np.array([float(row["loading"]) for row in rows])


def _isotherm(axes: Any, kelvin: float, colour: str, pressure: Any, loading: Any) -> None:
    fine = np.geomspace(float(pressure.min()), float(pressure.max()), 25)
    axes.semilogx(fine, _toluene(kelvin).loading_mol_per_kg(fine), color=colour)
    axes.semilogx(pressure, loading, "o", color=colour, markersize=3, label=f"{kelvin:g} K")


def _deviations(axes: Any, kelvin: float, colour: str, pressure: Any, loading: Any) -> None:
    isotherm = _toluene(kelvin)
    percent = 100 * (isotherm.loading_mol_per_kg(pressure) / loading - 1)
    relative = pressure / isotherm.liquid.saturation_pa
    axes.semilogx(relative, percent, color=colour, linewidth=1)


def _name(left: Any, right: Any) -> None:
    left.set_title("measured (points), computed (lines)")
    left.set_xlabel("pressure of toluene, Pa")
    left.set_ylabel("loading, mol/kg")
    left.set_ylim(0, 4.3)
    left.legend(title="fitted at 293 K only", ncols=2, loc="lower right")
    for axes in (left, right):
        axes.minorticks_off()
    right.axhline(0, color="grey", linewidth=0.8)
    right.set_title("how far the computed loading is off")
    right.set_xlabel("relative pressure p/psat")
    right.set_ylabel("computed / measured − 1, %")
