"""The Wheeler–Jonas equation: a printed case, limits, order, and Wood's own printed times."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.solvents import by_name
from domain.adsorption.validity import OutOfRange
from domain.adsorption.vapour_capacity import concentration_mg_per_m3
from domain.adsorption.wheeler_jonas import (
    Bed,
    breakthrough_min,
    capacity_factor,
    critical_mass_kg,
    predicted_breakthrough_min,
    rate_coefficient_per_min,
)
from tests.measured_breakthrough import BED, CARBON, TEMPERATURE_K

PRINTED = Path(__file__).parent / "second_source" / "wood_printed_10pct_minutes.csv"
NOT_IN_OUR_TABLE = {"p-Cymene", "Allyl alcohol"}

velocities = st.floats(0.01, 0.69)
polarisations = st.floats(5.0, 79.0)
breakthroughs = st.floats(0.001, 0.19)
beds = st.builds(Bed, st.floats(10, 5_000), st.just(450.0), st.just(5.0), st.floats(1_000, 5_000))


def test_the_reference_case_lasts_4006_minutes() -> None:
    # q·m = 0.30 · 500,000 g = 150,000 g; c0·Q = 0.2 g/m³ · 166.667 m³/min = 33.333 g/min: 4,500 min
    # q·ρB/(kv·c0) = 0.30 · 450,000/(3,000 · 0.2) = 225 min; ln 9 = 2.197225: 494.38 min
    bed = Bed(500, 450, 5, 10_000)
    assert breakthrough_min(bed, 0.30, 200, 3_000, 0.1) == pytest.approx(4_005.6244700993507)


def test_a_rate_can_be_followed_by_hand() -> None:
    # v 10 cm/s: 1/10 + 0.027 = 0.127; ln 9 = 2.197225; Pe 31.11
    # 0.000825 + (0.063 − 0.0055 · 2.197225)/31.11 = 0.00246163; 1/(0.127 · 0.00246163) = 3,198.7
    assert rate_coefficient_per_min(0.10, 31.11, 0.1) == pytest.approx(3_198.7, rel=1e-4)


@given(velocities, polarisations, breakthroughs)
def test_the_rate_grows_with_velocity_and_polarisation_but_never_beyond_its_limit(
    velocity: float, polarisation: float, breakthrough: float
) -> None:
    rate = rate_coefficient_per_min(velocity, polarisation, breakthrough)
    assert rate < rate_coefficient_per_min(velocity + 0.01, polarisation, breakthrough)
    assert rate < rate_coefficient_per_min(velocity, polarisation + 1, breakthrough)
    # Where air is fast, v no longer matters; where molecules are large, Pe no longer does.
    inside = (0.063 - 0.0055 * np.log(1 / breakthrough - 1)) / polarisation
    assert rate < 1 / (0.027 * (0.000825 + inside))
    assert rate < 1 / ((1 / (100 * velocity) + 0.027) * 0.000825)


@given(beds, st.floats(0.05, 0.5), st.floats(20, 2_000), st.floats(1_000, 10_000), breakthroughs)
def test_a_time_falls_with_load_and_grows_with_carbon(
    bed: Bed, capacity: float, inlet: float, rate: float, breakthrough: float
) -> None:
    def minutes(more_kg: float = 0, more_m3_per_h: float = 0, inlet: float = inlet) -> float:
        flow = bed.airflow_m3_per_h + more_m3_per_h
        other = Bed(bed.mass_kg + more_kg, bed.bulk_density_kg_per_m3, bed.face_m2, flow)
        return float(breakthrough_min(other, capacity, inlet, rate, breakthrough))

    here = minutes()
    assert here >= 0
    assert minutes(inlet=2 * inlet) == pytest.approx(here / 2)
    assert minutes(more_kg=10) > here or here == 0
    assert minutes(more_m3_per_h=100) < here or here == 0


@given(velocities, st.floats(1.01, 1.3), polarisations)
def test_faster_air_breaks_through_sooner_though_its_rate_is_higher(
    velocity: float, faster: float, polarisation: float
) -> None:
    def minutes(v: float) -> float:
        bed = Bed(400, 400, 1, 3600 * v)
        return float(
            breakthrough_min(bed, 0.3, 200, rate_coefficient_per_min(v, polarisation, 0.1))
        )

    assert minutes(min(0.7, velocity * faster)) < minutes(velocity)


@given(beds, st.floats(1_000, 10_000), breakthroughs)
def test_a_bed_of_the_critical_mass_lets_the_vapour_through_at_once(
    bed: Bed, rate: float, breakthrough: float
) -> None:
    density, flow = bed.bulk_density_kg_per_m3, bed.airflow_m3_per_h
    critical = float(critical_mass_kg(density, flow, rate, breakthrough))
    for share, at_once in ((0.9, True), (1.1, False)):
        other = Bed(share * critical, density, bed.face_m2, flow)
        assert (float(breakthrough_min(other, 0.3, 200, rate, breakthrough)) == 0) == at_once


def test_a_very_fast_rate_leaves_the_balance_of_masses() -> None:
    # 100 kg of carbon take up 30 kg; 200 mg/m³ · 1,000 m³/h = 0.2 kg/h: 150 h
    bed = Bed(100, 450, 5, 1_000)
    assert breakthrough_min(bed, 0.30, 200, 1e12) == pytest.approx(150 * 60)


@given(st.floats(0.2, 5), st.lists(st.floats(1, 1_000), min_size=1, max_size=5))
def test_a_carbon_that_holds_more_is_recognised(factor: float, times: list[float]) -> None:
    assert capacity_factor([factor * t for t in times], times) == pytest.approx(factor)


def test_the_printed_times_of_woods_own_model_are_met() -> None:
    # One bed and one W0 for all; what differs by vapour is our table's.
    with PRINTED.open() as lines:
        rows = [row for row in csv.DictReader(lines) if row["compound"] not in NOT_IN_OUR_TABLE]
    deviations: list[float] = []
    for row in rows:
        solvent = by_name(row["compound"])
        assert solvent
        assert solvent.cas == row["cas"]
        for ppm in (50, 100, 200, 500, 1_000):
            inlet = concentration_mg_per_m3(solvent, 0.101325 * ppm, TEMPERATURE_K)
            ours = predicted_breakthrough_min(BED, CARBON, solvent, inlet, TEMPERATURE_K)
            deviations.append(float(ours) / float(row[f"ppm{ppm}"]) - 1)
    assert len(deviations) == 50
    assert np.max(np.abs(deviations)) < 0.11
    assert np.mean(np.abs(deviations)) < 0.03


@pytest.mark.parametrize(
    ("velocity", "polarisation", "breakthrough", "named"),
    [
        (0.009, 30, 0.1, "velocity_m_per_s"),
        (0.71, 30, 0.1, "velocity_m_per_s"),
        (0.2, 4, 0.1, "polarisation_cm3_per_mol"),
        (0.2, 81, 0.1, "polarisation_cm3_per_mol"),
        (0.2, 30, 0.0009, "breakthrough"),
        (0.2, 30, 0.21, "breakthrough"),
    ],
)
def test_a_rate_outside_its_range_is_refused(
    velocity: float, polarisation: float, breakthrough: float, named: str
) -> None:
    with pytest.raises(OutOfRange, match=named):
        rate_coefficient_per_min(velocity, polarisation, breakthrough)


@pytest.mark.parametrize("impossible", [(0, 450, 5, 1e3), (9, 99, 5, 1e3), (9, 450, 0, 1e3)])
def test_what_is_no_bed_is_refused(impossible: tuple[float, float, float, float]) -> None:
    with pytest.raises(OutOfRange):
        Bed(*impossible)


def test_a_load_of_nothing_is_refused() -> None:
    with pytest.raises(OutOfRange, match="inlet_mg_per_m3"):
        breakthrough_min(Bed(9, 450, 5, 1e3), 0.3, 0, 3_000)
