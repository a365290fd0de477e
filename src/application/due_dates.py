"""When a charge is to be replaced by rules, kept apart from what physics says."""

from collections.abc import Iterator
from datetime import timedelta

from application.charge_evidence import Case
from domain.estimate import Due
from domain.exhaust import NOTHING_DECLARED
from domain.health_dates import deadlines
from domain.health_evidence import WATCHED_DAYS, Commitment, Evidence, WorkDay
from domain.health_policy import Policy
from domain.occurred import Occurred
from domain.operation import Concentration
from domain.settings_in_force import policy_in_force


def rules_of(case: Case) -> Policy:
    """The rules that are in force on the day."""
    return policy_in_force(case.rules, case.day)


def due_dates(case: Case, policy: Policy) -> tuple[Due, ...]:
    """What binds under these rules, and what is for reference."""
    return tuple(
        Due(str(each.rule), Occurred.on(each.day), each.binding)
        for each in deadlines(_evidence(case), policy)
    )


def _evidence(case: Case) -> Evidence:
    exhaust = NOTHING_DECLARED if case.plant is None else case.plant.exhaust
    promised = None if case.plant is None else case.plant.commitment
    return Evidence(
        case.state.since,
        case.state.fresh_g,
        commitment=promised and Commitment(promised.document, promised.every_days),
        removed_voc_mg_per_m3=exhaust.removed_voc_mg_per_m3,
        airflow_m3_per_h=_airflow_m3_per_h(case),
        run_h_per_day=exhaust.run_h_per_day,
        days=tuple(_work_days(case)),
    )


def _airflow_m3_per_h(case: Case) -> float | None:
    """The bed's share of the design airflow, by what it should hold."""
    if case.plant is None or case.plant.exhaust.airflow_m3_per_h is None:
        return None
    required_g = [bed.required_g for bed in case.plant.beds]
    return case.plant.exhaust.airflow_m3_per_h * required_g[case.charge.bed - 1] / sum(required_g)


def _work_days(case: Case) -> Iterator[WorkDay]:
    counted = {
        day.day: operation
        for day, operation in case.state.course.counted().items()
        if day.day < case.day
    }
    last = max(counted, default=case.day)
    for day, operation in counted.items():
        if day > last - timedelta(days=WATCHED_DAYS):
            air_m3 = operation.air_m3 if operation.air_measured else None
            yield WorkDay(
                day, operation.run_h, air_m3, _mean(operation.inlet), _mean(operation.outlet)
            )


def _mean(side: Concentration | None) -> float | None:
    return None if side is None else side.mean_mg_per_m3
