"""A file of readings is taken in, and what its days came to is told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from application.carbon_log import CarbonLog
from application.instruments import InPlace, Instruments
from application.intake import MOST_ROWS, Intake, Taken
from application.ports.streams import Streams
from application.ports.telemetry_store import TelemetryStore
from application.telemetry_file import FileKind, ReadTelemetryFile, TelemetryFile
from domain.adsorber import ADSORBER, AdsorberCommissioned, UnknownAdsorber
from domain.day_of_operation import WatchedBed, bounds_ms, day_of_operation
from domain.identifiers import AdsorberId, DeviceId
from domain.occurred import SHANGHAI
from domain.operation import Operation
from domain.reading import Integers, Readings
from domain.reading_refused import Why
from domain.watched_bed import Instrument

EARLIER = timedelta(days=7)
"""How far back a stretch is looked for that a day may repeat."""

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
        streams: Streams,
        intake: Intake,
        store: TelemetryStore,
        read_file: ReadTelemetryFile,
    ) -> None:
        """Read with `read_file`, and hand the readings to the intake."""
        self._log = log
        self._instruments = Instruments(log, streams)
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

        Raises an `UnreadableFile`, what `Instruments.one_at` and what `Intake.take` refuse.
        """
        commissioned = self._commissioned(adsorber)
        place = self._instruments.one_at(adsorber, device)
        file = self._read_file(path, kind, place.device)
        taken = list(self._taken(file, progress))
        return TelemetryReport(
            file,
            adsorber,
            place.device,
            sum(each.new for _, each in taken),
            sum(each.repeated for _, each in taken),
            sum(each.late for _, each in taken),
            tuple(_refused(file, taken)),
            tuple(self._days(file, place, commissioned)),
        )

    def _commissioned(self, adsorber: AdsorberId) -> AdsorberCommissioned:
        for fact in self._log.beginning(ADSORBER, adsorber):
            if isinstance(fact, AdsorberCommissioned):
                return fact
        raise UnknownAdsorber(adsorber=adsorber)

    def _taken(self, file: TelemetryFile, progress: Progress | None) -> Iterator[tuple[int, Taken]]:
        """Each batch by the place of its first reading."""
        for start in range(0, len(file.readings), MOST_ROWS):
            yield start, self._intake.take(_part(file.readings, start, start + MOST_ROWS))
            if progress is not None:
                progress(min(start + MOST_ROWS, len(file.readings)), len(file.readings))

    def _days(
        self, file: TelemetryFile, place: InPlace, commissioned: AdsorberCommissioned
    ) -> Iterator[DayTold]:
        bed = place.state.installed.bed
        design = commissioned.design_airflow_m3_per_h
        told_of = WatchedBed(1 if bed is None else bed, 1.0, design)
        for day in _days_of(file.readings.at_ms):
            yield DayTold(day, day_of_operation(told_of, [self._instrument(place, day)]))

    def _instrument(self, place: InPlace, day: date) -> Instrument:
        installed = place.state.installed
        begin_ms, end_ms = bounds_ms(day)
        earlier_ms = begin_ms - int(EARLIER.total_seconds()) * 1000
        return Instrument(
            place.device,
            installed.bed,
            installed.interval_s,
            installed.detection_mg_per_m3,
            installed.range_mg_per_m3,
            max(begin_ms, int(installed.occurred.moment.timestamp()) * 1000),
            end_ms,
            self._store.read(place.device, begin_ms, end_ms),
            self._store.read(place.device, earlier_ms, begin_ms),
        )


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
