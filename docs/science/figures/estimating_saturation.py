"""A bed of known properties, read with noise, and what the guesses make of it at two times."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from domain.adsorption.breakthrough_forecast import THROUGH
from domain.adsorption.evidence import Charge, Days, Fill
from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_parameters import Unknown
from domain.adsorption.life_prior import declared_mean
from domain.adsorption.load_steps import STEP_DAYS, steps_of
from domain.adsorption.service_life import Learned, outcomes, run_beds
from domain.adsorption.shipped_belief import OTHERS

DAYS, SEED = 120, 3
FILL = Fill(4_000.0, 820.0, ("甲苯", "乙酸丁酯"), 60.0, 80_000.0)
INLET_MG_PER_M3 = 60.0
ASKED = {30: "tab:orange", 60: "tab:green"}
MARGIN = 0.04


def draw() -> Figure:
    """The outlet over the inlet, true and read, and the intervals foretold."""
    truth = _true_outlet()
    rng = np.random.default_rng(SEED)
    read = np.maximum(truth * INLET_MG_PER_M3 * np.exp(rng.normal(0, 0.25, DAYS)), 0.5)
    figure = Figure()
    axes: Any = figure.subplots()
    day = np.arange(DAYS)
    axes.plot(day, read / INLET_MG_PER_M3, ".", color="grey", markersize=3, label="read")
    axes.plot(day, truth, color="black", label="true")
    axes.axhline(
        THROUGH, color="tab:red", linestyle=":", linewidth=1, label="a guess counts as through"
    )
    axes.axhline(0.20, color="tab:red", linewidth=1, label="20 % through")
    for place, (asked, colour) in enumerate(ASKED.items(), 1):
        _interval(axes, read, asked, colour, 0.20 + MARGIN * place)
    axes.set_ylim(0, 0.4)
    axes.set_xlabel("days since the fill")
    axes.set_ylabel("outlet over inlet")
    axes.legend(loc="upper left")
    return figure


def _interval(axes: Any, read: Floats, asked: int, colour: str, height: float) -> None:
    [said] = outcomes([_charge(read, asked)], Learned(OTHERS, {}), SEED)
    foretold = said.forecast
    axes.hlines(height, foretold.low, foretold.high, color=colour, linewidth=3)
    axes.plot(foretold.middle, height, "o", color=colour, label=f"foretold on day {asked}")


def _charge(read: Floats, days: int) -> Charge:
    run_h, nothing = np.full(days, 10.0), np.zeros(days)
    seen = Days(
        run_h,
        run_h * 8_000,
        np.full(days, INLET_MG_PER_M3),
        nothing,
        read[:days],
        nothing,
        np.full(days, 55.0),
        np.full(days, 25.0),
        0.5,
    )
    return Charge("A001-1", 1, FILL, seen, None)


def _true_outlet() -> Floats:
    """Of a bed that differs from its declaration, day by day."""
    unknowns = (declared_mean(FILL) + OTHERS.mean)[None, None, :].copy()
    unknowns[..., Unknown.CAPACITY] += 0.15
    unknowns[..., Unknown.SHARE] -= 0.4
    _, past = run_beds(steps_of([_charge(np.zeros(DAYS), DAYS)]), unknowns)
    through = [float(step.through[0, 0]) for step in past]
    return np.interp(np.arange(DAYS), (np.arange(len(through)) + 0.5) * STEP_DAYS, through)
