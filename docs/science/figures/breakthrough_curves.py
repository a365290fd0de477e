"""What an isotherm does to a front, when a logistic will do, and the front that settles."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.constant_pattern import ConstantPattern
from domain.adsorption.thomas import thomas
from domain.adsorption.yoon_nelson import YoonNelson

UNITS = 20.0
THROUGHPUT = np.linspace(0, 2.5, 51)
SEPARATION_FACTORS = {1.0: "tab:red", 0.5: "tab:orange", 0.2: "tab:green", 0.0: "tab:blue"}
LENGTHS = {5.0: "tab:red", 20.0: "tab:orange", 80.0: "tab:green"}


def draw() -> Figure:
    """Thomas at four separation factors; the exact curve beside its logistic; settled fronts."""
    figure = Figure(figsize=(9.6, 3.2))
    left, middle, right = figure.subplots(1, 3, sharey=True)
    _isotherms(left)
    _logistics(middle)
    _settled(right)
    return figure


def _isotherms(axes: Any) -> None:
    for r, colour in SEPARATION_FACTORS.items():
        axes.plot(THROUGHPUT, thomas(r, UNITS, THROUGHPUT), color=colour, label=f"R = {r:g}")
    axes.set_title(f"Thomas, N = {UNITS:g}")
    axes.set_xlabel("throughput T")
    axes.set_ylabel("outlet over inlet")
    axes.legend(loc="lower right")


def _logistics(axes: Any) -> None:
    r = 0.5
    for units, colour in LENGTHS.items():
        logistic = YoonNelson(rate_per_h=(1 - r) * units, half_time_h=1.0)
        axes.plot(THROUGHPUT, thomas(r, units, THROUGHPUT), color=colour, label=f"N = {units:g}")
        axes.plot(THROUGHPUT, logistic.outlet_share(THROUGHPUT), color=colour, linestyle="--")
    axes.plot([], [], color="grey", linestyle="--", label="logistic")
    axes.set_title("Thomas and its logistic, R = 0.5")
    axes.set_xlabel("throughput T")
    axes.legend(loc="lower right")


def _settled(axes: Any) -> None:
    since = np.linspace(-6, 6, 49)
    for r in (0.5, 0.2, 0.05):
        front = ConstantPattern(r, rate_per_h=1.0, stoichiometric_h=10.0)
        colour = SEPARATION_FACTORS.get(r, "tab:blue")
        axes.plot(since, front.outlet_share(10 + since), color=colour, label=f"R = {r:g}")
    axes.axvline(0, color="grey", linestyle=":", linewidth=1)
    axes.set_title("constant pattern")
    axes.set_xlabel("k·(t − stoichiometric time)")
    axes.legend(loc="lower right")
