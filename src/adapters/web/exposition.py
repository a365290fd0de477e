"""Readings in the text form that Prometheus reads: exposition format 0.0.4."""

from collections.abc import Iterable, Iterator

from application.ports.meter import Labels, Reading, Sample, Spread

MEDIA_TYPE = "text/plain; version=0.0.4"
"""The framework adds the charset."""


def exposed(readings: Iterable[Reading]) -> str:
    """Spell readings, each with its meaning and kind above its numbers."""
    return "".join(f"{line}\n" for reading in readings for line in _lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    meaning = reading.meaning.replace("\\", r"\\").replace("\n", r"\n")
    yield f"# HELP {reading.name} {meaning}"
    yield f"# TYPE {reading.name} {reading.kind}"
    for sample in reading.samples:
        if isinstance(sample, Sample):
            yield _line(reading.name, sample.labels, sample.value)
        else:
            yield from _spread(reading.name, sample)


def _spread(name: str, spread: Spread) -> Iterator[str]:
    for bound, count in (*spread.upto, ("+Inf", spread.count)):
        yield _line(f"{name}_bucket", (*spread.labels, ("le", str(bound))), count)
    yield _line(f"{name}_sum", spread.labels, spread.total)
    yield _line(f"{name}_count", spread.labels, spread.count)


def _line(name: str, labels: Labels, value: float) -> str:
    told = ",".join(f'{label}="{_quoted(text)}"' for label, text in labels)
    shown = int(value) if float(value).is_integer() else repr(float(value))
    return f"{name}{{{told}}} {shown}" if told else f"{name} {shown}"


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
