"""`python -m tests.bench.life.tuning`: what the program ships with, learned on tuning districts.

First, how beds differ from their declaration: the mean of the unknowns with which a single guess of
each bed, driven by all that was measured, breaks through when the bed truly does. Then how far the
truth lay from forecasts made at several distances before the end. It writes the module
`domain.adsorption.shipped_belief`; reporting districts are not looked at.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np
import scipy.optimize  # pyright: ignore[reportMissingTypeStubs]

from domain.adsorption.breakthrough_forecast import looked_back
from domain.adsorption.conformal import Calibration, RawForecast, calibrate
from domain.adsorption.evidence import Charge
from domain.adsorption.from_scipy import Floats
from domain.adsorption.life_parameters import COUNT, Gaussian, Unknown
from domain.adsorption.life_prior import Instruments, declared_mean
from domain.adsorption.load_steps import steps_of
from domain.adsorption.service_life import outcomes, run_beds
from tests.bench.life.contestant import SEED, Learning
from tests.bench.life.judging.judgement import EVERY_DAYS
from tests.bench.life.judging.plants import FILLS, HORIZON_DAYS
from tests.bench.life.judging.seeds import TUNING
from tests.bench.life.judging.sensors import Sensors
from tests.bench.life.judging.truth import NEVER
from tests.bench.life.judging.world import district

SHIPPED = Path(__file__).parents[3] / "src" / "domain" / "adsorption" / "shipped_belief.py"
NAME = "simulated-districts-1"
SPREAD = (0.20, 0.5, 0.5, 0.35, 0.8, 0.5, 0.4, 0.12, 0.12)
"""How far a bed may be from the mean of beds. Chosen on tuning districts."""
FITTED = (
    Unknown.CAPACITY,
    Unknown.HEAVY,
    Unknown.LIGHT,
    Unknown.SHARE,
    Unknown.UPTAKE,
    Unknown.BYPASS,
    Unknown.HUMIDITY,
)
LEADS_DAYS = (3, 7, 14, 21, 30, 45, 60)
"""So many days before the end forecasts are looked at, each alike: were all weeks looked at, the
many early ones would outweigh those in which something must be decided."""
_FIRST_STEPS = (0.2, 1.0, 0.5, -0.5, 1.0, 0.5, 0.5)
_TRIALS = 300
_SOFT, _SHRINK = 0.01, 0.01
_optimize: Any = scipy.optimize

Known = tuple[Instruments, RawForecast, float]


def fitted_mean(charges: Sequence[Charge], true_day: Floats) -> Floats:
    """The mean of the unknowns, (9,), relative to what is declared."""
    steps = steps_of(charges)
    declared = np.array([declared_mean(charge.fill) for charge in charges])

    def miss(fitted: Floats) -> float:
        mean = _spread_out(fitted)
        _, past = run_beds(steps, (declared + mean)[:, None, :])
        crossing = looked_back(past, (len(charges), 1))
        said = np.minimum(crossing.day[:, 0], HORIZON_DAYS)
        off = np.sqrt(np.square(np.log(said / true_day)) + _SOFT).mean()
        return float(off + _SHRINK * np.square(fitted).sum())

    simplex = np.vstack([np.zeros(len(FITTED)), np.diag(_FIRST_STEPS)])
    options = {"maxfev": _TRIALS, "initial_simplex": simplex}
    found = _optimize.minimize(miss, simplex[0], method="Nelder-Mead", options=options)
    return _spread_out(found.x)


def _spread_out(fitted: Floats) -> Floats:
    mean = np.zeros(COUNT)
    mean[list(FITTED)] = fitted
    return mean


def measured_lives(seed: int) -> tuple[list[Charge], list[int]]:
    """The charges of a district that anything was measured of, up to the horizon."""
    where = district(seed)
    days: list[int] = where.truth.breakthrough_day.tolist()
    rows = [
        row
        for row in range(len(where))
        if days[row] >= EVERY_DAYS and where.sensors[row] is not Sensors.NONE
    ]
    return [where.running(row, HORIZON_DAYS) for row in rows], [days[row] for row in rows]


def known_forecasts(seed: int, others: Gaussian) -> list[Known]:
    """What was forecast of a district's charges, and what came true."""
    where, learning = district(seed), Learning(others)
    days: list[int] = where.truth.breakthrough_day.tolist()
    found: list[Known] = []
    for number in range(1, FILLS + 1):
        learned = learning(where.completed(before=number))
        asked = [
            (row, day)
            for row in range(len(where))
            if where.number[row] == number and days[row] != NEVER
            for day in (days[row] - lead for lead in LEADS_DAYS)
            if day >= 0
        ]
        said = outcomes([where.running(*each) for each in asked], learned, SEED)
        found += [
            (outcome.instruments, outcome.forecast, float(days[row]))
            for (row, _), outcome in zip(asked, said, strict=True)
        ]
    return found


def module(mean: Floats, calibration: Calibration) -> str:
    """The text of the module that is shipped."""
    rows = "".join(
        f"        (Instruments.{kind.name}, Stage.{stage.name}): _of(\n{_wrapped(each)}        ),\n"
        for (kind, stage), each in calibration.distances.items()
    )
    return f'''"""What is believed of beds before a district has any past.

Written by `python -m tests.bench.life.tuning` from simulated districts; not measured anywhere.
"""

import numpy as np

from domain.adsorption.conformal import Calibration, Stage
from domain.adsorption.life_parameters import Gaussian
from domain.adsorption.life_prior import Instruments

NAME = "shipped-1"
"""What assessments call it."""

OTHERS = Gaussian(
    np.array({mean.tolist()}),
    np.diag(np.square({list(SPREAD)})),
)
"""How beds differ from what is declared of them."""


def _of(distances: str) -> tuple[float, ...]:
    return tuple(map(float, distances.split()))


CALIBRATION = Calibration(
    "{calibration.name}",
    {{
{rows}    }},
)
"""How far the truth lay from forecasts, by instruments and stage."""
'''


def _wrapped(distances: Sequence[float]) -> str:
    """A row as lines of quoted text."""
    lines = wrap(" ".join(map(str, distances)), 80)
    return "".join(f'            "{line} "\n' for line in lines)


def main() -> None:
    """Learn and write."""
    with ProcessPoolExecutor(max_workers=2) as workers:
        lives = list(workers.map(measured_lives, TUNING))
        charges = list(chain.from_iterable(each[0] for each in lives))
        true_day = np.array(list(chain.from_iterable(each[1] for each in lives)), dtype=float)
        mean = fitted_mean(charges, true_day).round(3)
        others = Gaussian(mean, np.diag(np.square(SPREAD)))
        known = workers.map(known_forecasts, TUNING, [others] * len(TUNING))
        calibration = calibrate(NAME, chain.from_iterable(known))
    SHIPPED.write_text(module(mean, calibration))


if __name__ == "__main__":
    main()
