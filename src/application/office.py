"""The office: all that a door (the command line, the web) needs, whatever stands behind it.

Every part is a port or a use case; `adapters/wiring.py` decides what they are made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from application.access_record import AccessRecord
from application.alerting import Alerting
from application.carbon_log import CarbonLog
from application.device_book import DeviceBook
from application.events import Events
from application.import_ledger import ImportProgress, LedgerImport
from application.import_report import ImportReport
from application.import_telemetry import TelemetryImport
from application.intake import Intake
from application.keys import KeyRing
from application.ledger_file import Progress, ReadLedger
from application.ports.alert_view import AlertView
from application.ports.announced_containers import AnnouncedContainers
from application.ports.audit_view import AuditView
from application.ports.backups import Backups
from application.ports.charge_book import ChargeBook
from application.ports.clock import Clock
from application.ports.custody_view import CustodyView
from application.ports.device_register import DeviceRegister
from application.ports.event_types import EventTypes
from application.ports.followers import (
    Followers,
    Following,
    Form,
    RebuildProgress,
    silent,
)
from application.ports.health_view import HealthView
from application.ports.ledger_view import LedgerView
from application.ports.log_keeping import LogKeeping
from application.ports.messenger import Reports
from application.ports.meter import Meter
from application.ports.outlet_places import OutletPlaces
from application.ports.registers import Registers
from application.ports.table_folders import TableFolders
from application.ports.table_rows import TableRows
from application.ports.table_views import TableViews
from application.ports.telemetry_store import TelemetryStore
from application.ports.vault import Vault
from application.premises import LookAround, Survey
from application.reconcile import Reconciliation, our_manifests, reconcile
from application.settings import DistrictSettings
from application.table_file import WriteCsv, WriteWorkbook
from application.telemetry_body import ReadingsOfBody
from application.view import View
from application.viewpoint import Viewpoint
from application.webhooks import Webhooks
from domain.occurred import Occurred
from domain.personal import Personal
from domain.record import Provenance, Request
from domain.refusal import Refusal

ERASED = "已删除"
"""What is read in place of a person's data once the person has been erased."""


class ViewStopped(Refusal):
    """账面视图停在无法处理的事实上, 数字可能不全; 请运行 tanguanjia doctor 查看原因。

    A view has stopped at a fact that it cannot digest, so its figures may be incomplete; see
    `tanguanjia doctor`.
    """


@dataclass(frozen=True, slots=True)
class Office:
    """One set of books and everything that can be done with it.

    Writing goes through `log.perform` with an act of a use case; reading through the views, each
    asked from a `viewpoint`.
    """

    log: CarbonLog
    vault: Vault
    clock: Clock
    registers: Registers
    ledger: LedgerView
    custody: CustodyView
    announced: AnnouncedContainers
    health: HealthView
    charges: ChargeBook
    audit: AuditView
    events: Events
    """The log as those outside follow it."""
    event_types: EventTypes
    outlets: OutletPlaces
    followers: Followers
    keeping: LogKeeping
    keys: KeyRing
    access: AccessRecord
    devices: DeviceRegister
    device_book: DeviceBook
    telemetry: TelemetryStore
    intake: Intake
    telemetry_import: TelemetryImport
    readings_of_body: ReadingsOfBody
    read_ledger: ReadLedger
    write_csv: WriteCsv
    write_workbook: WriteWorkbook
    survey: Survey
    look_around: LookAround
    backups: Backups
    meter: Meter
    webhooks: Webhooks
    alerts: AlertView
    alerting: Alerting
    reports: Reports | None
    """Of the gateway for text messages, if one is used."""
    table_rows: TableRows
    table_views: TableViews
    table_folders: TableFolders
    tables_into: Path | None
    """Where the tables of every day are written, if they are."""

    @property
    def settings(self) -> DistrictSettings:
        """What the district has set."""
        return DistrictSettings(self.log)

    def viewpoint(self, as_of: str | None = None, known_at: str | None = None) -> Viewpoint:
        """Read from where the books are to be looked at; nothing means now, a bare date its end.

        Raises `UnreadableTime`.
        """
        return Viewpoint.of(as_of, known_at, self.clock.now())

    def now(self) -> Occurred:
        """What the clock says, as the time of something that happens now."""
        return Occurred.at(self.clock.now().replace(microsecond=0))

    def catch_up(self, *needed: View, rebuilding: RebuildProgress = silent) -> None:
        """Bring every view to the head of the log; what another version wrote is rebuilt for it.

        Raises `ViewStopped` if one that is needed cannot get there; the others do not matter.
        """
        for following in self.followers.status():
            if following.form is not Form.CURRENT:
                self.followers.rebuild(following.follower, rebuilding)
        for following in self.followers.catch_up():
            if following.follower in needed:
                _must_run(following)

    def show(self, personal: Personal | None) -> str | None:
        """Open what belongs to a person, to be read by people: the text, or 已删除."""
        if personal is None:
            return None
        return self.reveal(personal)

    def reveal(self, personal: Personal) -> str:
        """Open what is there for certain: the text, or 已删除."""
        return revealed(self.vault, personal)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        actor: str,
        reading: Progress | None = None,
        writing: ImportProgress | None = None,
    ) -> ImportReport:
        """Read a ledger and take its rows into the books; the views have them on return.

        Raises an `UnreadableFile` before anything is changed, and what the log raises.
        """
        file = self.read_ledger(paths, reading)
        # The import asks which containers earlier files have announced.
        self.catch_up(View.REGISTERS)
        importing = LedgerImport(self.log, self.vault, self.clock, self.announced)
        report = importing.carry_out(file, actor=actor, run_id=str(uuid4()), progress=writing)
        self.catch_up()
        return report

    def reconcile_file(self, path: Path, at: Viewpoint) -> Reconciliation:
        """Lay another party's list of manifests beside ours; raises an `UnreadableFile`."""
        theirs = self.read_ledger([path]).manifests
        return reconcile(theirs, our_manifests(self.registers, at))


def revealed(vault: Vault, personal: Personal) -> str:
    """Open what belongs to a person, as long as it can be opened: the text, or 已删除."""
    text = vault.open(personal)
    return ERASED if text is None else text


def request(
    actor: str, command_id: str | None, contents: Mapping[str, str | None] | None = None
) -> Request:
    """Say who asks for something to be written down now; without an id it gets a fresh one."""
    told = (contents or {}).items()
    # `str` makes plain text of self-checking identifiers.
    said = tuple((name, str(text)) for name, text in told if text is not None)
    return Request(command_id or str(uuid4()), actor, Provenance.LIVE, said)


def _must_run(following: Following) -> None:
    if (poison := following.obstacle) is not None:
        raise ViewStopped(
            view=following.follower,
            position=poison.position,
            stream=poison.stream,
            fact=poison.name,
            reason=poison.reason,
        )
