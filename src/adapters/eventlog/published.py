"""The published names: what a fact is called on disk, for ever.

A name is never changed or reused. A fact whose shape changes gets a new version of its name, and
the older name an upcaster.
"""

from collections.abc import Mapping
from typing import Any

from domain import (
    access_record,
    adsorber,
    batch,
    charge,
    container,
    enterprise,
    key,
    lot,
    manifest,
    receiver,
    tariff,
    unit,
)

PUBLISHED: Mapping[str, type[Any]] = {
    "enterprise-registered.v1": enterprise.EnterpriseRegistered,
    "enterprise-contacts-changed.v1": enterprise.ContactsChanged,
    "enterprise-admitted.v1": enterprise.EnterpriseAdmitted,
    "unit-installed.v1": unit.UnitInstalled,
    "unit-removed.v1": unit.UnitRemoved,
    "adsorber-commissioned.v1": adsorber.AdsorberCommissioned,
    "adsorber-carbon-filled.v1": adsorber.CarbonFilled,
    "adsorber-carbon-swapped.v1": adsorber.CarbonSwapped,
    "adsorber-carbon-removed.v1": adsorber.CarbonRemoved,
    "adsorber-swap-corrected.v1": adsorber.SwapCorrected,
    "adsorber-decommissioned.v1": adsorber.AdsorberDecommissioned,
    "charge-started.v1": charge.ChargeStarted,
    "charge-ended.v1": charge.ChargeEnded,
    "charge-corrected.v1": charge.ChargeCorrected,
    "lot-produced.v1": lot.LotProduced,
    "lot-received.v1": lot.LotReceived,
    "lot-quality-tested.v1": lot.LotQualityTested,
    "lot-drawn.v1": lot.LotDrawn,
    "lot-corrected.v1": lot.LotCorrected,
    "container-filled.v1": container.ContainerFilled,
    "container-labelled.v1": container.ContainerLabelled,
    "container-consigned.v1": container.ContainerConsigned,
    "container-corrected.v1": container.ContainerCorrected,
    "manifest-issued.v1": manifest.ManifestIssued,
    "manifest-departed.v1": manifest.ManifestDeparted,
    "manifest-arrived.v1": manifest.ManifestArrived,
    "manifest-accepted.v1": manifest.ManifestAccepted,
    "manifest-partially-accepted.v1": manifest.ManifestPartiallyAccepted,
    "manifest-refused.v1": manifest.ManifestRefused,
    "manifest-consignment-charged.v1": manifest.ConsignmentCharged,
    "manifest-origin-recorded.v1": manifest.OriginRecorded,
    "manifest-closed.v1": manifest.ManifestClosed,
    "batch-opened.v1": batch.BatchOpened,
    "batch-carbon-charged.v1": batch.CarbonCharged,
    "batch-carbon-regenerated.v1": batch.CarbonRegenerated,
    "batch-carbon-disposed.v1": batch.CarbonDisposed,
    "batch-closed.v1": batch.BatchClosed,
    "receiver-licence-registered.v1": receiver.LicenceRegistered,
    "tariff-adopted.v1": tariff.TariffAdopted,
    "key-issued.v1": key.KeyIssued,
    "key-revoked.v1": key.KeyRevoked,
    "access-refused.v1": access_record.AccessRefused,
    "access-refusals-unlisted.v1": access_record.RefusalsUnlisted,
    "access-exported.v1": access_record.AccessExported,
}
