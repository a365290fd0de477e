"""Antoine's equation: one row by hand, its range, and its inverse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.adsorption.antoine import Antoine, antoine_pressure_pa, boiling_temperature_k
from domain.adsorption.sources import Source
from domain.adsorption.validity import OutOfRange

TOLUENE = Antoine(4.05043, 1327.62, 217.625, "bar", "°C", 286.44, 409.61, Source.POLING)
AS_IN_KPA_AND_K = Antoine(6.05043, 1327.62, -55.525, "kPa", "K", 286.44, 409.61, Source.HALL)


def test_a_pressure_can_be_followed_by_hand() -> None:
    # 4.05043 − 1327.62 / (25 + 217.625) = −1.42146; 10^−1.42146 bar = 0.037891 bar
    assert antoine_pressure_pa(TOLUENE, 298.15) == pytest.approx(3789.1, rel=1e-4)


@given(st.floats(286.44, 409.61))
def test_the_units_of_the_constants_do_not_matter(temperature_k: float) -> None:
    same = antoine_pressure_pa(AS_IN_KPA_AND_K, temperature_k)
    assert antoine_pressure_pa(TOLUENE, temperature_k) == pytest.approx(float(same))


@given(st.floats(286.44, 409.61))
def test_the_boiling_temperature_is_the_inverse_of_the_pressure(temperature_k: float) -> None:
    pressure_pa = float(antoine_pressure_pa(TOLUENE, temperature_k))
    assert boiling_temperature_k(TOLUENE, pressure_pa) == pytest.approx(temperature_k)


def test_pressures_have_the_shape_of_the_temperatures() -> None:
    temperatures_k = np.array([[290.0, 300.0], [310.0, 320.0]])
    pressures_pa = antoine_pressure_pa(TOLUENE, temperatures_k)
    assert pressures_pa.shape == (2, 2)
    assert np.all(np.diff(pressures_pa.ravel()) > 0)


@pytest.mark.parametrize("temperature_k", [286.0, 410.0])
def test_outside_its_temperatures_a_row_gives_no_pressure(temperature_k: float) -> None:
    with pytest.raises(OutOfRange, match=r"temperature_k must be within 286\.44 … 409\.61"):
        antoine_pressure_pa(TOLUENE, [300.0, temperature_k])
