"""Draw the figures of these pages: `python -m docs.science.draw [FOLDER]`.

Each module of `figures/` has a function `draw() -> Figure`; what `figures/dubinin_radushkevich.py`
draws is written as `dubinin-radushkevich.svg`. The same code draws the same file, byte for byte:
no date, no random names, and text as text, so that no font leaves its outlines in it.
"""

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import matplotlib

_matplotlib: Any = matplotlib  # its types have gaps

FIGURES = Path(__file__).parent / "figures"

STYLE = {
    "svg.hashsalt": "tanguanjia",
    "svg.fonttype": "none",
    "figure.figsize": (7.2, 3.6),
    "figure.constrained_layout.use": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.titlesize": "medium",
    "grid.linewidth": 0.4,
    "legend.frameon": False,
    "font.size": 9,
    "lines.linewidth": 1.4,
}
"""What the figures have in common; a module adds what is its own."""


def modules() -> dict[str, Path]:
    """The modules that draw, by the name of their figure."""
    return {file.stem.replace("_", "-"): file for file in sorted(FIGURES.glob("*.py"))}


def drawing(file: Path) -> Callable[[], Any]:
    """The function `draw` of a module."""
    spec = spec_from_file_location(f"figure_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"no module: {file}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.draw


def write(folder: Path) -> None:
    """Draw every figure into a folder."""
    _matplotlib.use("Agg")
    _matplotlib.rcdefaults()  # whatever this computer prefers
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in modules().items():
        with _matplotlib.rc_context(STYLE):
            figure = drawing(file)()
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FIGURES)
