"""What the district's instruments and papers say of the hours, each with its faults."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from domain.adsorption.evidence import Days
from tests.bench.life.judging.hours import Hours
from tests.bench.life.judging.plants import BEDS, HORIZON_DAYS, Floats, Plants
from tests.bench.life.judging.truth import by_day


class Sensors(StrEnum):
    """What a bed has."""

    BOTH = "inlet and outlet"
    SWITCHED = "one, switched"
    NO_OUTLET = "inlet only"
    NO_INLET = "outlet only"
    NONE = "none"


SHARES = {
    Sensors.BOTH: 0.30,
    Sensors.SWITCHED: 0.25,
    Sensors.NO_OUTLET: 0.15,
    Sensors.NO_INLET: 0.15,
    Sensors.NONE: 0.15,
}


@dataclass(frozen=True, slots=True)
class Fitting:
    """How the instruments of a bed are off; a row for each charge."""

    sensors: list[Sensors]
    inlet_gain: Floats
    outlet_gain: Floats
    drift_per_day: Floats
    detection_mg_per_m3: Floats
    airflow_gain: Floats
    hours_gain: Floats
    """What is declared of the hours, over what is worked, where nothing is measured."""


def fit(plants: Plants, seed: int) -> Fitting:
    """Fit out the beds of a district."""
    rng = np.random.default_rng([seed, 3])
    kinds = list(SHARES)
    chosen = rng.choice(len(kinds), BEDS, p=list(SHARES.values()))
    sensors = [kinds[chosen[bed]] for bed in plants.bed]
    inlet = np.exp(rng.normal(0, 0.12, BEDS))[plants.bed]
    other = np.exp(rng.normal(0, 0.12, BEDS))[plants.bed]
    one = np.array([each is Sensors.SWITCHED for each in sensors])
    bare = np.array([each is Sensors.NONE for each in sensors])
    measured = np.exp(rng.normal(0, 0.05, BEDS))[plants.bed]
    designed = np.exp(rng.normal(0, 0.15, BEDS))[plants.bed]
    return Fitting(
        sensors=sensors,
        inlet_gain=inlet,
        outlet_gain=np.where(one, inlet, other),
        drift_per_day=rng.normal(0, 0.0008, len(plants)),
        detection_mg_per_m3=rng.uniform(0.5, 2.5, BEDS)[plants.bed],
        airflow_gain=np.where(bare, designed, measured),
        hours_gain=np.where(bare, np.exp(rng.normal(0, 0.10, BEDS))[plants.bed], 1.0),
    )


def readings(
    plants: Plants, hours: Hours, outlet_g_per_m3: Floats, fitting: Fitting, seed: int
) -> list[Days]:
    """What is recorded of every charge up to the horizon."""
    rng = np.random.default_rng([seed, 4])
    worked = by_day(hours.day, np.ones(hours.day.shape))
    said_h = np.minimum(worked * fitting.hours_gain[:, None], 24)
    air = _air(plants, hours, worked, fitting)
    away_from_inlet, away_from_outlet = _switching(fitting, hours.day.shape[1])
    inlet = _seen(rng, hours, hours.total_mg_per_m3, fitting.inlet_gain, fitting, away_from_inlet)
    outlet_mg = outlet_g_per_m3.sum(axis=2) * 1e3
    outlet = _seen(rng, hours, outlet_mg, fitting.outlet_gain, fitting, away_from_outlet)
    for row, sensors in enumerate(fitting.sensors):
        if sensors in (Sensors.NO_INLET, Sensors.NONE):
            inlet[:, row] = np.nan
        if sensors in (Sensors.NO_OUTLET, Sensors.NONE):
            outlet[:, row] = np.nan
    humidity = _climate(rng, hours, hours.humidity_percent, fitting, 3.0)
    temperature = _climate(rng, hours, hours.temperature_c, fitting, 0.5)
    return [
        Days(
            said_h[row],
            said_h[row] * air[row],
            inlet[0, row],
            inlet[1, row],
            outlet[0, row],
            outlet[1, row],
            humidity[row],
            temperature[row],
            float(fitting.detection_mg_per_m3[row]),
        )
        for row in range(len(plants))
    ]


def _switching(fitting: Fitting, steps: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where one instrument serves both, the hours when it is elsewhere, (charges, hours) each."""
    one = np.zeros((len(fitting.sensors), steps), bool)
    one[[each is Sensors.SWITCHED for each in fitting.sensors]] = True
    even = np.zeros_like(one)
    even[:, ::2] = True
    return one & ~even, one & even


def _air(plants: Plants, hours: Hours, worked: Floats, fitting: Fitting) -> Floats:
    """m³/h day by day: measured, or as designed where there is nothing to measure with."""
    measured = _mean(by_day(hours.day, hours.airflow_m3_per_h), worked)
    bare = np.array([each is Sensors.NONE for each in fitting.sensors])[:, None]
    said = np.where(bare, plants.airflow_m3_per_h[:, None], measured)
    return np.nan_to_num(said * fitting.airflow_gain[:, None])


def _seen(
    rng: np.random.Generator,
    hours: Hours,
    true_mg_per_m3: Floats,
    gain: Floats,
    fitting: Fitting,
    elsewhere: NDArray[np.bool_],
) -> Floats:
    """Daily means and shares below detection, (2, charges, days)."""
    drifted = gain[:, None] * (1 + fitting.drift_per_day[:, None] * hours.day)
    shown = true_mg_per_m3 * drifted * np.exp(rng.normal(0, 0.08, hours.day.shape))
    limit = fitting.detection_mg_per_m3[:, None]
    below = shown < limit
    silent = np.take_along_axis(_silence(rng, len(gain)), hours.day, axis=1)
    there = (~(silent | elsewhere) & (hours.day < HORIZON_DAYS)).astype(float)
    count = by_day(hours.day, there)
    total = by_day(hours.day, there * np.where(below, limit / 2, shown))
    return np.stack([_mean(total, count), _mean(by_day(hours.day, there * below), count)])


def _silence(rng: np.random.Generator, charges: int) -> NDArray[np.bool_]:
    """Days on which an instrument says nothing: now and then, and a longer break for some."""
    days = np.arange(HORIZON_DAYS + 1)[None, :]
    broken_from = rng.integers(0, HORIZON_DAYS, charges)[:, None]
    broken_days = rng.integers(5, 16, charges)[:, None]
    broken = (days >= broken_from) & (days < broken_from + broken_days)
    broken &= (rng.random(charges) < 0.5)[:, None]
    return broken | (rng.random((charges, HORIZON_DAYS + 1)) < 0.03)


def _climate(
    rng: np.random.Generator, hours: Hours, true: Floats, fitting: Fitting, off: float
) -> Floats:
    worked = by_day(hours.day, np.ones(hours.day.shape))
    seen = _mean(by_day(hours.day, true), worked) + rng.normal(0, off, (len(true), 1))
    bare = np.array([each is Sensors.NONE for each in fitting.sensors])
    seen[bare] = np.nan
    return seen


def _mean(total: Floats, count: Floats) -> Floats:
    """NaN where there is nothing."""
    return np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)
