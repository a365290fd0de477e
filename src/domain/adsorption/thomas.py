"""Thomas's breakthrough curve: Langmuir's isotherm approached by Langmuir's kinetics.

    C/C0 = J(RN, NT) / {J(RN, NT) + [1 − J(N, RNT)]·exp[(R − 1)·N·(T − 1)]}

from dq/dt = k_Th·[C·(q_m − q) − q/b], with J of `j_function` and

R  separation factor, 1/(1 + b·C0): 1 for a linear isotherm, 0 where nothing is given back
N  length of the bed in transfer units, k_Th·q_m·m/Q
T  throughput: what was sent in over what the bed can hold, C0·Q·(t − t_gas)/(q0·m)
k_Th  rate, m³/(mg·h);  b  affinity, m³/mg;  C0  inlet, mg/m³;  Q  air flow, m³/h;  m  carbon, kg
q_m  capacity, kg/kg;  q0  loading in equilibrium with the inlet, (1 − R)·q_m, kg/kg
t_gas  time of the gas in the bed, h

Sources: Thomas, J. Am. Chem. Soc. 66 (1944) 1664; Hiester and Vermeulen, Chem. Eng. Prog. 48
(1952) 505 (in terms of J).

Validity: clean bed, constant inlet, flow and temperature, one solvent. R within 0 … 1, N within
0 … 300 (beyond, the exponential leaves what a float can hold long before the curve is a step),
T within 0 … 30.

Where √N·(1 − √R) is above 2, the first J is near 1 and the second near 0 wherever it matters, and
what remains is, within 0.004, the logistic of `yoon_nelson`, 1/(1 + exp[(R − 1)·N·(T − 1)]): the
"Thomas model" of most fits.
"""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.from_scipy import Floats
from domain.adsorption.j_function import j_function
from domain.adsorption.validity import within
from domain.adsorption.yoon_nelson import YoonNelson

MOST_TRANSFER_UNITS = 300.0
MOST_THROUGHPUT = 30.0

_KG_PER_MG = 1e-6


def thomas(
    separation_factor: ArrayLike, transfer_units: ArrayLike, throughput: ArrayLike
) -> Floats:
    """C/C0 of the exact curve at (R, N, T), between 0 and 1; arrays are broadcast."""
    within(0.0, 1.0, separation_factor=separation_factor)
    within(0.0, MOST_TRANSFER_UNITS, transfer_units=transfer_units)
    within(0.0, MOST_THROUGHPUT, throughput=throughput)
    r, n = np.asarray(separation_factor, dtype=float), np.asarray(transfer_units, dtype=float)
    t = np.asarray(throughput, dtype=float)
    through = j_function(r * n, n * t)
    held = (1 - j_function(n, r * n * t)) * np.exp((r - 1) * n * (t - 1))
    return through / (through + held)


@dataclass(frozen=True, slots=True)
class ThomasBed:
    """A bed as the simplified curve sees it."""

    rate_m3_per_mg_h: float
    loading_kg_per_kg: float
    carbon_kg: float
    airflow_m3_per_h: float
    inlet_mg_per_m3: float

    def __post_init__(self) -> None:
        """Refuse a bed of nothing."""
        within(np.finfo(float).tiny, np.finfo(float).max, **asdict(self))

    def simplified(self) -> YoonNelson:
        """The logistic of this bed: k_YN = k_Th·C0, τ = q0·m/(C0·Q).

        q0 is the loading in equilibrium with the inlet, so that (1 − R)·N = k_Th·q0·m/Q.
        """
        inlet_kg_per_h = self.inlet_mg_per_m3 * _KG_PER_MG * self.airflow_m3_per_h
        return YoonNelson(
            rate_per_h=self.rate_m3_per_mg_h * self.inlet_mg_per_m3,
            half_time_h=self.loading_kg_per_kg * self.carbon_kg / inlet_kg_per_h,
        )
