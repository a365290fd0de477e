"""Write the tables of the page of solvents: `python docs/science/solvents_page.py [FILE]`.

Tables that are generated cannot be wrong about what is computed with; a test holds the page that is
kept to what this writes.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from domain.adsorption.antoine import Antoine
from domain.adsorption.solvent import Reading, Solvent, molar_polarisation_cm3_per_mol
from domain.adsorption.solvent_table import SOLVENTS
from domain.adsorption.solvents import vapour_pressure_pa
from domain.adsorption.sources import Source

PAGE = Path(__file__).parent / "solvents.md"
ROOM_K = 298.15

BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def page() -> str:
    """The page as it is, with the tables of today."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    return before + BEGIN + tables() + END + rest.partition(END)[2]


def tables() -> str:
    """Everything on the page that follows from the table of solvents."""
    parts = [
        "## Liquids\n",
        _table(_LIQUID, map(_liquid, SOLVENTS)),
        "Boiling points: CRC.\n",
        "## Vapours\n",
        _table(_VAPOUR, map(_vapour, SOLVENTS)),
        "## Other names that are understood\n",
        _table("中文 | also", ([s.zh, ", ".join(s.aliases)] for s in SOLVENTS if s.aliases)),
        "## What is unverified\n",
        _unverified(),
        "\n## Sources\n",
        *(f"- **{source}**: {source.citation}." for source in Source),
    ]
    return "\n".join([*parts, ""])


_LIQUID = "中文 | English | CAS | formula | M g/mol | ρ g/cm³ | n_D | boils °C | Pe cm³/mol"
_VAPOUR = (
    "中文 | A | B | C | units | source | its range K | used from K | below its range "
    "| p at 25 °C, kPa"
)


def _table(heads: str, rows: Iterable[list[str]]) -> str:
    columns = heads.split(" | ")
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _liquid(solvent: Solvent) -> list[str]:
    return [
        solvent.zh,
        solvent.en,
        solvent.cas,
        solvent.formula,
        f"{solvent.molar_mass_g_per_mol:g}",
        _reading(solvent.density_g_per_cm3, "density" in solvent.unverified),
        _reading(solvent.refraction, "refraction" in solvent.unverified),
        f"{solvent.boiling_c:g}",
        f"{molar_polarisation_cm3_per_mol(solvent):.2f}",
    ]


def _reading(reading: Reading, unverified: bool) -> str:  # noqa: FBT001 - read beside its number
    mark = ", unverified" if unverified else ""
    return f"{reading.value:g} ({reading.at_c:g} °C, {reading.source}{mark})"


def _vapour(solvent: Solvent) -> list[str]:
    antoine = solvent.antoine
    wholly = ", unverified" if "vapour pressure" in solvent.unverified else ""
    return [
        solvent.zh,
        *(f"{constant:g}" if constant < 1_000 else f"{constant:.3f}" for constant in _abc(antoine)),
        antoine.units,
        f"{antoine.source}{wholly}",
        f"{antoine.from_k:g}–{antoine.to_k:g}",
        f"{antoine.lowest_k:g}",
        antoine.below,
        f"{float(vapour_pressure_pa(solvent, ROOM_K)) / 1e3:.3g}",
    ]


def _abc(antoine: Antoine) -> tuple[float, float, float]:
    return antoine.a, antoine.b, antoine.c


def _unverified() -> str:
    counted = Counter(which for solvent in SOLVENTS for which in solvent.unverified)
    return "\n".join(
        f"- {which}: {count} ({', '.join(s.zh for s in SOLVENTS if which in s.unverified)})"
        for which, count in counted.most_common()
    )


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE).write_text(page())
