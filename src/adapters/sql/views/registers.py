"""The registers in SQL: a page of cards, then the steps of the things on that page."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from adapters.sql.views.reading import Look, holds, looking, marks, named
from application.ports.registers import (
    AdsorberEntry,
    BatchEntry,
    ContainerEntry,
    EnterpriseEntry,
    LotEntry,
    ManifestEntry,
)
from application.viewpoint import Viewpoint
from domain.personal import Personal

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

_CARDS = f"""
SELECT object, id, enterprise, party, source, made_by, vehicle, driver_subject, driver_sealed,
    occurred_from
FROM register_card WHERE kind = :kind AND id > :after AND {holds()}
"""

_STEPS = f"""
SELECT object, step, mass_g, note, occurred_from FROM register_step
WHERE object IN (%s) AND {holds()} ORDER BY position, line
"""

Steps = dict[str, list[tuple[int, str | None, str]]]
"""What happened to one thing, step by step: masses, notes and times in order of recording."""


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
        query = f"{_ENTERPRISES} AND enterprise > :after{of_town} ORDER BY enterprise LIMIT :limit"
        with looking(self._engine, at) as look:
            rows = look.rows(query, town=town, after=after, limit=limit)
        return [_enterprise(row) for row in rows]

    def enterprise(self, enterprise: str, at: Viewpoint) -> EnterpriseEntry | None:
        """One enterprise."""
        with looking(self._engine, at) as look:
            row = look.first(f"{_ENTERPRISES} AND enterprise = :code", code=enterprise)
        return None if row is None else _enterprise(row)

    def adsorbers(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[AdsorberEntry]:
        """Adsorbers by number."""
        of_one = " AND plant.enterprise = :enterprise" if enterprise else ""
        query = f"{_ADSORBERS} AND plant.adsorber > :after{of_one}"
        with looking(self._engine, at) as look:
            rows = look.rows(
                f"{query} ORDER BY plant.adsorber LIMIT :limit",
                enterprise=enterprise,
                after=after,
                limit=limit,
            )
        return [_adsorber(row) for row in rows]

    def adsorber(self, adsorber: str, at: Viewpoint) -> AdsorberEntry | None:
        """One adsorber."""
        with looking(self._engine, at) as look:
            row = look.first(f"{_ADSORBERS} AND plant.adsorber = :adsorber", adsorber=adsorber)
        return None if row is None else _adsorber(row)

    def lots(self, at: Viewpoint, *, after: str = "", limit: int = 100) -> Sequence[LotEntry]:
        """Lots by number."""
        return [_lot(card, steps) for card, steps in self._things(at, "lot", None, after, limit)]

    def containers(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[ContainerEntry]:
        """Containers by number."""
        things = self._things(at, "container", enterprise, after, limit)
        return [_container(card, steps) for card, steps in things]

    def manifests(
        self, at: Viewpoint, *, enterprise: str | None = None, after: str = "", limit: int = 100
    ) -> Sequence[ManifestEntry]:
        """Manifests by number."""
        things = self._things(at, "manifest", enterprise, after, limit)
        return [_manifest(card, steps) for card, steps in things]

    def batches(self, at: Viewpoint, *, after: str = "", limit: int = 100) -> Sequence[BatchEntry]:
        """Kiln runs by number."""
        things = self._things(at, "batch", None, after, limit)
        return [_batch(card, steps) for card, steps in things]

    def _things(
        self, at: Viewpoint, kind: str, enterprise: str | None, after: str, limit: int
    ) -> list[tuple[Any, Steps]]:
        of_one = " AND enterprise = :enterprise" if enterprise else ""
        with looking(self._engine, at) as look:
            cards = look.rows(
                f"{_CARDS}{of_one} ORDER BY id LIMIT :limit",
                kind=kind,
                enterprise=enterprise,
                after=after,
                limit=limit,
            )
            steps = _steps(look, [card[0] for card in cards])
        return [(card, steps[card[0]]) for card in cards]


def _steps(look: Look, objects: list[str]) -> dict[str, Steps]:
    found: dict[str, Steps] = defaultdict(lambda: defaultdict(list))
    if objects:
        query = _STEPS % marks("object", len(objects))
        for name, step, mass_g, note, when in look.rows(query, **named("object", objects)):
            found[name][step].append((mass_g, note, when))
    return found


def _enterprise(row: Any) -> EnterpriseEntry:
    return EnterpriseEntry(
        row.enterprise,
        row.name,
        row.town,
        row.address,
        row.industry,
        row.longitude_deg,
        row.latitude_deg,
        row.coordinates,
        _personal(row.contact_subject, row.contact_sealed),
        _personal(row.phone_subject, row.phone_sealed),
        row.registered,
        row.admitted,
    )


def _adsorber(row: Any) -> AdsorberEntry:
    return AdsorberEntry(
        row.adsorber,
        row.enterprise,
        row.name,
        row.carbon_form,
        tuple(map(int, row.required_g.split())),
        row.design_airflow_m3_per_h,
        row.removed_voc_mg_per_m3,
        row.run_h_per_day,
        tuple(row.solvents.split("\n")) if row.solvents else (),
        bool(row.low_efficiency),
        row.commissioned,
        row.decommissioned,
    )


def _lot(card: Any, steps: Steps) -> LotEntry:
    received_g, drawn_g = _sum(steps, "received"), _sum(steps, "drawn")
    tested = steps["tested"][-1] if steps["tested"] else None
    return LotEntry(
        card.id,
        card.source,
        card.party,
        card.made_by,
        steps["received"][0][2] if steps["received"] else None,
        received_g,
        received_g - drawn_g,
        tested[0] if tested else None,
        tested[1] if tested else None,
    )


def _container(card: Any, steps: Steps) -> ContainerEntry:
    filled = steps["filled"][-1]
    return ContainerEntry(
        card.id,
        card.enterprise,
        filled[2],
        filled[0],
        _last_note(steps, "labelled"),
        _last_note(steps, "consigned"),
    )


def _manifest(card: Any, steps: Steps) -> ManifestEntry:
    return ManifestEntry(
        card.id,
        card.enterprise,
        card.party,
        card.vehicle,
        _personal(card.driver_subject, card.driver_sealed),
        card.occurred_from,
        _stage(steps),
        _sum(steps, "departed") if steps["departed"] else None,
        _sum(steps, "arrived") if steps["arrived"] else None,
        _sum(steps, "refused"),
        _sum(steps, "charged"),
    )


def _stage(steps: Steps) -> str:
    reached = (stage for stage in ("closed", "accepted", "refused", "arrived", "departed"))
    return next((stage for stage in reached if steps[stage]), "issued")


def _batch(card: Any, steps: Steps) -> BatchEntry:
    return BatchEntry(
        card.id,
        card.occurred_from,
        steps["closed"][-1][2] if steps["closed"] else None,
        _sum(steps, "charged"),
        _sum(steps, "regenerated"),
        _sum(steps, "disposed"),
        _sum(steps, "closed"),
        _last_note(steps, "regenerated"),
    )


def _sum(steps: Steps, step: str) -> int:
    return sum(mass_g for mass_g, _, _ in steps[step])


def _last_note(steps: Steps, step: str) -> str | None:
    return steps[step][-1][1] if steps[step] else None


def _personal(subject: str | None, sealed: str | None) -> Personal | None:
    return Personal(subject, sealed) if subject and sealed else None
