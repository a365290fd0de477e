"""What was declared of an adsorber's exhaust when it went into service."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exhaust:
    """Solvents, the main one first; air of the whole adsorber. None where nothing was declared."""

    solvents: tuple[str, ...] = ()
    airflow_m3_per_h: float | None = None
    removed_voc_mg_per_m3: float | None = None
    run_h_per_day: float | None = None


NOTHING_DECLARED = Exhaust()
