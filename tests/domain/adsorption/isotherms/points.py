"""Reads the measured points: arrays of T in K, p in Pa, q in mol/kg or, for mg/g, in kg/kg."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent
_PA_PER_BAR = 1e5
_OF_UNIT = {"mmol/g": 1.0, "mg/g": 1e-3}

Points = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


def points(name: str, vapour: str, temperatures_k: Sequence[float]) -> Points:
    """T, p, q of a vapour at some temperatures, in the file's order."""
    chosen = [
        row
        for row in rows(name)
        if row["vapour"] == vapour and float(row["temperature_k"]) in temperatures_k
    ]
    return (
        np.array([float(row["temperature_k"]) for row in chosen]),
        np.array([float(row["pressure_bar"]) for row in chosen]) * _PA_PER_BAR,
        np.array([float(row["loading"]) * _OF_UNIT[row["unit"]] for row in chosen]),
    )


def toluene(*temperatures_k: float) -> Points:
    """Toluene on Sorbonorit 4; q in mol/kg."""
    return points("toluene_on_sorbonorit4.csv", "toluene", temperatures_k)
