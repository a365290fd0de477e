"""Whose the ledger's postings and counted things are, as conditions in SQL.

A charge, container or manifest belongs to the enterprise it was counted for, and a fill or swap,
which is known by its adsorber, to the enterprise of that. The books of one enterprise are seen by
whoever sees the enterprise; who sees but a manifest of it has that in books of his own.
"""

from adapters.sql.views.reading import Look

OWNED_KINDS = "'charge', 'container', 'manifest'"

_OWNED = f"SELECT object FROM ledger_counted WHERE kind IN ({OWNED_KINDS}) AND {{0}}"
# One list, and no alternative of two columns: so its few objects are looked up by their index.
_COUNTED = """
SELECT object FROM ledger_counted WHERE {0}
UNION ALL
SELECT handling.object FROM ledger_counted plant
JOIN ledger_counted handling ON handling.holder = plant.object
WHERE plant.kind = 'adsorber' AND {1}
"""


def of_objects(look: Look, enterprise: str | None = None) -> str:
    """The condition on postings: their object is seen, and of an enterprise if it is named."""
    return _only(look, enterprise, _listed(_OWNED, _whose(look, "enterprise", enterprise)))


def of_things(look: Look, enterprise: str | None = None) -> str:
    """The same condition on what is counted."""
    own = _whose(look, "enterprise", enterprise)
    plants = _whose(look, "plant.enterprise", enterprise)
    return _only(look, enterprise, _listed(_COUNTED, own, plants))


def _whose(look: Look, column: str, enterprise: str | None) -> str | None:
    whose = look.sight.whose(column)
    return whose if enterprise is None else f"{column} = :enterprise{look.sight.only(whose)}"


def _listed(query: str, *whose: str | None) -> str | None:
    return f"object IN ({query.format(*whose)})" if all(whose) else None


def _only(look: Look, enterprise: str | None, objects: str | None) -> str:
    if enterprise is None:
        return look.sight.only(objects, look.sight.which("object"))
    return f" AND ({look.sight.any_of(objects)})"
