"""Ranges within which an equation holds."""

import numpy as np
from numpy.typing import ArrayLike


class OutOfRange(ValueError):  # noqa: N818 - named for what the input is
    """An input lies outside the range in which an equation holds; it names both."""

    def __init__(self, name: str, value: float, low: float, high: float) -> None:
        """Say which input, what it is, and its range, both ends included."""
        super().__init__(f"{name} must be within {low:g} … {high:g}: {value:g}")
        self.name = name
        self.value = value
        self.low = low
        self.high = high


def within(low: float, high: float, **inputs: ArrayLike) -> None:
    """Refuse inputs that lie outside a range, or are no numbers; raises `OutOfRange`.

    An input may be an array; the first of its values that is outside is named.
    """
    for name, given in inputs.items():
        values = np.asarray(given, dtype=float).ravel()
        outside = values[~((values >= low) & (values <= high))]
        if outside.size:
            raise OutOfRange(name, float(outside[0]), low, high)
