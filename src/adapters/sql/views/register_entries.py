"""Rows of the registers become entries: what a card says, and what the steps add up to."""

from collections.abc import Mapping
from typing import Any

from application.ports.registers import (
    AdsorberEntry,
    BatchEntry,
    ContainerEntry,
    EnterpriseEntry,
    LotEntry,
    ManifestEntry,
)
from domain.personal import Personal

Steps = dict[str, list[tuple[int, str | None, str]]]
"""What happened to one thing, step by step: masses, notes and times in order of recording."""


def enterprise_entry(row: Any) -> EnterpriseEntry:
    """An enterprise as its card says."""
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


def adsorber_entry(row: Any, flow_area_m2: Mapping[int, float]) -> AdsorberEntry:
    """An adsorber as its card says, with what is known of the width of its beds."""
    required_g = tuple(map(int, row.required_g.split()))
    return AdsorberEntry(
        row.adsorber,
        row.enterprise,
        row.name,
        row.carbon_form,
        required_g,
        tuple(flow_area_m2.get(bed) for bed in range(1, len(required_g) + 1)),
        row.design_airflow_m3_per_h,
        row.removed_voc_mg_per_m3,
        row.run_h_per_day,
        tuple(row.solvents.split("\n")) if row.solvents else (),
        bool(row.low_efficiency),
        row.commissioned,
        row.decommissioned,
    )


def lot_entry(card: Any, steps: Steps) -> LotEntry:
    """A lot, and what arrived and was drawn of it."""
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


def container_entry(card: Any, steps: Steps) -> ContainerEntry:
    """A container, and what it left with."""
    filled = steps["filled"][-1]
    return ContainerEntry(
        card.id,
        card.enterprise,
        filled[2],
        filled[0],
        _last_note(steps, "labelled"),
        _last_note(steps, "consigned"),
    )


def manifest_entry(card: Any, steps: Steps) -> ManifestEntry:
    """A manifest, and the stage it has reached."""
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


def batch_entry(card: Any, steps: Steps) -> BatchEntry:
    """A kiln run, and what came of it."""
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
