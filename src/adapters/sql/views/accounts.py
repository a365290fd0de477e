"""Single accounts of the ledger: law 1 object by object, and the losses of kiln runs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look
from adapters.sql.views.whose_carbon import OWNED_KINDS, of_objects
from application.ports.ledger_view import Account, KilnLoss
from projections.flows import INS, MEASURED, OUTS, Flow


def account_page(
    look: Look, kind: str | None, enterprise: str | None, *, after: str, limit: int
) -> list[Account]:
    """Sum the accounts of the next objects: which they are is asked first, then nothing else is."""
    # Kinds end in a colon, and a semicolon comes next.
    values: dict[str, object] = {
        "after": max(after, f"{kind}:") if kind else after,
        "below": f"{kind};",
        "enterprise": enterprise,
        "limit": limit,
    }
    within, seen = _AFTER + (_OF_KIND if kind else ""), of_objects(look)
    if enterprise:
        # One enterprise has few, and they do not lie side by side.
        within += _OF_ENTERPRISE
    else:
        values["last"] = look.first(_LAST.format(within=within + seen), **values)[0]
        within = _AFTER + _UPTO_LAST
    page = _ACCOUNTS.format(within=within + seen) + _IN_ORDER + " LIMIT :limit"
    return _accounts(look.rows(page, **values))


def unbalanced_accounts(look: Look) -> list[Account]:
    """Sum every account that is seen, and keep those that do not balance."""
    seen = of_objects(look)
    return _accounts(look.rows(_ACCOUNTS.format(within=seen) + _UNBALANCED + _IN_ORDER))


def _accounts(rows: Iterable[Any]) -> list[Account]:
    return [
        Account(object_, object_.partition(":")[0], owner, *map(int, masses))
        for object_, owner, *masses in rows
    ]


def _summed(flows: Iterable[Flow]) -> str:
    listed = ", ".join(f"'{flow.value}'" for flow in sorted(flows))
    return f"sum(CASE WHEN entry IN ({listed}) THEN mass_g ELSE 0 END)"


_AFTER = " AND object > :after"
_UPTO_LAST = " AND object <= :last"
_OF_KIND = " AND object < :below"
_OF_ENTERPRISE = f"""
AND object IN (SELECT object FROM ledger_counted
               WHERE enterprise = :enterprise AND kind IN ({OWNED_KINDS}))
"""
_IN_ORDER = " ORDER BY object"
_UNBALANCED = """
WHERE in_g + uptake_g <> out_g + measured_g + unexplained_g + held_g
"""

# Each table knows its next objects in order, so nothing beyond a page is read.
_LAST = f"""
SELECT max(object) FROM (
    SELECT object FROM (
        SELECT * FROM (SELECT DISTINCT object FROM ledger_flow
            WHERE {holds()} {{within}} ORDER BY object LIMIT :limit) flow
        UNION
        SELECT * FROM (SELECT DISTINCT object FROM ledger_stock
            WHERE {holds()} {{within}} ORDER BY object LIMIT :limit) stock
    ) posted ORDER BY object LIMIT :limit
) page
"""

_ACCOUNTS = f"""
SELECT object,
    (SELECT max(owner.enterprise) FROM ledger_counted owner WHERE owner.object = account.object
        AND owner.kind IN ({OWNED_KINDS})),
    in_g, uptake_g, out_g, measured_g, unexplained_g, held_g FROM (
    SELECT posting.object AS object,
        {_summed(INS)} AS in_g, {_summed([Flow.UPTAKE])} AS uptake_g,
        {_summed(OUTS)} AS out_g, {_summed(MEASURED)} AS measured_g,
        {_summed([Flow.UNEXPLAINED])} AS unexplained_g, sum(held_g) AS held_g
    FROM (
        SELECT object, entry, mass_g, 0 AS held_g FROM ledger_flow WHERE {holds()} {{within}}
        UNION ALL
        SELECT object, '', 0, mass_g FROM ledger_stock WHERE {holds()} {{within}}
    ) posting
    GROUP BY posting.object
) account
"""

_KILN = f"""
SELECT object, entry, sum(mass_g), max(occurred_from) FROM ledger_flow
WHERE object > 'batch:' AND object < 'batch;' AND {holds()}{{seen}} GROUP BY object, entry
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
    for object_, entry, mass_g, when in look.rows(_KILN.format(seen=of_objects(look))):
        name = object_.partition(":")[2]
        runs[name][entry] = int(mass_g)
        if entry == Flow.UNEXPLAINED:
            closed[name] = when
    return {name: (runs[name], when) for name, when in closed.items()}


def _loss(name: str, runs: Sequence[dict[str, int]]) -> KilnLoss:
    entries = (Flow.KILN_IN, Flow.KILN_OUT, Flow.DISPOSED, Flow.UNEXPLAINED)
    in_g, out_g, disposed_g, lost_g = (sum(run.get(entry, 0) for run in runs) for entry in entries)
    return KilnLoss(name, in_g, out_g, disposed_g, lost_g)
