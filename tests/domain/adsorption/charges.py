"""Charges of a bed that works ten hours a day from Monday to Friday, and is filled on a Monday."""

from dataclasses import replace

import numpy as np

from domain.adsorption.conformal import GRID, Calibration, Stage
from domain.adsorption.evidence import Charge, Daily, Days, Fill
from domain.adsorption.from_scipy import Floats, normal_quantile
from domain.adsorption.life_parameters import COUNT, Gaussian, Unknown, bed_parameters
from domain.adsorption.life_prior import Instruments, declared_mean
from domain.adsorption.reduced_bed import Passage, ReducedBed

RUN_H, AIRFLOW_M3_PER_H, INLET_MG_PER_M3, DETECTION_MG_PER_M3 = 10.0, 8_000.0, 40.0, 1.0
HUMIDITY_PERCENT, TEMPERATURE_C = 60.0, 23.0
WORKING_DAYS, LEAST_EFFICIENCY = 5, 0.80

FILL = Fill(
    carbon_kg=4_000.0,
    iodine_mg_per_g=900.0,
    solvents=("甲苯", "乙酸乙酯"),
    declared_mg_per_m3=INLET_MG_PER_M3,
    declared_air_m3_per_day=RUN_H * AIRFLOW_M3_PER_H * 5 / 7,
)
OTHERS = Gaussian(
    np.where(np.arange(COUNT) == Unknown.UPTAKE, 1.2, 0.0),
    np.diag(np.square([0.2, 0.5, 0.5, 0.35, 0.5, 0.5, 0.4, 0.12, 0.12])),
)
"""Beds are, in the mean, as declared, but take up three times as fast."""
CALIBRATION = Calibration(
    "as a normal distribution",
    {
        (instruments, stage): tuple(normal_quantile(np.array(GRID)).tolist())
        for instruments in Instruments
        for stage in Stage
    },
)


def works(count: int) -> Daily:
    """1 on each day of work, 0 on each of rest."""
    return (np.arange(count) % 7 < WORKING_DAYS).astype(float)


def days_of(
    count: int,
    *,
    inlet: float | Daily = np.nan,
    outlet: float | Daily = np.nan,
    detection: float = DETECTION_MG_PER_M3,
) -> Days:
    """So many days; what is given is read on each day of work."""
    working = works(count)

    def read(values: float | Daily) -> Daily:
        return np.where(working > 0, values, np.nan)

    def below(values: Daily) -> Daily:
        return np.where(np.isnan(values), np.nan, values < detection)

    came, left = read(inlet), read(outlet)
    return Days(
        run_h=RUN_H * working,
        air_m3=RUN_H * AIRFLOW_M3_PER_H * working,
        inlet_mg_per_m3=came,
        inlet_below=below(came),
        outlet_mg_per_m3=left,
        outlet_below=below(left),
        humidity_percent=read(HUMIDITY_PERCENT),
        temperature_c=read(TEMPERATURE_C),
        detection_mg_per_m3=detection,
    )


def charge_of(days: Days, fill: Fill = FILL, bed: str = "A", number: int = 1) -> Charge:
    """A charge that is running."""
    return Charge(bed, number, fill, days, None)


def seen_by(instruments: Instruments, days: Days) -> Days:
    """What is left of days where only these instruments are fitted."""
    nothing = np.full(len(days), np.nan)
    at_inlet = instruments in (Instruments.BOTH, Instruments.INLET)
    at_outlet = instruments in (Instruments.BOTH, Instruments.OUTLET)
    if not at_inlet:
        days = replace(days, inlet_mg_per_m3=nothing, inlet_below=nothing)
    if not at_outlet:
        days = replace(days, outlet_mg_per_m3=nothing, outlet_below=nothing)
    return days


def lived(unknowns: Floats, count: int, seed: int, fill: Fill = FILL) -> tuple[Days, int]:
    """The days of a reduced bed of known parameters, and the day on which it breaks through.

    Inlet and outlet scatter by 40 and 8 % from day to day, as a firm's do, readings by 5 %.
    Breakthrough is the first day by which, over five working days, less than 80 % was taken out.
    """
    rng = np.random.default_rng(seed)
    inlet = INLET_MG_PER_M3 * np.exp(rng.normal(0, 0.4, count))
    bed = ReducedBed(bed_parameters(unknowns[None, None, :]), np.array([[fill.carbon_kg]]))
    working = works(count)
    outlet = np.array([_outlet(bed, *day) for day in zip(working, inlet, strict=True)])
    week = np.ones(WORKING_DAYS)
    worked = np.flatnonzero(working)
    left, came = (
        np.convolve(outlet[worked], week, "valid"),
        np.convolve(inlet[worked], week, "valid"),
    )
    through = np.flatnonzero(left > (1 - LEAST_EFFICIENCY) * came)
    shown = outlet * np.exp(rng.normal(0, 0.08, count))
    shown = np.where(shown < DETECTION_MG_PER_M3, DETECTION_MG_PER_M3 / 2, shown)
    days = days_of(count, inlet=inlet * np.exp(rng.normal(0, 0.05, count)), outlet=shown)
    return days, int(worked[through[0] + WORKING_DAYS - 1]) if through.size else count


def _outlet(bed: ReducedBed, working: float, inlet_mg_per_m3: float) -> float:
    """mg/m³ after a day, during which the bed is driven."""
    one = np.ones((1, 1))
    air = Passage(
        one * RUN_H * working,
        one * RUN_H * AIRFLOW_M3_PER_H * working,
        one * inlet_mg_per_m3 * 1e-6,
        one * HUMIDITY_PERCENT,
        one * TEMPERATURE_C,
    )
    return float(bed.pass_through(air)[0, 0]) * inlet_mg_per_m3


def drawn(seed: int, fill: Fill = FILL) -> Floats:
    """The unknowns of a bed that is such as OTHERS says."""
    rng = np.random.default_rng(seed)
    return rng.multivariate_normal(declared_mean(fill) + OTHERS.mean, OTHERS.covariance)
