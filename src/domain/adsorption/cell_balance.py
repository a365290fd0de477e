"""The concentration at which one cell of a bed balances: what enters leaves, or stays.

    V·C + S(C)·(q*(C) − q) = M

V  gas that leaves the cell in a step, or stands in it at its end, m³
C  concentration in the cell at the end of the step, mg/m³: the unknown
S  carbon that comes into equilibrium within the step, mg (of carbon, so that S·q is mg of vapour)
q  loading before the step, kg/kg;  q*  loading in equilibrium with C, kg/kg
M  what came with the gas, or stood in it before, mg

Every cell has its balance; nothing here knows of its neighbours. All arrays have the shape of C;
for a mixture their last axis is the components.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from domain.adsorption.from_scipy import Floats

Curve = Callable[[Floats], Floats]
"""A function of the concentration, mg/m³, of its shape."""

PRECISION = 1e-11
"""The share of a cell's vapour up to which C is found. Mass is kept whatever it is."""

_NOTHING_MG = 1e-15
"""What a cell far ahead of a front may be off by: fewer molecules than it has grains."""

_A_LITTLE, _OPENING = 1e-9, 4.0

_TRACE = 1e-30
"""mg/m³, in place of nothing where a logarithm is taken."""

_NUDGE = 1e-6
_LONGEST_STEP = 3.0
_MOST_ROUNDS = 200


class Unbalanced(ArithmeticError):  # noqa: N818 - named for what the cell is
    """No concentration was found at which a cell balances."""


@dataclass(frozen=True, slots=True)
class CellBalance:
    """The equation above, for any number of cells at once."""

    isotherm: Curve
    takers_mg: Curve
    loading_kg_per_kg: Floats
    gas_m3: Floats
    arrived_mg: Floats
    carbon_mg: Floats
    been_mg_per_m3: Floats
    """What entered the cell or stood in it: C is not far above, where the search begins."""

    def surplus_mg(self, concentration: Floats) -> Floats:
        """How much more than there is this concentration would need; it rises with it."""
        moved = self.isotherm(concentration) - self.loading_kg_per_kg
        return self.gas_m3 * concentration + self.takers_mg(concentration) * moved - self.arrived_mg

    def in_play_mg(self, concentration: Floats) -> Floats:
        """The vapour that the step can move, in gas and carbon."""
        return self.arrived_mg + self.takers_mg(concentration) * self.loading_kg_per_kg

    def first_guess(self) -> Floats:
        """What has been there, or a little of what could be, where nothing has."""
        highest = self.highest()
        return np.clip(self.been_mg_per_m3, _A_LITTLE * highest, highest)

    def highest(self) -> Floats:
        """The concentration if the cell gave up everything."""
        return (self.arrived_mg + self.carbon_mg * self.loading_kg_per_kg) / self.gas_m3


def balance_of_one(cell: CellBalance) -> Floats:
    """C for a single vapour, whatever the shape of its isotherm, as long as it rises.

    Ridders's method (IEEE Trans. Circuits Syst. 26 (1979) 979) halves the bracket at least, so no
    step of an isotherm throws it off, and it needs one round for a linear one.
    """
    low, at_low, high, at_high = _bracket(cell)
    for _ in range(_MOST_ROUNDS):
        middle = (low + high) / 2
        at_middle = cell.surplus_mg(middle)
        root = np.sqrt(np.maximum(at_middle**2 - at_low * at_high, 0.0))
        bend = np.divide(at_middle, root, out=np.zeros_like(root), where=root > 0)
        found = np.clip(middle - (high - low) / 2 * bend, low, high)
        at_found = cell.surplus_mg(found)
        close = np.abs(at_found) <= PRECISION * cell.in_play_mg(found) + _NOTHING_MG
        if np.all(close | (high - low <= PRECISION * high)):
            return found
        for place, at_place in ((middle, at_middle), (found, at_found)):
            below = at_place <= 0
            low, at_low = np.where(below, place, low), np.where(below, at_place, at_low)
            high, at_high = np.where(below, high, place), np.where(below, at_high, at_place)
    raise Unbalanced


def _bracket(cell: CellBalance) -> tuple[Floats, Floats, Floats, Floats]:
    """Two concentrations with C between them, and the surplus at each.

    It is opened from below, so that an isotherm is not asked far above what it is made for.
    """
    highest = cell.highest()
    low, high = np.zeros_like(highest), cell.first_guess()
    at_low, at_high = cell.surplus_mg(low), cell.surplus_mg(high)
    while np.any(short := (at_high < 0) & (high < highest)):
        low, at_low = np.where(short, high, low), np.where(short, at_high, at_low)
        high = np.where(short, np.minimum(_OPENING * high, highest), high)
        at_high = cell.surplus_mg(high)
    return low, at_low, high, at_high


def balance_of_mixture(cell: CellBalance) -> Floats:
    """C of every component of a mixture (last axis) whose isotherms share what there is.

    With q* on a straight line through C the balance is solved at once: C = (M + S·q)/(V + S·q*/C).
    That is an equation for C, and Newton's method in ln C finds it in a few rounds, because there
    crowding makes every slope a share between 0 and 1. Not for isotherms that bend upwards steeply.
    """
    at = np.log(np.maximum(cell.first_guess(), _TRACE))
    for _ in range(_MOST_ROUNDS):
        answer = _on_straight_lines(cell, at)
        miss = at - np.log(np.maximum(answer, _TRACE))
        if np.all(np.abs(miss) <= PRECISION):
            return answer
        step = np.linalg.solve(_slopes(cell, at, miss), miss[..., None])[..., 0]
        at = np.maximum(at - np.clip(step, -_LONGEST_STEP, _LONGEST_STEP), np.log(_TRACE))
    raise Unbalanced


def _on_straight_lines(cell: CellBalance, at: Floats) -> Floats:
    there = np.exp(at)
    slope = cell.isotherm(there) / there
    return cell.in_play_mg(there) / (cell.gas_m3 + cell.takers_mg(there) * slope)


def _slopes(cell: CellBalance, at: Floats, miss: Floats) -> Floats:
    """How each component's miss (row) changes with each one's ln C (column), by differences."""
    columns = [
        (moved - np.log(np.maximum(_on_straight_lines(cell, moved), _TRACE)) - miss) / _NUDGE
        for moved in (at + _NUDGE * unit for unit in np.eye(at.shape[-1]))
    ]
    return np.stack(columns, axis=-1)
