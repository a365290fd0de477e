"""Single accounts of the ledger: law 1 object by object, and the losses of kiln runs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look
from adapters.sql.views.whose_carbon import OWNED_KINDS, of_objects
from application.ports.ledger_view import Account, KilnLoss
from projections.flows import INS, MEASURED, OUTS, Flow


def account_rows(
    look: Look,
    kind: str | None,
    enterprise: str | None,
    *,
    after: str = "",
    limit: int | None = None,
    only_unbalanced: bool = False,
) -> list[Account]:
    """Sum accounts object by object, in order of object."""
    conditions = ["object > :after"]
    if kind:
        conditions.append("object LIKE :kind")
    if enterprise:
        conditions.append("enterprise = :enterprise")
    if only_unbalanced:
        conditions.append("in_g + uptake_g <> out_g + measured_g + unexplained_g + held_g")
    query = (
        f"{_ACCOUNTS % {'seen': of_objects(look)}} WHERE {' AND '.join(conditions)} ORDER BY object"
    )
    if limit is not None:
        query += " LIMIT :limit"
    rows = look.rows(query, after=after, kind=f"{kind}:%", enterprise=enterprise, limit=limit)
    return [
        Account(object_, object_.partition(":")[0], owner, *map(int, masses))
        for object_, owner, *masses in rows
    ]


def _summed(flows: Iterable[Flow]) -> str:
    listed = ", ".join(f"'{flow.value}'" for flow in sorted(flows))
    return f"sum(CASE WHEN entry IN ({listed}) THEN mass_g ELSE 0 END)"


_ACCOUNTS = f"""
SELECT object, enterprise, in_g, uptake_g, out_g, measured_g, unexplained_g, held_g FROM (
    SELECT posting.object AS object, max(owner.enterprise) AS enterprise,
        {_summed(INS)} AS in_g, {_summed([Flow.UPTAKE])} AS uptake_g,
        {_summed(OUTS)} AS out_g, {_summed(MEASURED)} AS measured_g,
        {_summed([Flow.UNEXPLAINED])} AS unexplained_g, sum(held_g) AS held_g
    FROM (
        SELECT object, entry, mass_g, 0 AS held_g FROM ledger_flow WHERE {holds()}%(seen)s
        UNION ALL
        SELECT object, '', 0, mass_g FROM ledger_stock WHERE {holds()}%(seen)s
    ) posting
    LEFT JOIN ledger_counted owner ON owner.object = posting.object
        AND owner.kind IN ({OWNED_KINDS})
    GROUP BY posting.object
) account
"""

_KILN = f"""
SELECT object, entry, sum(mass_g), max(occurred_from) FROM ledger_flow
WHERE object LIKE 'batch:%%' AND {holds()}%(seen)s GROUP BY object, entry
"""


def kiln_losses(look: Look) -> list[KilnLoss]:
    """The loss of every closed kiln run, by its number."""
    return [_loss(name, [masses]) for name, (masses, _) in sorted(_closed_runs(look).items())]


def kiln_losses_by_month(look: Look) -> list[KilnLoss]:
    """The loss of the runs that were closed in a month."""
    months: dict[str, list[dict[str, int]]] = defaultdict(list)
    for masses, closed in _closed_runs(look).values():
        months[closed[:7]].append(masses)
    return [_loss(month, months[month]) for month in sorted(months)]


def _closed_runs(look: Look) -> dict[str, tuple[dict[str, int], str]]:
    runs: dict[str, dict[str, int]] = defaultdict(dict)
    closed: dict[str, str] = {}
    for object_, entry, mass_g, when in look.rows(_KILN % {"seen": of_objects(look)}):
        name = object_.partition(":")[2]
        runs[name][entry] = int(mass_g)
        if entry == Flow.UNEXPLAINED:
            closed[name] = when
    return {name: (runs[name], when) for name, when in closed.items()}


def _loss(name: str, runs: Sequence[dict[str, int]]) -> KilnLoss:
    entries = (Flow.KILN_IN, Flow.KILN_OUT, Flow.DISPOSED, Flow.UNEXPLAINED)
    in_g, out_g, disposed_g, lost_g = (sum(run.get(entry, 0) for run in runs) for entry in entries)
    return KilnLoss(name, in_g, out_g, disposed_g, lost_g)
