"""What is seen through a scope, as conditions in SQL: the same that `domain.access.may` decides.

Every view asks here and nowhere else. A row is seen by whose it is, an enterprise and so its town,
or by which thing it is: a manifest by its receiver and its driver, a kiln run by the receivers of
what it was fed, a lot by its supplier and by the kiln run that made it. These relations are read
from the registers, from the same viewpoint as the row itself.
"""

import json
from collections.abc import Mapping

from adapters.sql.views.holding import holds
from domain.access import Scope

LISTED: Mapping[str, str] = {
    "sqlite": "SELECT value FROM json_each(:{0})",
    "postgresql": "SELECT unnest(CAST(:{0} AS text[]))",
}
"""The names in a bound list of any length, by engine. PostgreSQL knows how long an array is."""

_OF_THE_TOWNS = f"""
SELECT enterprise FROM register_enterprise WHERE town IN ({{towns}}) AND {holds()}
"""
# Only manifests have a driver.
_DRIVEN = f"""
SELECT object FROM register_card WHERE driver_subject IN ({{drivers}}) AND {holds()}
"""
# The manifests to the receivers and the lots from them, the kiln runs these manifests went into,
# and the lots of these kiln runs.
_RECEIVED = f"""
SELECT object FROM (
    WITH concerned AS (
        SELECT object FROM register_card WHERE party IN ({{receivers}}) AND {holds()}
    ),
    fed AS (
        SELECT step.note AS batch FROM concerned
        JOIN register_step step ON step.object = concerned.object
            AND step.step = 'charged' AND {holds("step")}
    )
    SELECT object FROM concerned
    UNION ALL SELECT 'batch:' || batch FROM fed
    UNION ALL SELECT object FROM register_card
    WHERE kind = 'lot' AND made_by IN (SELECT batch FROM fed) AND {holds()}
) received
"""


class Sight:
    """What a scope lets its caller see. Conditions are empty where that is everything."""

    def __init__(self, scope: Scope, dialect: str) -> None:
        """See through a scope on an engine."""
        self.everything = scope.everything
        self._scope = scope
        self._listed = LISTED[dialect]
        self._as_json = dialect == "sqlite"
        self._enterprises = self._seen_enterprises()
        self._things = self._seen_things()

    def whose(self, enterprise: str) -> str | None:
        """Say that the enterprise in a column is seen; None where none ever is."""
        return f"{enterprise} IN ({self._enterprises})" if self._enterprises else None

    def which(self, thing: str) -> str | None:
        """Say that the manifest, lot or kiln run in a column is seen for its own relations."""
        return f"{thing} IN ({self._things})" if self._things else None

    def only(self, *relations: str | None) -> str:
        """Put together, to follow another condition, that one of these relations holds."""
        return "" if self.everything else f" AND ({self.any_of(*relations)})"

    def any_of(self, *relations: str | None) -> str:
        """Put together that one of these relations holds."""
        return " OR ".join(relation for relation in relations if relation) or "1 = 0"

    def bound(self) -> dict[str, str | list[str]]:
        """The values that the conditions name."""
        if self.everything:
            return {}
        return {
            f"scope_{relation}": self._bind(sorted(getattr(self._scope, relation)))
            for relation in ("enterprises", "towns", "receivers", "drivers")
        }

    def _seen_enterprises(self) -> str:
        towns = _OF_THE_TOWNS.format(towns=self._names("towns"))
        return _together(
            self._names("enterprises") if self._scope.enterprises else None,
            towns if self._scope.towns else None,
        )

    def _seen_things(self) -> str:
        driven = _DRIVEN.format(drivers=self._names("drivers"))
        received = _RECEIVED.format(receivers=self._names("receivers"))
        return _together(
            driven if self._scope.drivers else None,
            received if self._scope.receivers else None,
        )

    def _bind(self, names: list[str]) -> str | list[str]:
        return json.dumps(names) if self._as_json else names

    def _names(self, relation: str) -> str:
        return self._listed.format(f"scope_{relation}")


def _together(*queries: str | None) -> str:
    return " UNION ALL ".join(query for query in queries if query)
