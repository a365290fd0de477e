"""What became of every row of a file, counted and told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from application.import_remarks import already_recorded
from application.ledger_file import Finding, LedgerFile, Line, Outcome

_NEW, _REPEATED = 1, 2

_IN_ORDER_OF_USE = (
    Outcome.ACCEPTED,
    Outcome.NORMALISED,
    Outcome.FLAGGED,
    Outcome.IGNORED,
    Outcome.REFUSED,
)
"""First what is in the books, then what is not."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many rows came to which outcome, and everything there is to say about them."""

    rows: Mapping[Outcome, int]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """The report as programs read it."""
        return {
            "rows": {outcome.value: self.rows[outcome] for outcome in _IN_ORDER_OF_USE},
            "findings": [_finding_as_json(finding) for finding in self.findings],
        }


class Tally:
    """Counts a file's rows, each under its gravest outcome, while they are carried out.

    A row that the books held already, word for word, is ignored; all of a sheet's are told in one
    finding, since a file that is imported every month is mostly made of them.
    """

    def __init__(self, file: LedgerFile) -> None:
        """Begin with what the reading has found."""
        self.lines: Sequence[Line[object]] = tuple(file.lines())
        self._on_sheets = file.notes
        self._found: dict[int, list[Finding]] = {}
        self._gravity = bytearray(line.outcome.gravity for line in self.lines)
        self._written = bytearray(len(self.lines))

    def is_refused(self, place: int) -> bool:
        """Whether a row has been refused by now."""
        return self._gravity[place] == Outcome.REFUSED.gravity

    def note(self, place: int, finding: Finding) -> None:
        """Take down a remark on a row."""
        self._found.setdefault(place, []).append(finding)
        self._gravity[place] = max(self._gravity[place], finding.outcome.gravity)

    def recorded(self, place: int, *, repeated: bool) -> None:
        """A command of this row stands in the books, since now or since an earlier time."""
        self._written[place] |= _REPEATED if repeated else _NEW

    def report(self) -> ImportReport:
        """Count."""
        outcomes = tuple(Outcome)
        again: Counter[str] = Counter()
        rows: Counter[Outcome] = Counter()
        for place, line in enumerate(self.lines):
            outcome = outcomes[self._gravity[place]]
            if self._written[place] == _REPEATED and outcome is not Outcome.REFUSED:
                again[line.sheet] += 1
                outcome = max(outcome, Outcome.IGNORED, key=lambda each: each.gravity)
            rows[outcome] += 1
        repeated = [already_recorded(sheet, count) for sheet, count in again.items()]
        return ImportReport(rows, (*self._on_sheets, *repeated, *self._findings()))

    def _findings(self) -> list[Finding]:
        return [
            finding
            for place, line in enumerate(self.lines)
            for finding in (*line.notes, *self._found.get(place, ()))
        ]


def _finding_as_json(finding: Finding) -> dict[str, object]:
    return {
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "key": finding.key,
        "outcome": finding.outcome.value,
        "code": finding.code,
        "message": finding.message_zh,
        "message_en": finding.message_en,
    }
