"""Toluene on Sorbonorit 4 (doi:10.1021/je400517c) beside Toth's and Langmuir's equations."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.fitting import fit_toth_across_temperatures
from domain.adsorption.from_scipy import Floats
from domain.adsorption.langmuir import Langmuir
from tests.domain.adsorption.isotherms.points import toluene

COLOURS = {293.0: "tab:blue", 313.0: "tab:green", 333.0: "tab:orange"}


def draw() -> Figure:
    """Left the isotherms, right what each equation is off by."""
    figure = Figure()
    left: Any = figure.add_subplot(1, 2, 1)
    right: Any = figure.add_subplot(1, 2, 2)
    temperature, pressure, loading = toluene(*COLOURS)
    toth = fit_toth_across_temperatures(temperature, pressure, loading, reference_k=293.0)
    fine = np.geomspace(4, 3000, 25)
    for kelvin, colour in COLOURS.items():
        here = temperature == kelvin
        p, q = pressure[here], loading[here]
        langmuir = _langmuir(p, q)
        left.semilogx(p, q, "o", color=colour, markersize=3, label=f"{kelvin:g} K")
        left.semilogx(fine, toth.loading_mol_per_kg(kelvin, fine), color=colour)
        left.semilogx(fine, langmuir.loading_mol_per_kg(fine), "--", color=colour, linewidth=0.8)
        _deviations(right, colour, p, toth.loading_mol_per_kg(kelvin, p) / q, "-")
        _deviations(right, colour, p, langmuir.loading_mol_per_kg(p) / q, "--")
    _name(left, right)
    return figure


def _langmuir(pressure: Floats, loading: Floats) -> Langmuir:
    """The usual straight line: p/q = 1/(qs·b) + p/qs."""
    slope, intercept = map(float, np.polyfit(pressure, pressure / loading, 1))
    return Langmuir(1 / slope, slope / intercept)


def _deviations(axes: Any, colour: str, pressure: Any, ratio: Any, line: str) -> None:
    axes.semilogx(pressure, 100 * (ratio - 1), line, color=colour, linewidth=1)


def _name(left: Any, right: Any) -> None:
    left.set_title("measured (points), Toth (—), Langmuir (- -)")
    left.set_xlabel("pressure of toluene, Pa")
    left.set_ylabel("loading, mol/kg")
    left.set_ylim(1, 4.3)
    left.legend()
    for axes in (left, right):
        axes.minorticks_off()
    right.axhline(0, color="grey", linewidth=0.8)
    right.set_title("how far each is off")
    right.set_xlabel("pressure of toluene, Pa")
    right.set_ylabel("computed / measured − 1, %")
    right.set_ylim(-25, 10)
