"""A fact told in a sentence, 中文 first; what an auditor reads when a life is replayed."""

from domain import (
    access_record,
    adsorber,
    alert,
    batch,
    charge,
    container,
    device,
    duty,
    enterprise,
    experience,
    key,
    lot,
    manifest,
    receiver,
    reminder,
    setting,
    subscription,
    tariff,
    unit,
)
from projections.narrative_access import tell_access, tell_key
from projections.narrative_alert import tell_warning
from projections.narrative_carbon import tell_batch, tell_container, tell_lot, tell_manifest
from projections.narrative_device import tell_device
from projections.narrative_experience import tell_experience
from projections.narrative_plant import (
    tell_adsorber,
    tell_charge,
    tell_enterprise,
    tell_receiver,
    tell_setting,
    tell_tariff,
    tell_unit,
)
from projections.narrative_subscription import tell_subscription
from projections.sentence import Open, Told

AnyFact = (
    access_record.Fact
    | adsorber.Fact
    | alert.Fact
    | batch.Fact
    | charge.Fact
    | container.Fact
    | device.Fact
    | duty.Fact
    | enterprise.Fact
    | experience.Fact
    | key.Fact
    | lot.Fact
    | manifest.Fact
    | receiver.Fact
    | reminder.Fact
    | setting.Fact
    | subscription.Fact
    | tariff.Fact
    | unit.Fact
)


def tell(fact: AnyFact, open_personal: Open) -> Told:
    """Tell what happened."""
    if isinstance(fact, enterprise.Fact):
        return tell_enterprise(fact, open_personal)
    if isinstance(fact, unit.Fact):
        return tell_unit(fact)
    if isinstance(fact, adsorber.Fact):
        return tell_adsorber(fact, open_personal)
    if isinstance(fact, charge.Fact):
        return tell_charge(fact)
    if isinstance(fact, experience.Fact):
        return tell_experience(fact)
    if isinstance(fact, device.Fact):
        return tell_device(fact)
    if isinstance(fact, alert.Fact | reminder.Fact | duty.Fact):
        return tell_warning(fact, open_personal)
    if isinstance(fact, lot.Fact):
        return tell_lot(fact)
    if isinstance(fact, container.Fact):
        return tell_container(fact)
    if isinstance(fact, manifest.Fact):
        return tell_manifest(fact, open_personal)
    if isinstance(fact, access_record.Fact):
        return tell_access(fact)
    if isinstance(fact, key.Fact):
        return tell_key(fact)
    if isinstance(fact, subscription.Fact):
        return tell_subscription(fact)
    if isinstance(fact, batch.Fact):
        return tell_batch(fact)
    if isinstance(fact, setting.Fact):
        return tell_setting(fact)
    return tell_receiver(fact) if isinstance(fact, receiver.Fact) else tell_tariff(fact)
