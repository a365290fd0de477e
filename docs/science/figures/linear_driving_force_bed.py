"""A bed in cells beside the exact curve, and two vapours on one bed whose inlet drops."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.cell_balance import balance_of_mixture
from domain.adsorption.from_scipy import Floats
from domain.adsorption.j_function import j_function
from domain.adsorption.linear_driving_force_bed import Bed, Feed, clean, pass_through

AIRFLOW_M3_PER_H = 1_000.0
CELLS = {10: "tab:red", 40: "tab:orange", 160: "tab:green"}
AFFINITIES_M3_PER_MG = np.array([4e-4, 1e-2])
NAMES = {"light vapour": "tab:orange", "heavy vapour": "tab:blue"}


def draw() -> Figure:
    """Left: 10, 40 and 160 cells and J(10, τ). Right: roll-up, and what is given back."""
    figure = Figure()
    left, right = figure.subplots(1, 2)
    _cells(left)
    _two_vapours(right)
    return figure


def _cells(axes: Any) -> None:
    time = np.linspace(0, 20, 61)
    for cells, colour in CELLS.items():
        steps = 2 * cells
        bed = Bed(isotherm=lambda c: 1e-4 * c, rate_per_h=1.0, carbon_kg=100.0, cells=cells)
        feed = Feed(np.full(steps, 1_000.0), AIRFLOW_M3_PER_H, 20 / steps)
        outlet, _ = pass_through(bed, feed, clean(bed))
        shown = np.interp(time[1:], np.arange(1, steps + 1) * 20 / steps, outlet / 1_000)
        axes.plot(time[1:], shown, color=colour, label=f"{cells} cells")
    axes.plot(time, j_function(10, time), color="black", linestyle=":", label="exact, J(10, τ)")
    axes.set_title("linear isotherm, 10 transfer units")
    axes.set_xlabel("hours")
    axes.set_ylabel("outlet over inlet")
    axes.legend()


def _two_vapours(axes: Any) -> None:
    hours = np.arange(1, 121) * 0.5
    inlet = np.where(hours[:, None] <= 40, np.array([500.0, 300.0]), 0.0)
    bed = Bed(
        isotherm=_sharing,
        rate_per_h=3.0,
        carbon_kg=40.0,
        cells=60,
        balance=balance_of_mixture,
    )
    outlet, _ = pass_through(bed, Feed(inlet, AIRFLOW_M3_PER_H, 0.5), clean(bed, (2,)))
    for name, colour, out, into in zip(NAMES, NAMES.values(), outlet.T, inlet.T, strict=True):
        axes.plot(hours, out, color=colour, label=name)
        axes.plot(hours, into, color=colour, linestyle=":", linewidth=1)
    axes.plot([], [], color="grey", linestyle=":", linewidth=1, label="inlet")
    axes.set_title("two vapours, inlet off after 40 h")
    axes.set_xlabel("hours")
    axes.set_ylabel("outlet, mg/m³")
    axes.legend(loc="upper right")


def _sharing(concentration: Floats) -> Floats:
    taken = AFFINITIES_M3_PER_MG * concentration
    return 0.25 * taken / (1 + taken.sum(axis=-1, keepdims=True))
