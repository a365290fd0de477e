"""Measured breakthrough times beside those of our own Wheeler–Jonas equation.

Every vapour is judged with a capacity factor that the *other* vapours give; nothing is fitted to
the vapour that is judged, and no time that another model computed is used to judge.

`python -m tests.measured_breakthrough` writes the table into docs/science/wheeler-jonas.md.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from domain.adsorption.solvent import Solvent
from domain.adsorption.solvents import by_name
from domain.adsorption.vapour_capacity import carbon_of, concentration_mg_per_m3
from domain.adsorption.wheeler_jonas import Bed, capacity_factor, predicted_breakthrough_min

PROJECT = Path(__file__).parents[1]
MEASURED = PROJECT / "tests" / "domain" / "adsorption" / "measured"
PAGE = PROJECT / "docs" / "science" / "wheeler-jonas.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"

# The bed. 26 g a cartridge is stated with the measured times. The other three are stated nowhere;
# they are those with which the printed table of Wood's own model is met best (within 11 %), so
# that they are taken from the model's input, not from what was measured.
CARBON = carbon_of(micropore_cm3_per_g=0.454)
BED = Bed(
    mass_kg=2 * 0.026, bulk_density_kg_per_m3=420, face_m2=2 * 0.00261, airflow_m3_per_h=3.198
)
TEMPERATURE_K = 295.15
PRESSURE_PA = 101_325 * 1_000e-6
SHARES = (0.01, 0.1)

# Held so weakly that nothing was measured at 1 %, and outside what the capacity equation is for.
LEFT_OUT = "Methanol"


@dataclass(frozen=True)
class Judged:
    """One vapour: minutes to 1 % and 10 % as measured, as computed, and with a factor."""

    name: str
    measured_min: tuple[float, float]
    computed_min: tuple[float, float]
    factor: float

    @property
    def predicted_min(self) -> tuple[float, float]:
        """What would have been said of it, had it not been measured."""
        return self.computed_min[0] * self.factor, self.computed_min[1] * self.factor

    @property
    def errors(self) -> tuple[float, float]:
        """Predicted over measured, less one, at 1 % and 10 %."""
        (one, ten), (one_min, ten_min) = self.predicted_min, self.measured_min
        return one / one_min - 1, ten / ten_min - 1


def read(file: str) -> dict[str, tuple[float, float]]:
    """Measured minutes to 1 % and 10 % by the name of the vapour."""
    with (MEASURED / file).open() as rows:
        return {
            row["compound"]: (float(row["t1pct_exp_min"]), float(row["t10pct_exp_min"]))
            for row in csv.DictReader(rows)
            if row["compound"] != LEFT_OUT
        }


def solvent(name: str) -> Solvent:
    """A vapour of the files in our table."""
    found = by_name(name)
    assert found, name
    return found


def computed_min(name: str, bed: Bed = BED) -> tuple[float, float]:
    """Minutes to 1 % and 10 % from the properties of the vapour alone."""
    inlet = concentration_mg_per_m3(solvent(name), PRESSURE_PA, TEMPERATURE_K)
    times = predicted_breakthrough_min(bed, CARBON, solvent(name), inlet, TEMPERATURE_K, SHARES)
    return float(times[0]), float(times[1])


def left_out_one_by_one(bed: Bed = BED) -> list[Judged]:
    """Every measured vapour, judged with the factor of the others."""
    measured = read("measured_breakthrough_1000ppm.csv")
    computed = {name: computed_min(name, bed) for name in measured}
    others = {name: [each for each in measured if each != name] for name in measured}
    return [
        Judged(name, times, computed[name], _factor(measured, computed, others[name]))
        for name, times in measured.items()
    ]


def besides() -> list[Judged]:
    """Vapours that no factor has seen, judged with the factor of all the others."""
    measured = read("measured_breakthrough_1000ppm.csv")
    computed = {name: computed_min(name) for name in measured}
    factor = _factor(measured, computed, measured)
    return [
        Judged(name, times, computed_min(name), factor)
        for name, times in read("measured_besides.csv").items()
    ]


def mean_errors(judged: Iterable[Judged]) -> tuple[float, float]:
    """The mean of the errors' sizes at 1 % and 10 %."""
    one, ten = np.mean(np.abs([each.errors for each in judged]), axis=0)
    return float(one), float(ten)


def _factor(
    measured: dict[str, tuple[float, float]],
    computed: dict[str, tuple[float, float]],
    names: Iterable[str],
) -> float:
    chosen = list(names)
    return capacity_factor([measured[n] for n in chosen], [computed[n] for n in chosen])


def table() -> str:
    """The table of the page."""
    judged, more = left_out_one_by_one(), besides()
    return "\n".join(
        [
            "| vapour | factor of the others | 1 %: measured | predicted | error "
            "| 10 %: measured | predicted | error |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
            *map(_line, judged),
            _mean("mean size of the error", judged),
            *map(_line, more),
            _mean("mean size of the error, vapours never fitted to", more),
            "",
        ]
    )


def _line(each: Judged) -> str:
    cells = zip(each.measured_min, each.predicted_min, each.errors, strict=True)
    told = " | ".join(f"{m:.0f} | {p:.1f} | {100 * e:+.1f} %" for m, p, e in cells)
    return f"| {solvent(each.name).zh} {each.name} | {each.factor:.3f} | {told} |"


def _mean(what: str, judged: list[Judged]) -> str:
    one, ten = mean_errors(judged)
    return f"| **{what}** | | | | **{100 * one:.1f} %** | | | **{100 * ten:.1f} %** |"


def page_with(table: str) -> str:
    """The page with the table in its place."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    return before + BEGIN + table + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page_with(table()))
