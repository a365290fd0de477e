"""The frontier of the benchmark, read from the table of its page."""

import re
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

PAGE = Path(__file__).parents[1] / "benchmark.md"
CALLED = re.compile(r"([\d.]+)% / ([\d.]+)%")
COLOURS = ("black", "tab:blue", "tab:cyan", "tab:orange", "tab:green", "tab:red")
BAR_GREEN_PERCENT, BAR_EARLY_PERCENT = 1.0, 10.0


def draw() -> Figure:
    """Too early against false green: a line for each kind of instruments, a point per level."""
    figure = Figure()
    axes: Any = figure.subplots()
    kinds, points = _table()
    for place, kind in enumerate(kinds):
        green = [max(row[place][0], 0.1) for row in points]
        early = [row[place][1] for row in points]
        axes.plot(green, early, "o-", color=COLOURS[place], markersize=3, label=kind)
    axes.fill_between([0.1, BAR_GREEN_PERCENT], 0, BAR_EARLY_PERCENT, color="0.85", label="the bar")
    axes.set_xscale("log")
    axes.set_xlabel("false green, % of charges (0 is drawn at 0.1)")
    axes.set_ylabel("called too early, %")
    axes.legend(fontsize="small")
    return figure


def _table() -> tuple[list[str], list[list[tuple[float, float]]]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    heads = [line for line in lines if line.startswith("| called at |")]
    kinds = [each.strip() for each in heads[0].strip("|").split("|")[1:]] if heads else []
    ours = [line for line in lines if re.match(r"\| [\d.]+% \|", line)]
    return kinds, [[(float(g), float(e)) for g, e in CALLED.findall(line)] for line in ours]
