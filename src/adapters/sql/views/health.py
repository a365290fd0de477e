"""The health board in SQL: evidence from the views, codes from the rules in force."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Engine

from adapters.sql.views.charges import Charge, adoptions, rules_known
from adapters.sql.views.health_beds import (
    Judging,
    adsorbers,
    page_of_charges,
    page_of_firms,
    seen,
)
from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from application.ports.health_view import (
    AdsorberHealth,
    ChangedColour,
    EnterpriseHealth,
    Preview,
    RunningCharge,
)
from application.viewpoint import Viewpoint
from domain.code import Code, worst
from domain.occurred import Occurred
from domain.setting import SettingValue
from domain.settings_in_force import policy_in_force, policy_with

_FIRM = f"SELECT name, town FROM health_firm WHERE enterprise = :enterprise AND {holds()}"


class HealthInSql:
    """Reads what the follower of the health board has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def board(
        self,
        at: Viewpoint,
        *,
        town: str | None = None,
        code: Code | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[EnterpriseHealth]:
        """Enterprises with adsorbers, in order of credit code."""
        found: list[EnterpriseHealth] = []
        with looking(self._engine, at) as look:
            judging = Judging(rules_known(look))
            while len(found) < limit and (page := page_of_firms(look, judging, town, after)):
                found += [firm for firm in page if code is None or firm.code == code]
                after = page[-1].enterprise
        return found[:limit]

    def counts(self, at: Viewpoint, *, town: str | None = None) -> Mapping[Code | None, int]:
        """How many enterprises have each code."""
        with looking(self._engine, at) as look:
            judging = Judging(rules_known(look))
            return dict(Counter(firm.code for firm in _everybody(look, judging, town)))

    def enterprise(self, enterprise: str, at: Viewpoint) -> EnterpriseHealth | None:
        """One enterprise."""
        with looking(self._engine, at) as look:
            firm = look.first(_FIRM + seen(look, "enterprise"), enterprise=enterprise)
            if firm is None:
                return None
            judging, own = Judging(rules_known(look)), " AND plant.enterprise = :enterprise"
            plants = adsorbers(look, judging, own, enterprise=enterprise)
            code = worst(plant.code for plant in plants)
            return EnterpriseHealth(enterprise, firm[0], firm[1], code, tuple(plants))

    def adsorber(self, adsorber: str, at: Viewpoint) -> AdsorberHealth | None:
        """One adsorber."""
        with looking(self._engine, at) as look:
            judging, own = Judging(rules_known(look)), " AND plant.adsorber = :adsorber"
            found = adsorbers(look, judging, own, adsorber=adsorber)
        return found[0] if found else None

    def charges(
        self, at: Viewpoint, *, after: str = "", limit: int = 200
    ) -> Sequence[RunningCharge]:
        """Running charges by adsorber and bed, from after an adsorber."""
        found: list[RunningCharge] = []
        with looking(self._engine, at) as look:
            judging, last = Judging(rules_known(look)), after
            while len(found) < limit and last is not None:
                page, last = page_of_charges(look, judging, last)
                found += [_running(charge) for charge in page]
        return found

    def preview(
        self, at: Viewpoint, values: Sequence[SettingValue], effective: Occurred
    ) -> Preview:
        """Judge everybody on the day that settings would take effect, with and without them."""
        ahead = effective.day > at.moment.date()
        day = Viewpoint.of(effective, at.known_at, at.moment, at.scope) if ahead else at
        with looking(self._engine, day) as look:
            adopted = adoptions(look)
            now = Judging(lambda when: policy_in_force(adopted, when), silence=not ahead)
            then = Judging(
                lambda when: (
                    policy_with(adopted, tuple(values), when)
                    if when.day >= effective.day
                    else policy_in_force(adopted, when)
                ),
                silence=not ahead,
            )
            before = list(_everybody(look, now, None))
            after = list(_everybody(look, then, None))
        return _compared(day.as_of, before, after)


def _everybody(look: Look, judging: Judging, town: str | None) -> Iterator[EnterpriseHealth]:
    after = ""
    while page := page_of_firms(look, judging, town, after):
        yield from page
        after = page[-1].enterprise


def _running(charge: Charge) -> RunningCharge:
    return RunningCharge(
        charge.charge,
        charge.enterprise,
        charge.adsorber,
        charge.bed,
        charge.lot,
        charge.fresh_g,
        charge.started,
        charge.assessment,
    )


def _compared(
    at: str, before: Sequence[EnterpriseHealth], after: Sequence[EnterpriseHealth]
) -> Preview:
    changed = [
        changed
        for was, now in zip(before, after, strict=True)
        if (changed := _changed(was, now)) is not None
    ]
    return Preview(
        at,
        dict(Counter(firm.code for firm in before)),
        dict(Counter(firm.code for firm in after)),
        changed,
    )


def _changed(was: EnterpriseHealth, now: EnterpriseHealth) -> ChangedColour | None:
    if was.code is None or now.code is None or was.code is now.code:
        return None
    said = next(
        bed.assessment
        for adsorber in now.adsorbers
        for bed in adsorber.beds
        if bed.assessment is not None and bed.assessment.code is now.code
    )
    return ChangedColour(now.enterprise, now.name, now.town, was.code, now.code, said.zh, said.en)
