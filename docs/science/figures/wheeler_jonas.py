"""Measured breakthrough times beside predicted ones, and how a time depends on its bed."""

import re
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.solvent_table import SOLVENTS
from domain.adsorption.vapour_capacity import carbon_of
from domain.adsorption.wheeler_jonas import Bed, predicted_breakthrough_min

PAGE = Path(__file__).parents[1] / "wheeler-jonas.md"
JUDGED = re.compile(r"^\| \S+ ([\w-]+) \| [\d.]+ \| (.+) \|$", re.MULTILINE)
NEVER_FITTED_TO = {"Ethylbenzene", "Mesitylene", "Ethanol", "sec-Butanol"}
SHOWN = {"toluene", "ethyl acetate", "methyl ethyl ketone", "acetone"}
KINDS = {
    ("tab:blue", "o"): "1 %, left out of the factor",
    ("tab:orange", "s"): "10 %, left out of the factor",
}


def draw() -> Figure:
    """Two panels: against measurement, and hours of a plant's bed over the concentration."""
    figure = Figure(figsize=(7.2, 3.8))
    left, right = figure.subplots(1, 2)
    _against_measurement(left)
    _over_concentration(right)
    return figure


def _against_measurement(axes: Any) -> None:
    axes.plot([20, 160], [20, 160], color="grey", linewidth=0.8)
    for name, numbers in JUDGED.findall(PAGE.read_text()):
        one, one_predicted, _, ten, ten_predicted, _ = numbers.split(" | ")
        points = ((one, one_predicted), (ten, ten_predicted))
        for (colour, marker), (measured, predicted) in zip(KINDS, points, strict=True):
            face = "none" if name in NEVER_FITTED_TO else colour
            x, y = float(measured), float(predicted)
            axes.plot(x, y, marker, color=colour, markerfacecolor=face, markersize=5)
            if name == "Ethanol":
                axes.annotate(name, (x, y), (5, 3), textcoords="offset points", fontsize=8)
    for (colour, marker), label in KINDS.items():
        axes.plot([], [], marker, color=colour, label=label, markersize=5)
    axes.plot([], [], "o", color="grey", markerfacecolor="none", label="never fitted to")
    axes.set_title("two cartridges, 1,000 ppm")
    axes.set_xlabel("measured, min")
    axes.set_ylabel("predicted, min")
    axes.legend(fontsize=7.5)


def _over_concentration(axes: Any) -> None:
    bed = Bed(mass_kg=1_000, bulk_density_kg_per_m3=450, face_m2=6, airflow_m3_per_h=10_000)
    inlet = np.geomspace(20, 2_000, 30)
    for solvent in SOLVENTS:
        if solvent.en in SHOWN:
            minutes = predicted_breakthrough_min(bed, carbon_of(0.45), solvent, inlet, 298.15)
            axes.loglog(inlet, minutes / 60, label=solvent.en)
    axes.set_title("1,000 kg of carbon, 10,000 m³/h, 25 °C, dry")
    axes.set_xlabel("inlet, mg/m³")
    axes.set_ylabel("10 % breakthrough, h")
    axes.set_xticks([20, 100, 500, 2_000], ["20", "100", "500", "2,000"])
    axes.set_yticks([1, 10, 100, 1_000], ["1", "10", "100", "1,000"])
    axes.minorticks_off()
    axes.legend(fontsize=7.5)
