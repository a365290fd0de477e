"""Running charges with all that is known of them, judged by the rules in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from adapters.sql.views.charge_evidence import Found, Rules, evidence_on, portions
from adapters.sql.views.evidence_queries import FORMER, RUNNING
from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, marks, named
from domain.code import Code
from domain.health import Assessment, assess
from domain.health_policy import Policy
from domain.health_quality import doubtful
from domain.occurred import Occurred
from domain.setting import SettingAdopted, SettingValue
from domain.setting_registry import Group
from domain.settings_in_force import Adopted, policy_in_force

# Of all that a bed ever held only the last can be running; what was before is not looked at.
_LATEST = f"""
SELECT (SELECT latest.charge FROM health_started latest
        WHERE latest.adsorber = bed.column1 AND latest.bed = bed.column2 AND {holds("latest")}
        ORDER BY latest.number DESC LIMIT 1)
FROM (VALUES %s) bed
"""
_OVER = f"""
SELECT charge FROM health_ended WHERE charge IN (%s) AND {holds()}
"""
# When they begin is asked of the facts: a swap of years ago is judged by the rules of then.
_ADOPTED = """
SELECT said, effective, reason, set_values FROM health_setting
WHERE recorded_from <= :known_at AND recorded_to > :known_at ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class Charge:
    """A running charge and its assessment."""

    charge: str
    enterprise: str
    adsorber: str
    bed: int
    lot: str
    fresh_g: int
    started: str
    swaps: int
    first_filled: str
    assessment: Assessment


def rules_known(look: Look) -> Rules:
    """The rules as they are known to have been adopted."""
    adopted = adoptions(look)

    @cache
    def in_force(at: Occurred) -> Policy:
        return policy_in_force(adopted, at)

    return in_force


def adoptions(look: Look) -> Adopted:
    """What the district has adopted for the health code, in its order."""
    return tuple(
        SettingAdopted(
            Occurred(said),
            Group.HEALTH,
            Occurred(effective),
            tuple(SettingValue(*line.split(" ", 1)) for line in values.splitlines()),
            reason,
        )
        for said, effective, reason, values in look.rows(_ADOPTED)
    )


def running_charges(
    look: Look, beds: Sequence[tuple[str, int]], rules: Rules, *, silence: bool = True
) -> Iterator[Charge]:
    """The running charges of these beds (adsorber, number), judged as of the viewpoint.

    Where `silence` is not to count, the instruments are left out.
    """
    found = evidence_on(look, RUNNING, list(_running(look, beds)), rules)
    former = _former_codes(look, found, rules)
    for each in found:
        evidence = each.evidence
        if each.charge in former:
            evidence = replace(evidence, former=former[each.charge])
        if not silence:
            evidence = replace(evidence, instruments=())
        assessment = assess(evidence, each.at, rules(each.at))
        yield Charge(
            each.charge,
            each.enterprise,
            each.adsorber,
            each.bed,
            each.lot,
            evidence.fresh_g,
            each.started,
            each.number - 1,
            each.first_filled,
            assessment,
        )


def _running(look: Look, beds: Sequence[tuple[str, int]]) -> Iterator[str]:
    for some in portions(beds):
        places = ", ".join(f"(:plant{n}, {bed:d})" for n, (_, bed) in enumerate(some))
        plants = named("plant", [adsorber for adsorber, _ in some])
        latest = [charge for (charge,) in look.rows(_LATEST % places, **plants) if charge]
        if latest:
            over = _OVER % marks("value", len(latest))
            ended = {charge for (charge,) in look.rows(over, **named("value", latest))}
            yield from (charge for charge in latest if charge not in ended)


def _former_codes(look: Look, charges: Sequence[Found], rules: Rules) -> dict[str, Code]:
    """The code each bed had when one of these charges was put in, where it still matters.

    It matters while the swap is to be verified; a former charge may itself have been.
    """
    wanted = [
        each.charge for each in charges if each.former and doubtful(each.evidence, rules(each.at))
    ]
    if not wanted:
        return {}
    formers = evidence_on(look, FORMER, wanted, rules)
    before = _former_codes(look, formers, rules)
    return {
        each.key: assess(
            replace(each.evidence, former=before.get(each.charge)), each.at, rules(each.at)
        ).code
        for each in formers
    }
