"""A bed of carbon whose inlet and flow may change as they like: linear driving force in cells.

    Q·(C_in − C) = V_gas·dC/dt + m·dq/dt,  dq/dt = k·(q*(C) − q)   in each of N cells in a row

Q  air flow, m³/h;  C  concentration in the gas of a cell and leaving it, mg/m³
V_gas  gas that stands in a cell, m³: 0 makes the gas quasi-steady
m  carbon of a cell, kg;  q  its loading, kg/kg;  q*(C)  the isotherm, a function of C
k  rate of mass transfer, 1/h: a number, or a function of C (Langmuir's kinetics: k_Th·(C + 1/b))

Source: Glueckauf and Coates, J. Chem. Soc. (1947) 1315 (linear driving force); Ruthven, Principles
of Adsorption and Adsorption Processes, Wiley 1984, ch. 8.

Within a step C is held at its value at the end, for which dq/dt has the exact answer; what a cell
takes up is then booked as what its gas has lost. So mass is kept to rounding, and no k, however
large, makes it unstable. Errors are of the first order in 1/N and in the step.

Validity: constant temperature, vapour a trace in the gas, flow the same along the bed. N mixed
cells spread a front as a Péclet number of 2N does; choose N above the bed's transfer units
k·q*·m/(Q·C), or take the spreading for the bed's own.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from domain.adsorption.cell_balance import CellBalance, Curve, balance_of_one
from domain.adsorption.from_scipy import Floats
from domain.adsorption.validity import within

_LARGEST = np.finfo(float).max
_SMALLEST = np.finfo(float).tiny
_MG_PER_KG = 1e6
_STILL_M3 = 1e-9  # less than this in a cell has no concentration of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """One bed, or many that are computed at once: numbers may be arrays over beds.

    Leading axes are the beds' and may be followed by one for components. For a mixture `isotherm`
    takes and returns all of them on the last axis, and `balance` is `balance_of_mixture`.
    """

    isotherm: Curve
    rate_per_h: ArrayLike | Curve
    carbon_kg: ArrayLike
    gas_m3: ArrayLike = 0.0
    cells: int = 100
    balance: Callable[[CellBalance], Floats] = balance_of_one

    def __post_init__(self) -> None:
        """Refuse a bed that nothing can be blown through."""
        within(_SMALLEST, _LARGEST, carbon_kg=self.carbon_kg)
        within(0.0, _LARGEST, gas_m3=self.gas_m3)
        within(1, 100_000, cells=self.cells)
        if not callable(self.rate_per_h):
            within(_SMALLEST, _LARGEST, rate_per_h=self.rate_per_h)


@dataclass(frozen=True, slots=True)
class Feed:
    """What is blown in, step by step: the first axis is the steps.

    `inlet_mg_per_m3` has the shape (steps, …), with beds and components as in `Bed`. Flow and step
    may leave out axes at the end. Where no air flows and the gas is quasi-steady, nothing changes
    and the outlet is told as 0.
    """

    inlet_mg_per_m3: Floats
    airflow_m3_per_h: ArrayLike
    step_h: ArrayLike

    def __post_init__(self) -> None:
        """Refuse negative amounts."""
        within(0.0, _LARGEST, inlet_mg_per_m3=self.inlet_mg_per_m3)
        within(0.0, _LARGEST, airflow_m3_per_h=self.airflow_m3_per_h, step_h=self.step_h)

    def each_step_h(self) -> Floats:
        """The lengths of the steps, in the shape of the inlet."""
        return _spread(self.step_h, self.inlet_mg_per_m3.shape)

    def blown_m3(self) -> Floats:
        """The air of each step, in the shape of the inlet."""
        return _spread(self.airflow_m3_per_h, self.inlet_mg_per_m3.shape) * self.each_step_h()


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a bed, cell by cell: the first axis is the cells."""

    loading_kg_per_kg: Floats
    gas_mg_per_m3: Floats

    def __post_init__(self) -> None:
        """Refuse negative amounts."""
        within(0.0, _LARGEST, loading_kg_per_kg=self.loading_kg_per_kg)
        within(0.0, _LARGEST, gas_mg_per_m3=self.gas_mg_per_m3)

    def held_kg(self, bed: Bed) -> Floats:
        """Vapour in carbon and gas, by bed and component."""
        shape = self.loading_kg_per_kg.shape[1:]
        carbon_kg, gas_m3 = _spread(bed.carbon_kg, shape), _spread(bed.gas_m3, shape)
        in_gas = gas_m3 * self.gas_mg_per_m3.mean(axis=0) / _MG_PER_KG
        return carbon_kg * self.loading_kg_per_kg.mean(axis=0) + in_gas


def clean(bed: Bed, shape: tuple[int, ...] = ()) -> Content:
    """The content of beds that have taken up nothing; shape (beds, components), both optional."""
    nothing = np.zeros((bed.cells, *shape))
    return Content(nothing, nothing)


def pass_through(bed: Bed, feed: Feed, content: Content) -> tuple[Floats, Content]:
    """Outlet at the end of each step, mg/m³, in the shape of the inlet, and what is then held.

    A cell at a step needs the cell before it at the same step, and itself at the step before.
    So cell 0 at step 9, cell 1 at step 8, … are independent: such a wave is computed at once.
    """
    steps, shape = len(feed.inlet_mg_per_m3), feed.inlet_mg_per_m3.shape[1:]
    blown_m3, step_h = feed.blown_m3(), feed.each_step_h()
    loading = content.loading_kg_per_kg.copy()
    # What enters cell 0, then what leaves each.
    gas = np.concatenate([np.zeros((1, *shape)), content.gas_mg_per_m3])
    outlet = np.empty_like(feed.inlet_mg_per_m3)
    for wave in range(steps + bed.cells - 1):
        first, last = max(0, wave - steps + 1), min(bed.cells - 1, wave)
        cells, after = slice(first, last + 1), slice(first + 1, last + 2)
        at = wave - np.arange(first, last + 1)
        if first == 0:
            gas[0] = feed.inlet_mg_per_m3[wave]
        gas[after], loading[cells] = _step(
            bed, blown_m3[at], step_h[at], gas[cells], gas[after], loading[cells]
        )
        if last == bed.cells - 1:
            outlet[wave - last] = gas[-1]
    return outlet, Content(np.maximum(loading, 0.0), gas[1:])


def _step(
    bed: Bed, blown_m3: Floats, step_h: Floats, entering: Floats, standing: Floats, loading: Floats
) -> tuple[Floats, Floats]:
    """One step of some cells: the concentration at its end and the loading."""
    carbon_mg = _spread(bed.carbon_kg, blown_m3.shape[1:]) * _MG_PER_KG / bed.cells
    stood_m3 = _spread(bed.gas_m3, blown_m3.shape[1:]) / bed.cells
    gas_m3 = blown_m3 + stood_m3
    moving = gas_m3 > _STILL_M3
    cell = CellBalance(
        isotherm=bed.isotherm,
        takers_mg=_takers(bed.rate_per_h, step_h, carbon_mg),
        loading_kg_per_kg=np.where(moving, np.maximum(loading, 0.0), 0.0),
        gas_m3=np.where(moving, gas_m3, 1.0),
        arrived_mg=blown_m3 * entering + stood_m3 * standing,
        carbon_mg=carbon_mg,
        been_mg_per_m3=np.maximum(entering, standing),
    )
    leaving = bed.balance(cell)
    lost_mg = blown_m3 * (entering - leaving) + stood_m3 * (standing - leaving)
    return leaving, loading + lost_mg / carbon_mg


def _takers(rate_per_h: ArrayLike | Curve, step_h: Floats, carbon_mg: Floats) -> Curve:
    """The carbon that comes into equilibrium within a step: m·(1 − e^(−k·Δt))."""
    if callable(rate_per_h):
        return lambda concentration: -carbon_mg * np.expm1(-rate_per_h(concentration) * step_h)
    takers_mg = -carbon_mg * np.expm1(-_spread(rate_per_h, step_h.shape[1:]) * step_h)
    return lambda _: takers_mg


def _spread(given: ArrayLike, shape: tuple[int, ...]) -> Floats:
    """An array in a shape of which it may leave out axes at the end."""
    values = np.asarray(given, dtype=float)
    return np.broadcast_to(values.reshape(values.shape + (1,) * (len(shape) - values.ndim)), shape)
