"""Toluene's capacity in humid air over its dry one, measured and by the summary."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.humidity import capacity_factor, sensitivity
from tests.domain.adsorption.isotherms.points import rows

MARKS = {
    ("Sorbonorit 4", "293"): ("o", "tab:blue"),
    ("Sorbonorit 4", "313"): ("s", "tab:green"),
    ("BPL", "293"): ("^", "tab:red"),
}


def draw() -> Figure:
    """Left over the concentration at 90 %, right over the humidity."""
    figure = Figure()
    left, right = (figure.add_subplot(1, 2, number) for number in (1, 2))
    measured = rows("toluene_beside_water.csv")
    for (carbon, kelvin), (mark, colour) in MARKS.items():
        mine = [r for r in measured if (r["carbon"], r["temperature_k"]) == (carbon, kelvin)]
        name = f"{carbon}, {kelvin} K"
        moist = [row for row in mine if row["humidity_as_read"] == "0.9"]
        _mark(left, [float(r["toluene_mg_per_m3"]) for r in moist], moist, mark, colour, name)
        _mark(right, [100 * float(r["humidity_as_read"]) for r in mine], mine, mark, colour, name)
    _lines(left, right)
    return figure


def _mark(
    axes: Any, at: list[float], of: list[dict[str, str]], mark: str, colour: str, name: str
) -> None:
    factors = [float(row["factor_by_toth"]) for row in of]
    axes.plot(at, factors, mark, color=colour, markersize=4, label=name, fillstyle="none")


def _lines(left: Any, right: Any) -> None:
    concentration = np.geomspace(300, 7500, 80)
    left.semilogx(concentration, capacity_factor(90, sensitivity(concentration)), color="black")
    humidity = np.linspace(0, 90, 91)
    for mg_per_m3, line in ((350, "-"), (900, "--"), (2000, ":")):
        factor = capacity_factor(humidity, sensitivity(mg_per_m3))
        right.plot(humidity, factor, line, color="black", label=f"f at {mg_per_m3:,} mg/m³")
    left.set_title("at RH 90 %")
    left.set_xlabel("toluene, mg/m³")
    left.set_ylabel("capacity / dry capacity")
    left.set_ylim(0, 1.25)
    left.legend(loc="lower right")
    left.set_xticks([300, 1000, 3000, 7000], ["300", "1,000", "3,000", "7,000"])
    left.minorticks_off()
    right.set_title("340 … 7,510 mg/m³")
    right.set_xlabel("relative humidity, %")
    right.set_ylim(0, 1.25)
    right.legend(loc="lower left")
