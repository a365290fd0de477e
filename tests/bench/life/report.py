"""What the race says: tables for people, and the bars."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from tests.bench.life.judging.baselines import BASELINES
from tests.bench.life.judging.judgement import LEADS_DAYS, LEVELS, MIDDLE, Calls, Dates, masks
from tests.bench.life.races import OURS, Heard
from tests.bench.page import markdown, put_between

PAGE = Path(__file__).parents[3] / "docs" / "science" / "benchmark.md"
MARKS = ("<!-- bench-life -->", "<!-- /bench-life -->")
COVERAGE = (0.87, 0.95)
FALSE_GREEN, TOO_EARLY, MS = 0.01, 0.10, 20.0

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table."""

    title: str
    header: Row
    rows: list[Row]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """One run."""

    heard: Heard
    assessments: int
    ms: float
    remark: str

    def sections(self) -> list[Section]:
        """Everything, as rows of text."""
        return [self._bars(), self._errors(), *map(self._classes, LEADS_DAYS), self._frontier()]

    def print(self, console: Console) -> None:
        """Print it for people."""
        for section in self.sections():
            table = Table(*section.header, title=section.title)
            for row in section.rows:
                table.add_row(*row)
            console.print(table)
        console.print(self.remark, highlight=False)

    def write(self, page: Path = PAGE) -> None:
        """Put the figures between the marks of the page."""
        tables = "\n".join(
            f"**{each.title}**\n\n{markdown(each.header, each.rows, each.words)}"
            for each in self.sections()
        )
        put_between(MARKS, f"{tables}\n{self.remark}\n", page)

    def _bars(self) -> Section:
        rows = [self._error_bar(lead) for lead in LEADS_DAYS]
        rows += [self._coverage_bar(lead) for lead in LEADS_DAYS]
        rows.append(self._calls_bar())
        rows.append(
            (
                f"ms per assessment, {self.assessments:,} on 2 cores: ≤ {MS:g}",
                f"{self.ms:.1f}",
                _verdict(self.ms <= MS),
            )
        )
        return Section("Bars", ("what", "measured", "bar"), rows, words=3)

    def _calls_bar(self) -> Row:
        """At the latest level that keeps false green low, how many are called too early."""
        calls = self.heard.calls[OURS]
        green, early = calls.false_green.mean(axis=0), calls.too_early.mean(axis=0)
        at = int(np.flatnonzero(green <= FALSE_GREEN).max(initial=0))
        reached = bool(green[at] <= FALSE_GREEN and early[at] <= TOO_EARLY)
        said = f"{green[at]:.1%} with {early[at]:.0%}"
        return "false green ≤ 1 % with ≤ 10 % called too early", said, _verdict(reached)

    def _error_bar(self, lead: int) -> Row:
        ours = _median(self.heard.dates[OURS, lead])
        best = min(_median(self.heard.dates[each.name, lead]) for each in BASELINES)
        said = f"{ours:.1%} against {best:.1%}"
        return f"median error {lead} days ahead: below every baseline", said, _verdict(ours < best)

    def _coverage_bar(self, lead: int) -> Row:
        covered = float(self.heard.dates[OURS, lead].covered.mean())
        low, high = COVERAGE
        name = f"coverage of the 90 % interval {lead} days ahead: {low:.2f}–{high:.2f}"
        return name, f"{covered:.3f}", _verdict(low <= covered <= high)

    def _errors(self) -> Section:
        rows: list[Row] = []
        for name in [*(each.name for each in BASELINES), OURS]:
            found = [self.heard.dates[name, lead] for lead in LEADS_DAYS]
            rows.append(
                (name, *(f"{_median(each):.1%} / {each.error.mean():.1%}" for each in found))
            )
        header = ("who", *(f"{lead} days ahead" for lead in LEADS_DAYS))
        return Section("Error of the date, of the charge's life: median / mean", header, rows)

    def _classes(self, lead: int) -> Section:
        ours = self.heard.dates[OURS, lead]
        rows: list[Row] = []
        for name, mask in masks(ours.sensors).items():
            others = {b.name: self.heard.dates[b.name, lead].error[mask] for b in BASELINES}
            best = min(others, key=lambda each: float(np.median(others[each])))
            error = ours.error[mask]
            rows.append(
                (
                    name,
                    f"{mask.sum():,}",
                    f"{np.median(error):.1%}",
                    f"{error.mean():.1%}",
                    f"{ours.covered[mask].mean():.2f}",
                    f"{np.median(ours.width[mask]):.2f}",
                    f"{np.median(others[best]):.1%} ({best})",
                )
            )
        header = ("sensors", "charges", "median", "mean", "coverage", "width", "best baseline")
        return Section(f"Ours by sensors, {lead} days ahead", header, rows)

    def _frontier(self) -> Section:
        calls = self.heard.calls[OURS]
        kinds = masks(calls.sensors)
        ours = [
            (f"{level:.1%}", *_called(calls, place, kinds))
            for place, level in enumerate(LEVELS)
            if place <= MIDDLE
        ]
        others = [
            (each.name, *_called(self.heard.calls[each.name], MIDDLE, kinds)) for each in BASELINES
        ]
        title = "Called for a change: false green / too early, by the probability it is called at"
        return Section(title, ("called at", *kinds), [*ours, *others])


def _called(calls: Calls, place: int, kinds: Mapping[str, NDArray[np.bool_]]) -> Row:
    green, early = calls.false_green[:, place], calls.too_early[:, place]
    return tuple(f"{green[mask].mean():.1%} / {early[mask].mean():.0%}" for mask in kinds.values())


def _median(found: Dates) -> float:
    return float(np.median(found.error))


def _verdict(reached: bool) -> str:
    return "reached" if reached else "MISSED"
