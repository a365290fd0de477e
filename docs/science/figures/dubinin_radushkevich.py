"""Toluene on Sorbonorit 4 (doi:10.1021/je400517c) beside the curve fitted at 293 K."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.dubinin_radushkevich import DubininRadushkevich, Pores
from tests.domain.adsorption.isotherms.liquids import TOLUENE
from tests.domain.adsorption.isotherms.points import toluene

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
        _, pressure, loading = toluene(kelvin)
        _isotherm(left, kelvin, colour, pressure, loading)
        _deviations(right, kelvin, colour, pressure, loading)
    _name(left, right)
    return figure


def _toluene(kelvin: float) -> DubininRadushkevich:
    return DubininRadushkevich(FITTED_AT_293_K, TOLUENE.at(kelvin))


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
