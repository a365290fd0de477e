"""Lay another party's list of manifests beside ours: what either lacks, and what differs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from application.ledger_file import Finding, Line, Outcome
from application.ledger_rows import ManifestRow
from application.ports.registers import ManifestEntry, Registers
from application.viewpoint import Viewpoint
from domain.observation import weight_discrepancy
from domain.quantities import kilograms_as_number

PAGE = 500

Told = str | int | float | None
"""A date, a name or kilograms, as told to people; None where nothing is known."""

FIELDS_ZH = {
    "date": "转移日期",
    "producer": "产生单位信用代码",
    "receiver": "接收单位",
    "vehicle": "车牌号",
    "sent_kg": "发出量(kg)",
    "received_kg": "接收量(kg)",
    "refused_kg": "拒收量(kg)",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What their list can be expected to hold: its days and, where it is of one party, that party.

    Days are `2022-11-30`; empty where the list holds no manifest at all.
    """

    first: str
    last: str
    producer: str | None
    receiver: str | None

    def holds(self, entry: ManifestEntry) -> bool:
        """Whether one of our manifests ought to stand in their list."""
        return (
            self.first <= entry.issued[:10] <= self.last
            and self.producer in (None, entry.enterprise)
            and self.receiver in (None, entry.receiver)
        )


@dataclass(frozen=True, slots=True)
class Lacking:
    """A manifest that only one party has; `row` is that of their list, None if it is ours."""

    manifest: str
    row: int | None
    date: str
    producer: str
    receiver: str
    sent_kg: Told


@dataclass(frozen=True, slots=True)
class Difference:
    """One field told in two ways. For weights, whether two scales may differ by so much."""

    manifest: str
    row: int
    field: str
    ours: Told
    theirs: Told
    within_tolerance: bool | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How two lists of manifests compare; `agree` counts manifests without any difference."""

    scope: Scope
    agree: int
    we_lack: tuple[Lacking, ...]
    they_lack: tuple[Lacking, ...]
    differences: tuple[Difference, ...]
    unreadable: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """The comparison as programs read it."""
        scope = self.scope
        return {
            "scope": {
                "from": scope.first,
                "to": scope.last,
                "producer": scope.producer,
                "receiver": scope.receiver,
            },
            "agree": self.agree,
            "we_lack": [_lacking_as_json(each) for each in self.we_lack],
            "they_lack": [_lacking_as_json(each) for each in self.they_lack],
            "differences": [_difference_as_json(each) for each in self.differences],
            "unreadable": [
                {"row": each.row, "column": each.column, "value": each.value, "code": each.code}
                | {"message": each.message_zh, "message_en": each.message_en}
                for each in self.unreadable
            ],
        }


def our_manifests(registers: Registers, at: Viewpoint) -> Iterator[ManifestEntry]:
    """All manifests we have, a page at a time."""
    page = registers.manifests(at, limit=PAGE)
    while page:
        yield from page
        page = registers.manifests(at, after=page[-1].manifest, limit=PAGE)


def reconcile(theirs: Sequence[Line[ManifestRow]], ours: Iterable[ManifestEntry]) -> Reconciliation:
    """Compare. What their list leaves open is not compared."""
    told = [(line, line.value) for line in theirs if line.value is not None]
    named = {row.number for _, row in told}
    scope = _scope([row for _, row in told])
    known = {
        entry.manifest: entry for entry in ours if entry.manifest in named or scope.holds(entry)
    }
    pairs = [(line, row, known[row.number]) for line, row in told if row.number in known]
    differences = tuple(difference for pair in pairs for difference in _differences(*pair))
    differing = {difference.manifest for difference in differences}
    return Reconciliation(
        scope,
        len({row.number for _, row, _ in pairs} - differing),
        tuple(_theirs_alone(line.row, row) for line, row in told if row.number not in known),
        tuple(_ours_alone(entry) for number, entry in sorted(known.items()) if number not in named),
        differences,
        tuple(note for line in theirs for note in line.notes if note.outcome is Outcome.REFUSED),
    )


def _scope(rows: Sequence[ManifestRow]) -> Scope:
    days = sorted(row.occurred[:10] for row in rows) or [""]
    producers = {str(row.producer) for row in rows}
    receivers = {row.receiver for row in rows}
    return Scope(days[0], days[-1], _only(producers), _only(receivers))


def _only(names: set[str]) -> str | None:
    """The one party of a list; None if there are several, or none is named."""
    return next(iter(names)) or None if len(names) == 1 else None


def _theirs_alone(number_of_row: int, row: ManifestRow) -> Lacking:
    day, sent_kg = row.occurred[:10], _kilograms(row.sent_g)
    return Lacking(row.number, number_of_row, day, row.producer, row.receiver, sent_kg)


def _ours_alone(entry: ManifestEntry) -> Lacking:
    day, sent_kg = entry.issued[:10], _kilograms(entry.sent_g)
    return Lacking(entry.manifest, None, day, entry.enterprise, entry.receiver, sent_kg)


def _differences(
    line: Line[ManifestRow], row: ManifestRow, entry: ManifestEntry
) -> Iterator[Difference]:
    words = (
        ("date", entry.issued[:10], row.occurred[:10]),
        ("producer", entry.enterprise, str(row.producer)),
        ("receiver", entry.receiver, row.receiver),
        ("vehicle", entry.vehicle, row.vehicle),
    )
    for field, ours, theirs in words:
        if theirs and ours != theirs:
            yield Difference(row.number, line.row, field, ours, theirs)
    weights = (
        ("sent_kg", entry.sent_g, row.sent_g),
        ("received_kg", entry.received_g, row.received_g),
        ("refused_kg", entry.refused_g, _refused_g(line, row)),
    )
    for field, ours_g, theirs_g in weights:
        if theirs_g is not None and ours_g != theirs_g:
            within = ours_g is not None and not weight_discrepancy(ours_g, theirs_g)
            ours, theirs = _kilograms(ours_g), _kilograms(theirs_g)
            yield Difference(row.number, line.row, field, ours, theirs, within)


def _refused_g(line: Line[ManifestRow], row: ManifestRow) -> int | None:
    """Nothing refused and no column for it are not the same."""
    told = row.received_g is not None and any("拒收" in heading for heading in line.columns)
    return row.refused_g if told else None


def _kilograms(mass_g: int | None) -> int | float | None:
    return None if mass_g is None else kilograms_as_number(mass_g)


def _lacking_as_json(each: Lacking) -> dict[str, Told]:
    return {
        "manifest": each.manifest,
        "row": each.row,
        "date": each.date,
        "producer": each.producer,
        "receiver": each.receiver,
        "sent_kg": each.sent_kg,
    }


def _difference_as_json(each: Difference) -> dict[str, Told]:
    return {
        "manifest": each.manifest,
        "row": each.row,
        "field": each.field,
        "field_zh": FIELDS_ZH[each.field],
        "ours": each.ours,
        "theirs": each.theirs,
        "within_tolerance": each.within_tolerance,
    }
