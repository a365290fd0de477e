"""台账: enterprises, their treatment units and their adsorbers."""

from collections.abc import Iterable

from domain import adsorber, enterprise, unit
from domain.bed_measuring import BedMeasured
from domain.personal import Contact
from projections.bed_width import bed_width
from projections.register_cards import (
    ADSORBER_CARD,
    BED_WIDTH,
    ENTERPRISE_CARD,
    UNIT_CARD,
    AdsorberCard,
    EnterpriseCard,
    UnitCard,
)
from projections.rows import Assert, Change, Noted, Recall, changed_from, ended_at, since


def enterprise_cards(noted: Noted, fact: enterprise.Fact, recall: Recall) -> Iterable[Change]:
    match fact:
        case enterprise.EnterpriseRegistered():
            return [_enterprise_card(noted, fact)]
        case enterprise.ContactsChanged(occurred=when, contact=contact):
            rows = recall(ENTERPRISE_CARD, noted.stream)
            return changed_from(ENTERPRISE_CARD, rows, noted, when, **_sealed(contact))
        case enterprise.EnterpriseAdmitted(occurred=when):
            rows = recall(ENTERPRISE_CARD, noted.stream)
            return changed_from(ENTERPRISE_CARD, rows, noted, when, admitted=str(when))


def _enterprise_card(noted: Noted, fact: enterprise.EnterpriseRegistered) -> Change:
    place = fact.location
    row = EnterpriseCard(
        noted.position,
        0,
        noted.stream,
        noted.id,
        fact.name,
        None if fact.town is None else str(fact.town),
        fact.address,
        fact.industry,
        None if place is None else place.longitude_deg,
        None if place is None else place.latitude_deg,
        None if place is None else place.system,
        None,
        None,
        None,
        None,
        str(fact.occurred),
        None,
        *since(fact.occurred, noted),
    )
    return Assert(ENTERPRISE_CARD, row._replace(**_sealed(fact.contact)))


def _sealed(contact: Contact | None) -> dict[str, str | None]:
    name, phone = (contact.name, contact.phone) if contact else (None, None)
    return {
        "contact_subject": name.subject if name else None,
        "contact_sealed": name.sealed if name else None,
        "phone_subject": phone.subject if phone else None,
        "phone_sealed": phone.sealed if phone else None,
    }


def plant_cards(noted: Noted, fact: adsorber.Fact | unit.Fact, recall: Recall) -> Iterable[Change]:
    match fact:
        case adsorber.AdsorberCommissioned():
            return [_adsorber_card(noted, fact)]
        case adsorber.AdsorberDecommissioned(occurred=when):
            rows = recall(ADSORBER_CARD, noted.stream)
            return changed_from(ADSORBER_CARD, rows, noted, when, decommissioned=str(when))
        case BedMeasured():
            return [Assert(BED_WIDTH, bed_width(noted, fact))]
        case unit.UnitInstalled(enterprise=owner, unit_kind=kind, low_efficiency=low):
            when = since(fact.occurred, noted)
            row = UnitCard(
                noted.position, 0, noted.stream, noted.id, str(owner), kind.value, int(low), *when
            )
            return [Assert(UNIT_CARD, row)]
        case unit.UnitRemoved(occurred=when):
            return ended_at(UNIT_CARD, recall(UNIT_CARD, noted.stream), noted, when)
        case _:
            return ()


def _adsorber_card(noted: Noted, fact: adsorber.AdsorberCommissioned) -> Change:
    row = AdsorberCard(
        noted.position,
        0,
        noted.stream,
        noted.id,
        str(fact.enterprise),
        fact.name,
        fact.carbon_form.value,
        " ".join(map(str, fact.required_fill_g_per_bed)),
        fact.design_airflow_m3_per_h,
        fact.removed_voc_mg_per_m3,
        fact.run_h_per_day,
        "\n".join(fact.solvents),
        str(fact.occurred),
        None,
        *since(fact.occurred, noted),
    )
    return Assert(ADSORBER_CARD, row)
