"""台账: the rows of the registers.

A card says what a thing is; its steps say what happened to it, with the mass.
"""

from typing import NamedTuple

from projections.bed_width import BedWidth
from projections.rows import Table


class EnterpriseCard(NamedTuple):
    """An enterprise; a person is a subject and a sealed text."""

    position: int
    line: int
    slot: str
    enterprise: str
    name: str
    town: str | None
    address: str
    industry: str
    longitude_deg: float | None
    latitude_deg: float | None
    coordinates: str | None
    contact_subject: str | None
    contact_sealed: str | None
    phone_subject: str | None
    phone_sealed: str | None
    registered: str
    admitted: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class AdsorberCard(NamedTuple):
    """An adsorber; lists are separated by spaces (fills) and line ends (solvents)."""

    position: int
    line: int
    slot: str
    adsorber: str
    enterprise: str
    name: str
    carbon_form: str
    required_g: str
    design_airflow_m3_per_h: int | None
    removed_voc_mg_per_m3: float | None
    run_h_per_day: float | None
    solvents: str
    commissioned: str
    decommissioned: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class UnitCard(NamedTuple):
    """A treatment unit in service."""

    position: int
    line: int
    slot: str
    unit: str
    enterprise: str
    kind: str
    low_efficiency: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Card(NamedTuple):
    """A lot, container, manifest or kiln run: whose it is and who else has to do with it.

    `party` is a lot's supplier or a manifest's receiver; `made_by` a lot's kiln run.
    """

    position: int
    line: int
    slot: str
    object: str
    kind: str
    id: str
    enterprise: str | None
    party: str | None
    source: str | None
    made_by: str | None
    vehicle: str | None
    driver_subject: str | None
    driver_sealed: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Step(NamedTuple):
    """What happened to a thing: a mass in grams, and a number or name that goes with it."""

    position: int
    line: int
    slot: str
    object: str
    step: str
    mass_g: int
    note: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


ENTERPRISE_CARD = Table("register_enterprise", EnterpriseCard, (("enterprise",), ("town",)))
ADSORBER_CARD = Table("register_adsorber", AdsorberCard, (("adsorber",), ("enterprise",)))
BED_WIDTH = Table("register_bed", BedWidth, (("adsorber",),))
UNIT_CARD = Table("register_unit", UnitCard, (("unit",),))
CARD = Table(
    "register_card", Card, (("kind", "id"), ("enterprise", "kind", "id"), ("driver_subject",))
)
STEP = Table("register_step", Step, (("object",), ("note",)), found_by="object")
