"""The library's own ProjectionRunner can follow our log, on either engine."""

from collections.abc import Mapping
from typing import Any

from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.persistence import Tracking
from eventsourcing.popo import POPOTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner

from adapters.clock import SystemClock
from adapters.sql.books import open_book
from adapters.sql.engine import open_engine
from adapters.sql.vault import SqlVault
from application.carbon_log import CarbonLog
from domain.lot import LotDrawn
from domain.record import Recorded
from tests.logbook import CODEC, LOT_A, SECRET, Office, asked, drawn, received


class LogFromEnvironment(CarbonLog):
    """The runner builds its application itself, from a class and an environment."""

    def __init__(self, env: Mapping[str, str]) -> None:
        engine = open_engine(env["DATABASE_URL"])
        vault = SqlVault(engine, SECRET)
        super().__init__(open_book(engine), CODEC, vault, SystemClock())


class GramsDrawn(POPOTrackingRecorder):
    """A view: how much was drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.total_g = 0


class Draws(Projection[GramsDrawn]):
    """Adds up what was drawn."""

    @singledispatchmethod
    def process_event(self, domain_event: Recorded[Any], tracking: Tracking) -> None:
        assert domain_event.actor == "tester"
        if isinstance(domain_event.fact, LotDrawn):
            self.view.total_g += domain_event.fact.mass_g
        self.view.insert_tracking(tracking)


def test_the_librarys_runner_follows_the_log(database: str, office: Office) -> None:
    office.log.perform(received(LOT_A), asked("lot"))
    runner = ProjectionRunner(
        application_class=LogFromEnvironment,
        projection_class=Draws,
        view_class=GramsDrawn,
        env={"DATABASE_URL": database},
    )
    with runner:
        last = office.log.perform(drawn(LOT_A, "TADF1", 700), asked("1")).last
        runner.wait(last, timeout=10)
        assert runner.projection.view.total_g == 700
    runner.app.close()


def test_the_librarys_event_store_reads_our_facts(office: Office) -> None:
    office.log.perform(received(LOT_A), asked("lot"))
    office.log.perform(drawn(LOT_A, "TADF1", 700), asked("1"))
    read = list(office.log.events.get("lot:LOT-A", gt=1))
    assert read == office.log.facts("lot:LOT-A")[1:]
    notified = office.log.notification_log.select(1, 10)
    assert [(one.id, one.topic) for one in notified] == [
        (1, "lot-received.v1"),
        (2, "lot-drawn.v1"),
    ]
