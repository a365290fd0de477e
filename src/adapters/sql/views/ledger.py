"""The carbon ledger in SQL: sums of postings that hold from a viewpoint."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Engine

from adapters.sql.views.accounts import (
    account_page,
    kiln_losses,
    kiln_losses_by_month,
    unbalanced_accounts,
)
from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking
from adapters.sql.views.sums import (
    Sums,
    added,
    district_closing,
    enterprise_closing,
    objects_closing,
    totals,
)
from adapters.sql.views.whose_carbon import OWNED_KINDS, of_objects, of_things
from application.ports.ledger_view import (
    Account,
    EnterpriseTotals,
    HandOver,
    KilnLoss,
    MonthTotals,
    Totals,
)
from application.viewpoint import Viewpoint
from domain.access import Scope
from projections.flows import Flow

_COUNTED_KINDS = (
    "'enterprise', 'adsorber', 'low-efficiency', 'fill', 'swap', 'lot', 'manifest', 'batch'"
)
# Of low-efficiency units the enterprises that have any are counted, as the programme counts them.
_COUNT = """
CASE kind WHEN 'low-efficiency' THEN count(DISTINCT enterprise) ELSE count(*) END
"""
_COUNT_THINGS = _COUNT.replace("kind", "thing.kind", 1).replace(
    "DISTINCT enterprise", "DISTINCT thing.enterprise"
)
_ALL, _MONTH = "''", "substr(occurred_from, 1, 7)"

_WITHIN_AN_ENTERPRISE = (
    ("charge → container", Flow.REMOVED, Flow.CONTAINED),
    ("container → manifest", Flow.CONSIGNED, Flow.LOADED),
)
_HAND_OVERS = (
    ("lot → charge", Flow.DRAWN, Flow.FRESH),
    *_WITHIN_AN_ENTERPRISE,
    ("manifest → batch", Flow.FED, Flow.KILN_IN),
    ("batch → lot", Flow.KILN_OUT, Flow.REGENERATED),
)


class LedgerInSql:
    """Reads what the follower of the carbon ledger has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def totals(self, at: Viewpoint, enterprise: str | None = None) -> Totals:
        """The books of the district, or of one enterprise."""
        with looking(self._engine, at) as look:
            sums = _sums_by(look, _ALL, enterprise).get("", Sums())
        return totals(sums, sums, closing_g=_closing(at.scope, enterprise)(sums))

    def by_month(self, at: Viewpoint, enterprise: str | None = None) -> Sequence[MonthTotals]:
        """The books month by month."""
        with looking(self._engine, at) as look:
            months = _sums_by(look, _MONTH, enterprise)
        return list(_month_after_month(months, _closing(at.scope, enterprise)))

    def by_enterprise(self, at: Viewpoint) -> Sequence[EnterpriseTotals]:
        """The books of every enterprise."""
        with looking(self._engine, at) as look:
            names = _names(look)
            sums = _sums_by_enterprise(look)
        return [
            EnterpriseTotals(
                code,
                names.get(code, ""),
                totals(sums[code], sums[code], closing_g=enterprise_closing(sums[code])),
            )
            for code in sorted(sums)
        ]

    def accounts(
        self,
        at: Viewpoint,
        *,
        kind: str | None = None,
        enterprise: str | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[Account]:
        """The accounts of single objects."""
        with looking(self._engine, at) as look:
            return account_page(look, kind, enterprise, after=after, limit=limit)

    def unbalanced(self, at: Viewpoint) -> Sequence[Account]:
        """Every account that does not balance."""
        with looking(self._engine, at) as look:
            return unbalanced_accounts(look)

    def hand_overs(self, at: Viewpoint) -> Sequence[HandOver]:
        """What one kind of object says it gave, and the next that it took."""
        with looking(self._engine, at) as look:
            sums = _sums_by(look, _ALL, None).get("", Sums())
        return [
            HandOver(name, sums.flow(given), sums.flow(taken))
            for name, given, taken in _stated(at.scope)
        ]

    def kiln_runs(self, at: Viewpoint) -> Sequence[KilnLoss]:
        """The loss of every closed kiln run."""
        with looking(self._engine, at) as look:
            return kiln_losses(look)

    def kiln_months(self, at: Viewpoint) -> Sequence[KilnLoss]:
        """The loss by the month in which runs were closed."""
        with looking(self._engine, at) as look:
            return kiln_losses_by_month(look)


def _closing(scope: Scope, enterprise: str | None) -> Callable[[Sums], int]:
    if enterprise is not None or _whole_enterprises(scope):
        return enterprise_closing
    return district_closing if scope.everything else objects_closing


def _stated(scope: Scope) -> Sequence[tuple[str, Flow, Flow]]:
    """The hand-overs of which a scope sees both sides, whatever its caller is to them."""
    if scope.everything:
        return _HAND_OVERS
    return _WITHIN_AN_ENTERPRISE if _whole_enterprises(scope) else ()


def _whole_enterprises(scope: Scope) -> bool:
    """Whether a scope sees enterprises with all they have, and nothing else."""
    return not (scope.everything or scope.receivers or scope.drivers)


def _month_after_month(
    months: dict[str, Sums], closing: Callable[[Sums], int]
) -> Iterable[MonthTotals]:
    until = Sums()
    for month in sorted(months):
        until = added(until, months[month])
        yield MonthTotals(month, totals(months[month], until, closing_g=closing(until)))


def _sums_by(look: Look, group: str, enterprise: str | None) -> dict[str, Sums]:
    # A group that is the same for all would only hide from SQLite that an index is in order.
    also = "" if group == _ALL else f", {group}"
    objects = of_objects(look, enterprise)
    flows, places = (
        look.rows(
            f"SELECT {group}, entry, sum(mass_g) FROM {table}"
            f" WHERE {holds()}{objects} GROUP BY entry{also}",
            enterprise=enterprise,
        )
        for table in ("ledger_flow", "ledger_stock")
    )
    counts = look.rows(
        f"SELECT {group}, kind, {_COUNT} FROM ledger_counted"
        f" WHERE {holds()} AND kind IN ({_COUNTED_KINDS})"
        f"{of_things(look, enterprise)} GROUP BY kind{also}",
        enterprise=enterprise,
    )
    return _together(flows, places, counts)


def _sums_by_enterprise(look: Look) -> dict[str, Sums]:
    owned = look.sight.only(look.sight.whose("owner.enterprise"))
    # LEFT keeps SQLite from going through all owners and picking up their postings one by one.
    join = "LEFT JOIN" if look.sight.everything else "JOIN"
    flows, places = (
        look.rows(
            f"SELECT owner.enterprise, {table}.entry, sum({table}.mass_g) FROM {table}"
            f" {join} ledger_counted owner ON owner.object = {table}.object"
            f" AND owner.kind IN ({OWNED_KINDS})"
            f" WHERE {holds(table)}{owned} GROUP BY 1, 2"
        )
        for table in ("ledger_flow", "ledger_stock")
    )
    whose = "coalesce(thing.enterprise, plant.enterprise)"
    counts = look.rows(
        f"SELECT {whose}, thing.kind, {_COUNT_THINGS}"
        " FROM ledger_counted thing"
        " LEFT JOIN ledger_counted plant ON plant.object = thing.holder AND plant.kind = 'adsorber'"
        " AND plant.recorded_to = '9999-12-31'"
        f" WHERE {holds('thing')} AND thing.kind IN ({_COUNTED_KINDS})"
        f" AND {whose} IS NOT NULL{look.sight.only(look.sight.whose(whose))} GROUP BY 1, 2"
    )
    return _together(flows, places, counts)


def _together(*tables: Iterable[Sequence[object]]) -> dict[str, Sums]:
    grouped: list[defaultdict[str, dict[str, int]]] = [defaultdict(dict) for _ in tables]
    for table, groups in zip(tables, grouped, strict=True):
        for group, entry, amount in table:
            if group is not None:
                groups[str(group)][str(entry)] = int(str(amount))
    flows, places, counts = grouped
    return {key: Sums(flows[key], places[key], counts[key]) for key in {*flows, *places, *counts}}


def _names(look: Look) -> dict[str, str]:
    found = look.rows(f"SELECT enterprise, name FROM register_enterprise WHERE {holds()}")
    return dict(found)
