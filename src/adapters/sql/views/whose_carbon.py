"""Whose the ledger's postings and counted things are, as conditions in SQL.

A charge, container or manifest belongs to the enterprise it was counted for, and a fill or swap,
which is known by its adsorber, to the enterprise of that. The books of one enterprise are seen by
whoever sees the enterprise; who sees but a manifest of it has that in books of his own.
"""

from adapters.sql.views.reading import Look

OWNED_KINDS = "'charge', 'container', 'manifest'"

_OBJECTS = f"object IN (SELECT object FROM ledger_counted WHERE kind IN ({OWNED_KINDS}) AND {{}})"
_HANDLINGS = "holder IN (SELECT object FROM ledger_counted WHERE kind = 'adsorber' AND {})"


def of_objects(look: Look, enterprise: str | None = None) -> str:
    """The condition on postings: their object is seen, and of an enterprise if it is named."""
    whose = _whose(look, enterprise)
    return _only(look, enterprise, _OBJECTS.format(whose) if whose else None)


def of_things(look: Look, enterprise: str | None = None) -> str:
    """The same condition on what is counted."""
    whose = _whose(look, enterprise)
    return _only(look, enterprise, whose, _HANDLINGS.format(whose) if whose else None)


def _whose(look: Look, enterprise: str | None) -> str | None:
    if enterprise is None:
        return look.sight.whose("enterprise")
    return "enterprise = :enterprise" + look.sight.only(look.sight.whose("enterprise"))


def _only(look: Look, enterprise: str | None, *relations: str | None) -> str:
    if enterprise is None:
        return look.sight.only(*relations, look.sight.which("object"))
    return f" AND ({look.sight.any_of(*relations)})"
