"""The estimator as the judge asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.adsorption.conformal import Calibration
from domain.adsorption.evidence import Charge
from domain.adsorption.life_parameters import Gaussian
from domain.adsorption.service_life import LEVELS, Learned, assess, learn
from tests.bench.life.judging import judgement
from tests.bench.life.judging.judgement import Completed
from tests.bench.life.judging.plants import Floats

SEED = 20220901
_PLACES = [LEVELS.index(level) for level in judgement.LEVELS]


@dataclass(frozen=True, slots=True)
class Learning:
    """Learns from the charges of a district that are over, each fill once."""

    others: Gaussian
    _known: dict[tuple[int, str], Learned] = field(default_factory=dict[tuple[int, str], Learned])

    def __call__(self, completed: Completed) -> Learned:
        """What is known when these are over."""
        key = (len(completed), completed[-1].bed if completed else "")
        if key not in self._known:
            self._known[key] = learn(completed, self.others, SEED)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Estimator:
    """`service_life` with its calibration."""

    learning: Learning
    calibration: Calibration
    name: str = "service_life"

    def predict(self, running: Sequence[Charge], completed: Completed) -> Floats:
        """Days since the fill, (charges, levels)."""
        found = assess(running, self.learning(completed), self.calibration, SEED)
        days = np.array([each.breakthrough_day for each in found])
        return days.reshape(len(running), len(LEVELS))[:, _PLACES]
