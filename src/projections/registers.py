"""台账: what is known of enterprises, adsorbers, lots, containers, manifests and kiln runs."""

from collections.abc import Iterable
from typing import get_args

from domain import adsorber, batch, container, enterprise, lot, manifest, unit
from domain.bed_measuring import BedMeasured
from projections.register_carbon import batch_cards, container_cards, lot_cards, manifest_cards
from projections.register_cards import (
    ADSORBER_CARD,
    BED_WIDTH,
    CARD,
    ENTERPRISE_CARD,
    STEP,
    UNIT_CARD,
)
from projections.register_plants import enterprise_cards, plant_cards
from projections.rows import Change, Noted, Projection, Recall


def registers(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Keep what a fact says of a thing."""
    fact = noted.fact
    if isinstance(fact, enterprise.Fact):
        return enterprise_cards(noted, fact, recall)
    if isinstance(fact, adsorber.Fact | unit.Fact):
        return plant_cards(noted, fact, recall)
    if isinstance(fact, lot.Fact):
        return lot_cards(noted, fact, recall)
    if isinstance(fact, container.Fact):
        return container_cards(noted, fact)
    if isinstance(fact, manifest.Fact):
        return manifest_cards(noted, fact)
    return batch_cards(noted, fact) if isinstance(fact, batch.Fact) else ()


REGISTERS = Projection(
    "registers",
    frozenset(
        {
            *get_args(enterprise.Fact),
            *get_args(unit.Fact),
            adsorber.AdsorberCommissioned,
            adsorber.AdsorberDecommissioned,
            BedMeasured,
            *get_args(lot.Fact),
            *get_args(container.Fact),
            *get_args(manifest.Fact),
            *get_args(batch.Fact),
        }
    ),
    (ENTERPRISE_CARD, ADSORBER_CARD, BED_WIDTH, UNIT_CARD, CARD, STEP),
    registers,
)
