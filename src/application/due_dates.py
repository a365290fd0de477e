"""When a charge is to be replaced by rules, kept apart from what physics says."""

from datetime import timedelta
from math import ceil

from application.charge_evidence import Case
from domain.estimate import Due
from domain.exhaust import NOTHING_DECLARED
from domain.health import DISTRICT, Evidence, assess
from domain.occurred import Occurred


def due_dates(case: Case) -> tuple[Due, ...]:
    """The date that binds, and those for reference; running days are taken as days on end."""
    exhaust = NOTHING_DECLARED if case.plant is None else case.plant.exhaust
    airflow, beds = exhaust.airflow_m3_per_h, 1 if case.plant is None else len(case.plant.beds)
    judged = assess(
        Evidence(
            case.state.since,
            case.state.fresh_g,
            removed_voc_mg_per_m3=exhaust.removed_voc_mg_per_m3,
            airflow_m3_per_h=None if airflow is None else airflow / beds,
            run_h_per_day=exhaust.run_h_per_day,
        ),
        case.day,
        DISTRICT,
    )
    started = case.state.since.day
    return (
        Due(judged.policy, Occurred.on(judged.binding), binding=True),
        *(
            Due(
                reference.rule,
                Occurred.on(started + timedelta(days=ceil(reference.running_days))),
                binding=False,
            )
            for reference in judged.references
        ),
    )
