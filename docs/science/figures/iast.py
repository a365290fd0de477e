"""Toluene and isopropanol on Sorbonorit 4: measured alone, computed together."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.dubinin_radushkevich import DubininRadushkevich, Liquid, Pores
from domain.adsorption.fitting import fit_toth
from domain.adsorption.iast import PureIsotherm, loadings_mol_per_kg
from tests.domain.adsorption.isotherms.points import points

TOTAL_PA = 100.0
COLOURS = {"toluene": "tab:blue", "isopropanol": "tab:orange"}


def draw() -> Figure:
    """Left each vapour alone, right both at 100 Pa together."""
    figure = Figure()
    left, right = (figure.add_subplot(1, 2, number) for number in (1, 2))
    toths = [_alone(left, vapour, colour) for vapour, colour in COLOURS.items()]
    _together(right, toths, "-", "")
    _together(right, [_dubinin(left), toths[1]], ":", ", toluene by Dubinin")
    _name(left, right)
    return figure


def _alone(axes: Any, vapour: str, colour: str) -> PureIsotherm:
    _, pressure, loading = points(f"{vapour}_on_sorbonorit4.csv", vapour, [293.0])
    toth = fit_toth(pressure, loading)
    fine = np.geomspace(1e-2, 2500, 40)
    axes.semilogx(pressure, loading, "o", color=colour, markersize=3, label=vapour)
    axes.semilogx(fine, toth.loading_mol_per_kg(fine), color=colour)
    return toth


def _dubinin(axes: Any) -> DubininRadushkevich:
    liquid = Liquid(293.0, 2888.4, 0.8670, 92.14)
    dubinin = DubininRadushkevich(Pores(0.4182, 26_885), liquid)
    fine = np.geomspace(3e-2, 2500, 40)
    axes.semilogx(fine, dubinin.loading_mol_per_kg(fine), ":", color=COLOURS["toluene"])
    return dubinin


def _together(axes: Any, isotherms: list[PureIsotherm], line: str, by: str) -> None:
    share = np.linspace(0, 1, 51)
    partial = TOTAL_PA * np.stack([share, 1 - share], axis=-1)
    loadings = loadings_mol_per_kg(isotherms, partial)
    for column, (vapour, colour) in enumerate(COLOURS.items()):
        axes.plot(share, loadings[:, column], line, color=colour, label=f"{vapour}{by}")


def _name(left: Any, right: Any) -> None:
    left.minorticks_off()
    left.set_title("alone, 293 K: measured, Toth (—), Dubinin (···)")
    left.set_xlabel("pressure, Pa")
    left.set_ylabel("loading, mol/kg")
    left.legend()
    right.set_title("together at 100 Pa, computed only")
    right.set_xlabel("share of toluene in the vapour")
    right.set_ylabel("loading, mol/kg")
    right.legend()
