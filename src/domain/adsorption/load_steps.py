"""The days of charges in steps of three, as the reduced bed is driven: many charges at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.adsorption.evidence import Charge, Daily, Days, Fill
from domain.adsorption.from_scipy import Floats
from domain.adsorption.reduced_bed import Passage

STEP_DAYS = 3
RECENT_DAYS = 42
"""What is expected to come is like so many days past."""
RECENT_CLIMATE_DAYS = 14
_ENOUGH_DAYS = 14
"""A fill that is younger is expected to go on as the bed's last one ended."""
USUAL_HUMIDITY_PERCENT, USUAL_TEMPERATURE_C = 60.0, 23.0
"""Where nobody has measured. Chosen."""
_USUAL_RUN_H_PER_DAY = 9.0
_LEAST_INLET_MG_PER_M3 = 1e-3
"""Of nothing, no share can come through: an inlet of 0 is taken as this."""
_KG_PER_MG = 1e-6


@dataclass(frozen=True, slots=True)
class Steps:
    """What went in and what was seen to come out, (charges, steps); past a charge's last day there
    is no air. Concentrations are kg/m³, NaN where the outlet was not read."""

    carbon_kg: Floats
    """(charges, 1)"""
    days: Floats
    """(charges, 1): how many days have passed."""
    run_h: Floats
    air_m3: Floats
    inlet_kg_per_m3: Floats
    humidity_percent: Floats
    temperature_c: Floats
    outlet_kg_per_m3: Floats
    outlet_below: Floats
    detection_kg_per_m3: Floats
    """(charges, 1)"""

    def passage(self, step: int) -> Passage:
        """The air of one step."""
        one = slice(step, step + 1)
        return Passage(
            self.run_h[:, one],
            self.air_m3[:, one],
            self.inlet_kg_per_m3[:, one],
            self.humidity_percent[:, one],
            self.temperature_c[:, one],
        )


def steps_of(charges: Sequence[Charge]) -> Steps:
    """Add up the days of charges."""
    most = max((len(charge.days) for charge in charges), default=0)
    width = -(-most // STEP_DAYS)
    rows = [_row(charge, width) for charge in charges]
    run_h, air, inlet, humidity, temperature, outlet, below = np.array(rows).transpose(1, 0, 2)
    return Steps(
        _column([charge.fill.carbon_kg for charge in charges]),
        _column([len(charge.days) for charge in charges]),
        run_h,
        air,
        inlet,
        humidity,
        temperature,
        outlet,
        below,
        _column([charge.days.detection_mg_per_m3 * _KG_PER_MG for charge in charges]),
    )


def outlook(charges: Sequence[Charge], before: Sequence[Charge | None]) -> Passage:
    """What comes each day from now on, each (charges, 1): as of late, or as declared."""
    rows = [_outlook(*pair) for pair in zip(charges, before, strict=True)]
    return Passage(*(_column(each) for each in zip(*rows, strict=True)))


def inlet_mg_per_m3(charge: Charge) -> Daily:
    """The inlet day by day: measured, else the mean of what was measured, else as declared."""
    read = charge.days.inlet_mg_per_m3
    there = ~np.isnan(read)
    usual = read[there].mean() if there.any() else charge.fill.declared_mg_per_m3
    return np.maximum(np.where(there, read, usual), _LEAST_INLET_MG_PER_M3)


def _row(charge: Charge, width: int) -> list[Floats]:
    days = charge.days
    air, inlet = np.nan_to_num(days.air_m3), inlet_mg_per_m3(charge)
    climate = _climate(days)
    read = np.where(np.isnan(days.outlet_mg_per_m3), 0.0, air)
    outlet = _means(days.outlet_mg_per_m3, read, width, np.nan)
    return [
        _sums(days.run_h, width),
        _sums(air, width),
        _means(inlet, air, width, _declared_mg_per_m3(charge.fill)) * _KG_PER_MG,
        _means(climate[0], air, width, USUAL_HUMIDITY_PERCENT),
        _means(climate[1], air, width, USUAL_TEMPERATURE_C),
        outlet * _KG_PER_MG,
        _means(days.outlet_below, read, width, np.nan),
    ]


def _outlook(charge: Charge, before: Charge | None) -> tuple[float, ...]:
    parts = [charge]
    if before is not None and len(charge.days) < _ENOUGH_DAYS:
        parts = [before, charge]
    run_h, air, inlet, humidity, temperature = (
        np.concatenate(each)[-RECENT_DAYS:] for each in zip(*map(_seen, parts), strict=True)
    )
    fill = charge.fill
    if len(air) < STEP_DAYS or not air.any():
        usual = (USUAL_HUMIDITY_PERCENT, USUAL_TEMPERATURE_C)
        declared = _declared_mg_per_m3(fill) * _KG_PER_MG
        return _USUAL_RUN_H_PER_DAY, fill.declared_air_m3_per_day, declared, *usual
    late = slice(-RECENT_CLIMATE_DAYS, None)
    return (
        float(run_h.mean()),
        float(air.mean()),
        float((air * inlet).sum() / air.sum()) * _KG_PER_MG,
        float(humidity[late].mean()),
        float(temperature[late].mean()),
    )


def _declared_mg_per_m3(fill: Fill) -> float:
    return max(fill.declared_mg_per_m3, _LEAST_INLET_MG_PER_M3)


def _seen(charge: Charge) -> tuple[Daily, ...]:
    days = charge.days
    return days.run_h, np.nan_to_num(days.air_m3), inlet_mg_per_m3(charge), *_climate(days)


def _climate(days: Days) -> tuple[Daily, Daily]:
    """Humidity and temperature, with what is usual of these days where they were not measured."""
    return (
        _filled(days.humidity_percent, USUAL_HUMIDITY_PERCENT),
        _filled(days.temperature_c, USUAL_TEMPERATURE_C),
    )


def _filled(values: Daily, usual: float) -> Daily:
    there = ~np.isnan(values)
    return np.where(there, values, values[there].mean() if there.any() else usual)


def _sums(values: Daily, width: int) -> Floats:
    padded = np.zeros(width * STEP_DAYS)
    padded[: len(values)] = values
    sums: Floats = padded.reshape(width, STEP_DAYS).sum(axis=1)
    return sums


def _means(values: Daily, weights: Daily, width: int, otherwise: float) -> Floats:
    total = _sums(weights, width)
    weighted = _sums(np.where(weights > 0, np.nan_to_num(values) * weights, 0.0), width)
    return np.divide(weighted, total, out=np.full(width, otherwise), where=total > 0)


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=float)[:, None]
