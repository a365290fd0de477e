"""The formula's date for one fill, over the concentration, at three capacities."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.replacement_cycle import Load, replacement_cycle_days

CAPACITIES = {0.05: "tab:red", 0.10: "tab:blue", 0.15: "tab:green"}


def draw() -> Figure:
    """Running days of 1,000 kg of carbon at 10,000 m³/h, 8 h a day."""
    figure = Figure()
    _panel(figure.add_subplot())
    return figure


def _panel(axes: Any) -> None:
    removed = np.geomspace(10, 500, 30)
    for capacity, colour in CAPACITIES.items():
        days = [replacement_cycle_days(Load(1_000, c, 10_000, 8, capacity)) for c in removed]
        axes.loglog(removed, days, color=colour, label=f"s = {capacity:.2f}")
    axes.set_title("1,000 kg of carbon, 10,000 m³/h, 8 h a day")
    axes.set_xlabel("removed, mg/m³")
    axes.set_ylabel("replacement cycle, running days")
    axes.set_xticks([10, 20, 50, 100, 200, 500], ["10", "20", "50", "100", "200", "500"])
    axes.set_yticks([3, 10, 30, 100, 300], ["3", "10", "30", "100", "300"])
    axes.minorticks_off()
    axes.legend(title="kg VOC per kg carbon", loc="lower left")
