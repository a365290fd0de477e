"""The district that judges is as it was committed, and obeys the law of mass."""

from pathlib import Path

import numpy as np

from tests.bench.life.frozen import judging_hash
from tests.bench.life.judging import bed
from tests.bench.life.judging.hours import Hours
from tests.bench.life.judging.plants import HORIZON_DAYS
from tests.bench.life.judging.seeds import REPORTING, TUNING
from tests.bench.life.judging.truth import NEVER, WORKING_DAYS, truth

RECORDED = Path(__file__).with_name("judging.sha256")


def test_the_judge_is_the_one_that_was_committed_first() -> None:
    assert judging_hash() == RECORDED.read_text().strip()


def test_nothing_is_both_tuned_on_and_reported() -> None:
    assert not {*TUNING} & {*REPORTING}


def test_what_leaves_the_air_is_on_the_carbon() -> None:
    rng = np.random.default_rng(1)
    loading = rng.uniform(0, 0.1, (5, 3, 2))
    before = loading.sum(axis=(1, 2))
    gas = rng.uniform(0, 0.2, (5, 3))
    affinity, capacity = rng.uniform(1, 300, (5, 3, 2)), rng.uniform(0.05, 0.2, (5, 2))
    taken = rng.uniform(0.01, 0.3, (5, 1, 2))
    cell_kg, airflow = rng.uniform(10, 50, (5, 1)), rng.uniform(5e3, 2e4, (5, 1))
    leaving = bed._pass(gas, loading, affinity, capacity, taken, cell_kg, airflow)  # pyright: ignore[reportPrivateUsage]
    gained_g = (loading.sum(axis=(1, 2)) - before) * cell_kg[:, 0] * 1e3
    np.testing.assert_allclose(gained_g, ((gas - leaving) * airflow).sum(axis=1), rtol=1e-12)
    assert (leaving > 0).all()


def test_breakthrough_is_the_first_day_of_too_little_efficiency_over_a_working_week() -> None:
    worked = np.array([0, 1, 2, 3, 4, 7, 8, 9])
    inlet = np.ones((2, len(worked), 1))
    outlet = np.array([[0.0, 0.0, 0.0, 0.0, 0.9, 0.0, 0.9, 0.0], [0.0] * 8])[:, :, None]
    flat = np.ones((2, len(worked)))
    hours = Hours(np.array([worked, worked]), inlet, flat, flat, flat)
    found = truth(hours, outlet)
    assert found.breakthrough_day.tolist() == [8, NEVER]
    assert found.held_kg.shape == (2, HORIZON_DAYS)
    assert found.share_used(0, 8) == 1.0
    assert len(worked) > WORKING_DAYS
