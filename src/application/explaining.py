"""An assessment computed again from what it relied on, and told in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application.assessment_told import Sentence, due_told, estimate_told, moved_told
from application.carbon_log import CarbonLog
from application.charge_evidence import Case, ReadAsOf, case_of
from application.due_dates import due_dates, rules_of
from application.estimating import CALIBRATED, MODEL, physical_of
from domain.charge import CHARGE
from domain.charge_course import SaturationAssessed
from domain.health_policy import Policy
from domain.identifiers import ChargeId
from domain.record import Recorded
from domain.refusal import Refusal
from domain.settings_in_force import policy_once_assumed


class NoSuchAssessment(Refusal):
    """这次填装没有这样的评估; 请先运行 tanguanjia assess。

    There is no such assessment of this charge; run `tanguanjia assess` first.
    """


@dataclass(frozen=True, slots=True)
class Explanation:
    """An assessment and why it is as it is.

    `same` says whether computing it again gives the same bits; None where another model or
    calibration has made it, which this program does not have.
    """

    charge: ChargeId
    recorded: Recorded[SaturationAssessed]
    same: bool | None
    sentences: tuple[Sentence, ...]


def assessments_of(log: CarbonLog, charge: ChargeId) -> list[Recorded[SaturationAssessed]]:
    """Every assessment of a charge, in order of version."""
    facts = log.facts(CHARGE.stream(charge))
    return [each for each in facts if isinstance(each.fact, SaturationAssessed)]


def chosen(
    assessments: Sequence[Recorded[SaturationAssessed]],
    version: int | None = None,
    day: date | None = None,
) -> tuple[Recorded[SaturationAssessed], Recorded[SaturationAssessed] | None]:
    """The assessment of a version, or the last of a day, or the last, and the one before it.

    Raises `NoSuchAssessment`.
    """
    places = [
        place
        for place, each in enumerate(assessments)
        if version in (None, each.version) and day in (None, each.fact.day.day)
    ]
    if not places:
        raise NoSuchAssessment(version=version, day=day)
    last = places[-1]
    return assessments[last], assessments[last - 1] if last else None


def explain(
    log: CarbonLog,
    charge: ChargeId,
    recorded: Recorded[SaturationAssessed],
    before: Recorded[SaturationAssessed] | None,
    *,
    again: bool = True,
) -> Explanation:
    """Tell an assessment, computed `again` if so asked, beside the one before it."""
    fact = recorded.fact
    case = case_relied_on(log, charge, fact)
    former = None if before is None else (before.fact, case_relied_on(log, charge, before.fact))
    same = computed_again(case, fact) if again else None
    sentences = (
        *estimate_told(case, fact),
        *moved_told(case, fact, former),
        *due_told(fact, rules_followed(case, fact).id),
    )
    return Explanation(charge, recorded, same, sentences)


def case_relied_on(log: CarbonLog, charge: ChargeId, fact: SaturationAssessed) -> Case:
    """What an assessment knew; raises `NoSuchAssessment` if that was never so."""
    case = case_of(ReadAsOf.of(log, fact.relied), charge, fact.day.day)
    if case is None:
        raise NoSuchAssessment(charge=charge)
    return case


def computed_again(case: Case, fact: SaturationAssessed) -> bool | None:
    """Whether computing it again gives the same bits; None where this program cannot."""
    physical = fact.physical
    if physical is not None and (physical.model, physical.calibration) != (MODEL, CALIBRATED):
        return None
    dates = due_dates(case, rules_followed(case, fact))
    return physical_of([case]) == [physical] and dates == fact.due


def rules_followed(case: Case, fact: SaturationAssessed) -> Policy:
    """The rules that an assessment went by: those in force, or what was once assumed to be."""
    rules, assumed = rules_of(case), policy_once_assumed(case.rules, case.day)
    if due_dates(case, rules) != fact.due and due_dates(case, assumed) == fact.due:
        return assumed
    return rules
