"""审计轨迹: every fact with who, when and how it came, and which enterprise it concerns.

The facts themselves stay in the log; here stands where to find them and what to say beside them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, get_args

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
from domain.occurred import Occurred
from domain.record import Provenance
from projections.rows import OPEN, Assert, Change, Noted, Projection, Recall, Table

LATE = timedelta(hours=72)
"""A live fact that is recorded later than this after it happened is marked. Chosen."""

_DAY = timedelta(days=1)


class Entry(NamedTuple):
    """A fact of the log. `concerns` is the stream whose owner it concerns."""

    position: int
    line: int
    stream: str
    concerns: str
    late: int
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


class Owner(NamedTuple):
    """Whose life a stream belongs to."""

    position: int
    line: int
    stream: str
    enterprise: str


ENTRY = Table(
    "audit_entry",
    Entry,
    (("stream", "position"), ("concerns", "position"), ("late", "position")),
)
OWNER = Table("audit_owner", Owner, (("stream",), ("enterprise", "stream")))


def audit_trail(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Note a fact, and whose it is where it says so."""
    del recall
    concerns, late = _concerns(noted), int(is_late(noted))
    when, known = str(noted.fact.occurred), noted.recorded_at
    row = Entry(noted.position, 0, noted.stream, concerns, late, when, OPEN, known, OPEN)
    yield Assert(ENTRY, row)
    owner = _owner(noted)
    if owner is not None:
        yield Assert(OWNER, Owner(noted.position, 0, noted.stream, str(owner)))


def is_late(noted: Noted) -> bool:
    """Whether a live fact was recorded too long after it happened; a bare date means its end."""
    if noted.provenance != Provenance.LIVE:
        return False
    occurred: Occurred = noted.fact.occurred
    happened = occurred.moment + (_DAY if occurred.is_date else timedelta())
    return datetime.fromisoformat(noted.recorded_at) - happened > LATE


def _concerns(noted: Noted) -> str:
    """The stream whose owner a fact concerns: what is drawn from a lot is drawn for a plant."""
    match noted.fact:
        case lot.LotDrawn(adsorber=plant) | lot.LotCorrected(adsorber=plant):
            return f"adsorber:{plant}"
        case _:
            return noted.stream


def _owner(noted: Noted) -> str | None:
    match noted.fact:
        case enterprise.EnterpriseRegistered():
            return noted.id
        case (
            unit.UnitInstalled(enterprise=owner)
            | adsorber.AdsorberCommissioned(enterprise=owner)
            | alert.AlertRaised(enterprise=owner)
            | charge.ChargeStarted(enterprise=owner)
            | container.ContainerFilled(enterprise=owner)
            | device.DeviceInstalled(enterprise=owner)
            | manifest.ManifestIssued(producer=owner)
            | reminder.ReminderGiven(enterprise=owner)
        ):
            return owner
        case _:
            return None


AUDIT_TRAIL = Projection(
    "audit-trail",
    frozenset(
        {
            *get_args(access_record.Fact),
            *get_args(adsorber.Fact),
            *get_args(alert.Fact),
            *get_args(batch.Fact),
            *get_args(charge.Fact),
            *get_args(container.Fact),
            *get_args(device.Fact),
            *get_args(enterprise.Fact),
            *get_args(key.Fact),
            *get_args(lot.Fact),
            *get_args(manifest.Fact),
            *get_args(subscription.Fact),
            *get_args(unit.Fact),
            duty.DutyContactNamed,
            experience.ExperienceGathered,
            receiver.LicenceRegistered,
            reminder.ReminderGiven,
            setting.SettingAdopted,
            tariff.TariffAdopted,
        }
    ),
    (ENTRY, OWNER),
    audit_trail,
)
