"""The summary of what humid air leaves of a carbon's capacity, laid beside what was measured."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.humidity import capacity_factor, sensitivity
from domain.adsorption.validity import OutOfRange
from tests.domain.adsorption.isotherms.points import points, rows

MEASURED = rows("toluene_beside_water.csv")
humidities = st.floats(0.0, 90.0)
sensitivities = st.floats(0.0, 5.0)
concentrations = st.floats(0.0, 7500.0)


def _measured(carbon: str, percent: float) -> list[dict[str, str]]:
    return [
        row
        for row in MEASURED
        if row["carbon"] == carbon and float(row["humidity_as_read"]) * 100 == percent
    ]


def _computed(row: dict[str, str]) -> float:
    a = sensitivity(float(row["toluene_mg_per_m3"]))
    return float(capacity_factor(float(row["humidity_as_read"]) * 100, a))


def _mean_difference(carbon: str, percent: float, column: str) -> float:
    """The mean of computed − measured."""
    chosen = _measured(carbon, percent)
    return float(np.mean([_computed(row) - float(row[column]) for row in chosen]))


@given(st.floats(0.0, 50.0), sensitivities)
def test_up_to_half_saturation_nothing_is_lost(percent: float, a: float) -> None:
    assert float(capacity_factor(percent, a)) == 1.0


def test_a_factor_can_be_done_by_hand() -> None:
    # RH 75 %: (25/50)^1.5 = 0.353553; e^(−0.353553) = 0.702188
    assert float(capacity_factor(75.0, 1.0)) == pytest.approx(0.702188, abs=1e-6)


def test_the_sensitivity_is_known_at_both_ends_and_halfway() -> None:
    # √(350 · 2,000) = 836.66 mg/m³ lies halfway by the logarithm: (1.0 + 0.3)/2
    found = sensitivity(np.array([0.0, 350.0, 836.66, 2000.0, 7500.0]))
    assert found == pytest.approx([1.0, 1.0, 0.65, 0.3, 0.3], abs=1e-5)


@given(humidities, humidities, sensitivities)
def test_moister_air_never_leaves_more(one: float, other: float, a: float) -> None:
    drier, moister = capacity_factor(np.sort([one, other]), a)
    assert 0 < moister <= drier <= 1


@given(humidities, concentrations, concentrations)
def test_more_solvent_never_loses_more_to_water(percent: float, one: float, other: float) -> None:
    less, more = capacity_factor(percent, sensitivity(np.sort([one, other])))
    assert less <= more


@pytest.mark.parametrize(
    ("percent", "most"), [(25.0, 0.09), (50.0, 0.21), (75.0, 0.16), (90.0, 0.19)]
)
def test_it_stays_near_every_measured_point_on_its_own_carbon(percent: float, most: float) -> None:
    chosen = _measured("Sorbonorit 4", percent)
    differences = [abs(_computed(row) - float(row["factor_by_toth"])) for row in chosen]
    assert len(differences) >= 5
    assert max(differences) < most


@pytest.mark.parametrize("percent", [75.0, 90.0])
def test_in_moist_air_it_errs_on_the_safe_side(percent: float) -> None:
    for column in ("factor_by_toth", "factor_by_je400517c"):
        assert -0.12 < _mean_difference("Sorbonorit 4", percent, column) < -0.04


def test_another_carbon_has_lost_a_quarter_where_it_says_that_nothing_is_lost() -> None:
    # 1 − (0.77 + 0.75 + 0.73 + 0.72 + 0.73 + 0.77)/6 = 0.255
    assert _mean_difference("BPL", 50.0, "factor_by_toth") == pytest.approx(0.255, abs=1e-3)


def _water_alone_mol_per_kg(kelvin: float, humidity: float) -> float:
    """Pure water's isotherm at a relative humidity; saturation pressure by Magnus's formula."""
    _, pressure, loading = points("water_on_sorbonorit4.csv", "water", [kelvin])
    celsius = kelvin - 273.15
    saturation_pa = 611.2 * math.exp(17.62 * celsius / (243.12 + celsius))
    assert humidity * saturation_pa <= pressure.max()
    return float(np.interp(humidity * saturation_pa, pressure, loading))


@pytest.mark.parametrize(
    ("kelvin", "percent", "kelvin_alone"),
    # At 313 K pure water was measured to RH 32 %; above, its isotherm at 303 K stands in for it.
    [
        (293, 50, 293),
        (293, 90, 293),
        (313, 25, 313),
        (313, 50, 303),
        (313, 75, 303),
        (313, 90, 303),
    ],
)
def test_what_is_read_as_humidity_agrees_with_the_water_taken_up(
    kelvin: float, percent: float, kelvin_alone: float
) -> None:
    chosen = [
        row for row in _measured("Sorbonorit 4", percent) if float(row["temperature_k"]) == kelvin
    ]
    most = max(float(row["water_mmol_per_g"]) for row in chosen)
    # Beside toluene a carbon takes up no more water than alone, but of the same order.
    alone = _water_alone_mol_per_kg(kelvin_alone, percent / 100)
    assert 0.2 * alone < most < 1.01 * alone


@pytest.mark.parametrize("percent", [-1.0, 90.1, 0.5 * 1000, float("nan")])
def test_a_humidity_outside_the_range_is_refused_with_it(percent: float) -> None:
    with pytest.raises(OutOfRange, match="relative_humidity_percent must be within 0 … 90: "):
        capacity_factor(percent, 1.0)


def test_a_sensitivity_or_a_concentration_outside_the_range_is_refused() -> None:
    with pytest.raises(OutOfRange, match=r"sensitivity must be within 0 … 5: -0\.1"):
        capacity_factor(60.0, -0.1)
    with pytest.raises(OutOfRange, match="concentration_mg_per_m3 must be within 0 … 7510: 8000"):
        sensitivity(8000.0)
