"""The registers in SQL: a page of cards, then the steps of the things on that page."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from adapters.sql.views.holding import holds
from adapters.sql.views.reading import Look, looking, marks, named
from adapters.sql.views.register_entries import (
    Steps,
    adsorber_entry,
    batch_entry,
    container_entry,
    enterprise_entry,
    lot_entry,
    manifest_entry,
)
from application.ports.registers import (
    AdsorberEntry,
    BatchEntry,
    ContainerEntry,
    EnterpriseEntry,
    LotEntry,
    ManifestEntry,
)
from application.viewpoint import Viewpoint

_ENTERPRISES = f"""
SELECT enterprise, name, town, address, industry, longitude_deg, latitude_deg, coordinates,
    contact_subject, contact_sealed, phone_subject, phone_sealed, registered, admitted
FROM register_enterprise WHERE {holds()}
"""

_ADSORBERS = f"""
SELECT plant.adsorber, plant.enterprise, plant.name, plant.carbon_form, plant.required_g,
    plant.design_airflow_m3_per_h, plant.removed_voc_mg_per_m3, plant.run_h_per_day,
    plant.solvents, coalesce(unit.low_efficiency, 0) AS low_efficiency,
    plant.commissioned, plant.decommissioned
FROM register_adsorber plant
LEFT JOIN register_unit unit ON unit.unit = plant.adsorber AND {holds("unit")}
WHERE {holds("plant")}
"""

# The last word on each bed comes last.
_WIDTHS = f"""
SELECT adsorber, bed, flow_area_m2 FROM register_bed
WHERE adsorber IN (%s) AND {holds()} ORDER BY occurred_from, position
"""

_CARDS = f"""
SELECT object, id, enterprise, party, source, made_by, vehicle, driver_subject, driver_sealed,
    occurred_from
FROM register_card WHERE kind = :kind AND id > :after AND {holds()}
"""

_STEPS = f"""
SELECT object, step, mass_g, note, occurred_from FROM register_step
WHERE object IN (%s) AND {holds()} ORDER BY position, line
"""


class RegistersInSql:
    """Reads what the follower of the registers has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def enterprises(
        self, at: Viewpoint, *, town: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[EnterpriseEntry]:
        """Enterprises by credit code."""
        of_town = " AND town = :town" if town else ""
        query = f"{_ENTERPRISES} AND enterprise > :after{of_town}"
        with looking(self._engine, at) as look:
            rows = look.rows(
                f"{query}{_seen(look, 'enterprise')} ORDER BY enterprise LIMIT :limit",
                town=town,
                after=after,
                limit=limit,
            )
        return [enterprise_entry(row) for row in rows]

    def enterprise(self, enterprise: str, at: Viewpoint) -> EnterpriseEntry | None:
        """One enterprise."""
        with looking(self._engine, at) as look:
            query = f"{_ENTERPRISES} AND enterprise = :code{_seen(look, 'enterprise')}"
            row = look.first(query, code=enterprise)
        return None if row is None else enterprise_entry(row)

    def adsorbers(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[AdsorberEntry]:
        """Adsorbers by number."""
        of_one = " AND plant.enterprise = :enterprise" if enterprise else ""
        query = f"{_ADSORBERS} AND plant.adsorber > :after{of_one}"
        with looking(self._engine, at) as look:
            rows = look.rows(
                f"{query}{_seen(look, 'plant.enterprise')} ORDER BY plant.adsorber LIMIT :limit",
                enterprise=enterprise,
                after=after,
                limit=limit,
            )
            widths = _widths(look, [row.adsorber for row in rows])
        return [adsorber_entry(row, widths[row.adsorber]) for row in rows]

    def adsorber(self, adsorber: str, at: Viewpoint) -> AdsorberEntry | None:
        """One adsorber."""
        with looking(self._engine, at) as look:
            query = f"{_ADSORBERS} AND plant.adsorber = :adsorber"
            seen = _seen(look, "plant.enterprise")
            row = look.first(query + seen, adsorber=adsorber)
            widths = _widths(look, [] if row is None else [adsorber])
        return None if row is None else adsorber_entry(row, widths[adsorber])

    def lots(self, at: Viewpoint, *, after: str = "", limit: int = 100) -> Sequence[LotEntry]:
        """Lots by number."""
        return [
            lot_entry(card, steps) for card, steps in self._things(at, "lot", None, after, limit)
        ]

    def containers(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[ContainerEntry]:
        """Containers by number."""
        things = self._things(at, "container", enterprise, after, limit)
        return [container_entry(card, steps) for card, steps in things]

    def manifests(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[ManifestEntry]:
        """Manifests by number."""
        things = self._things(at, "manifest", enterprise, after, limit)
        return [manifest_entry(card, steps) for card, steps in things]

    def batches(self, at: Viewpoint, *, after: str = "", limit: int = 100) -> Sequence[BatchEntry]:
        """Kiln runs by number."""
        things = self._things(at, "batch", None, after, limit)
        return [batch_entry(card, steps) for card, steps in things]

    def _things(
        self, at: Viewpoint, kind: str, enterprise: str | None, after: str, limit: int
    ) -> list[tuple[Any, Steps]]:
        of_one = " AND enterprise = :enterprise" if enterprise else ""
        with looking(self._engine, at) as look:
            seen = look.sight.only(look.sight.whose("enterprise"), look.sight.which("object"))
            cards = look.rows(
                f"{_CARDS}{of_one}{seen} ORDER BY id LIMIT :limit",
                kind=kind,
                enterprise=enterprise,
                after=after,
                limit=limit,
            )
            steps = _steps(look, [card[0] for card in cards])
        return [(card, steps[card[0]]) for card in cards]


def _seen(look: Look, enterprise: str) -> str:
    return look.sight.only(look.sight.whose(enterprise))


def _widths(look: Look, adsorbers: list[str]) -> dict[str, dict[int, float]]:
    """The flow area of each bed of which it is known."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    if adsorbers:
        query = _WIDTHS % marks("plant", len(adsorbers))
        for name, bed, area_m2 in look.rows(query, **named("plant", adsorbers)):
            found[name][bed] = area_m2
    return found


def _steps(look: Look, objects: list[str]) -> dict[str, Steps]:
    found: dict[str, Steps] = defaultdict(lambda: defaultdict(list))
    if objects:
        query = _STEPS % marks("object", len(objects))
        for name, step, mass_g, note, when in look.rows(query, **named("object", objects)):
            found[name][step].append((mass_g, note, when))
    return found
