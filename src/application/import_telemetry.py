"""A file of readings is taken in, and what its days came to is told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from application.carbon_log import CarbonLog
from application.device_book import DeviceBook, DeviceLife
from application.instruments import one_at
from application.intake import MOST_ROWS, Intake, Taken
from application.ports.telemetry_store import TelemetryStore
from application.telemetry_file import FileKind, ReadTelemetryFile, TelemetryFile
from application.watched_days import Plant, instruments_on, plant
from domain.adsorber import UnknownAdsorber
from domain.day_of_operation import WatchedBed, day_of_operation
from domain.identifiers import AdsorberId, DeviceId
from domain.occurred import SHANGHAI
from domain.operation import Operation
from domain.reading import Integers, Readings
from domain.reading_refused import Why

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """Rows of the file that were not taken in, as a spreadsheet numbers them."""

    why: Why
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayTold:
    """A day of the file, as all readings of the instrument tell it that are kept by now.

    It is told of the air of the whole adsorber, or of the bed that the instrument looks at.
    """

    day: date
    operation: Operation


@dataclass(frozen=True, slots=True)
class TelemetryReport:
    """What became of a file."""

    file: TelemetryFile
    adsorber: AdsorberId
    device: DeviceId
    new: int
    repeated: int
    late: int
    refused: tuple[RefusedRows, ...]
    days: tuple[DayTold, ...]


class TelemetryImport:
    """Takes in files of readings."""

    def __init__(
        self,
        log: CarbonLog,
        devices: DeviceBook,
        intake: Intake,
        store: TelemetryStore,
        read_file: ReadTelemetryFile,
    ) -> None:
        """Read with `read_file`, and hand the readings to the intake."""
        self._log = log
        self._devices = devices
        self._intake = intake
        self._store = store
        self._read_file = read_file

    @property
    def kinds(self) -> Sequence[FileKind]:
        """The kinds of files that can be read."""
        return self._read_file.kinds

    def carry_out(
        self,
        path: Path,
        kind: str,
        adsorber: AdsorberId,
        device: DeviceId | None = None,
        progress: Progress | None = None,
    ) -> TelemetryReport:
        """Take in a file; what is counted as new is durable on return.

        Raises an `UnreadableFile`, what `one_at` and what `Intake.take` refuse.
        """
        at = plant(self._log, adsorber)
        if at is None:
            raise UnknownAdsorber(adsorber=adsorber)
        life = one_at(self._devices, adsorber, device)
        file = self._read_file(path, kind, life.device)
        taken = list(self._taken(file, progress))
        return TelemetryReport(
            file,
            adsorber,
            life.device,
            sum(each.new for _, each in taken),
            sum(each.repeated for _, each in taken),
            sum(each.late for _, each in taken),
            tuple(_refused(file, taken)),
            tuple(self._days(file, life, at)),
        )

    def _taken(self, file: TelemetryFile, progress: Progress | None) -> Iterator[tuple[int, Taken]]:
        """Each batch by the place of its first reading."""
        for start in range(0, len(file.readings), MOST_ROWS):
            yield start, self._intake.take(_part(file.readings, start, start + MOST_ROWS))
            if progress is not None:
                progress(min(start + MOST_ROWS, len(file.readings)), len(file.readings))

    def _days(self, file: TelemetryFile, life: DeviceLife, at: Plant) -> Iterator[DayTold]:
        bed = life.installed.bed
        whole = WatchedBed(1, 1.0, at.commissioned.design_airflow_m3_per_h)
        told_of = whole if bed is None else at.bed(bed)
        for day in _days_of(file.readings.at_ms):
            instruments = list(instruments_on(self._store, life, day))
            yield DayTold(day, day_of_operation(told_of, instruments))


def _part(readings: Readings, start: int, end: int) -> Readings:
    rows = slice(start, end)
    return Readings(
        readings.device,
        readings.at_ms[rows],
        readings.counter[rows],
        readings.values[rows],
        readings.quality[rows],
    )


def _refused(file: TelemetryFile, taken: Sequence[tuple[int, Taken]]) -> Iterator[RefusedRows]:
    rows: dict[Why, list[int]] = {}
    for start, batch in taken:
        for each in batch.refused:
            rows.setdefault(each.why, []).append(int(file.row_of[start + each.row]))
    for why in Why:
        if why in rows:
            yield RefusedRows(why, tuple(sorted(rows[why])))


def _days_of(at_ms: Integers) -> Sequence[date]:
    """The days in China that readings are of, in order."""
    # China has no summer time, so its days are equally long.
    offset_ms = int(timedelta(hours=8).total_seconds()) * 1000
    first: Integers = np.unique((at_ms + offset_ms) // 86_400_000) * 86_400_000 - offset_ms
    return [datetime.fromtimestamp(at / 1000, SHANGHAI).date() for at in first.tolist()]
