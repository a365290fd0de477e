"""Books that have subscribers, and a clock that is moved instead of waiting."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from adapters.webhook.courier import HttpCourier
from adapters.wiring import open_office
from application.act import only
from application.delivering import Deliverer
from application.endpoint import EndpointRules
from application.office import Office, request
from application.ports.webhook_desk import Attempt
from application.webhooks import Entry, Webhooks, identity_of
from domain.access import Caller, Role
from domain.enterprise import ENTERPRISE, RegisterEnterprise
from domain.identifiers import LotId
from domain.lot import LOT, ReceiveLot, Source, TestLotQuality
from domain.occurred import SHANGHAI, Occurred
from domain.personal import Contact
from domain.subscription import SUBSCRIPTION, Command, OpenSubscription, Payload, ResumeSubscription

HERE = EndpointRules.set_by(
    {"TANGUANJIA_WEBHOOK_ALLOW_HTTP": "1", "TANGUANJIA_WEBHOOK_NETWORKS": "127.0.0.0/8"}
)
"""Rules under which a test's own receiver may be told."""
DISTRICT = Caller("区局", Role.DISTRICT)
PATIENCE_S = 1.0
RECEIPT = ReceiveLot(Occurred("2022-11-01"), Source.VIRGIN, "a supplier", 1_000_000)
LOTS_ONLY = '[{"prefix": {"type": "lot-"}}]'


@dataclass
class MovedClock:
    """A clock that a test moves."""

    stands_at: datetime = field(default=datetime(2022, 11, 30, 9, tzinfo=SHANGHAI))

    def now(self) -> datetime:
        """Tell the time."""
        return self.stands_at

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.stands_at += timedelta(**by)


@dataclass
class District:
    """An office, its clock, and whoever delivers for it."""

    office: Office
    webhooks: Webhooks
    clock: MovedClock

    @property
    def deliverer(self) -> Deliverer:
        """Somebody who delivers what is due, now."""
        return Deliverer(self.webhooks)

    def receive(self, *lots: str) -> list[int]:
        """Record one fact each; gives their positions."""
        return [self._receive(lot) for lot in lots]

    def test(self, lot: str, times: int = 1) -> list[int]:
        """Record facts of one lot, which has been received; gives their positions."""
        return [self._record(lot, _tested(900 + number)) for number in range(times)]

    def register(self, code: str, *, contact: str) -> None:
        """Register an enterprise and whom to ask there."""
        seal = self.office.vault.seal
        person = Contact(seal(code, contact), seal(code, "13800000000", name=contact))
        command = RegisterEnterprise(Occurred("2022-11-01"), "洛东电子", None, "", "", None, person)
        act = only(ENTERPRISE, code, command)
        self.office.log.perform(act, request("tests", None))
        self.office.catch_up()

    def last_attempt(self, identity: str) -> Attempt:
        """The newest delivery."""
        return self.webhooks.desk.attempts(identity, 2**62, 1)[0]

    def _receive(self, lot: str) -> int:
        return self._record(lot, RECEIPT)

    def _record(self, lot: str, command: ReceiveLot | TestLotQuality) -> int:
        act = only(LOT, LotId(lot), command)
        position = self.office.log.perform(act, request("tests", None)).last
        self.office.catch_up()
        return position

    def subscribe(
        self,
        url: str,
        *,
        by: Caller = DISTRICT,
        wanted: str = LOTS_ONLY,
        payload: Payload = Payload.FULL,
        place: int | None = None,
        name: str = "看板",
    ) -> str:
        """Open a subscription as somebody; gives its id."""
        identity = identity_of(f"{url} {name} {by}")
        begins = self.office.events.feed.head() if place is None else place
        self.webhooks.take_up(identity, f"open {identity}", url, begins)
        command = OpenSubscription(
            self.office.now(),
            name,
            by.name,
            by.role,
            tuple(by.jurisdiction),
            self.webhooks.rules.read(url).origin,
            payload,
            wanted,
            begins,
        )
        self.tell(identity, command, f"open {identity}")
        return identity

    def tell(self, identity: str, command: Command, command_id: str | None = None) -> None:
        """Record a command about a subscription."""
        act = only(SUBSCRIPTION, identity, command)
        self.office.log.perform(act, request("tests", command_id))
        self.office.catch_up()

    def resume(self, identity: str, by: Caller = DISTRICT) -> None:
        """Let a subscription go on."""
        self.tell(identity, ResumeSubscription(self.office.now(), by.name))

    def deliver(self) -> None:
        """Deliver all that is due."""
        self.deliverer.deliver_due()
        self.office.catch_up()

    def wait(self, **by: float) -> None:
        """Let time pass, and deliver what is due then."""
        self.clock.move(**by)
        self.deliver()

    def entry(self, identity: str) -> Entry:
        """Look at a subscription."""
        entry = self.webhooks.entry(identity)
        assert entry is not None
        return entry

    def outcomes(self, identity: str) -> Sequence[tuple[int, str]]:
        """What was tried, the oldest first."""
        attempts = self.webhooks.desk.attempts(identity, 2**62, 1000)
        return [(each.position, each.outcome) for each in reversed(attempts)]


def _tested(iodine_mg_per_g: int) -> TestLotQuality:
    return TestLotQuality(Occurred("2022-11-02"), iodine_mg_per_g, None)


@contextmanager
def open_district(url: str, within_s: float = PATIENCE_S) -> Generator[District]:
    """Open books whose subscribers may be on this machine."""
    clock = MovedClock()
    with open_office(url, clock=clock) as office:
        courier = HttpCourier(HERE, within_s=within_s)
        webhooks = replace(office.webhooks, rules=HERE, courier=courier, chance=lambda: 0.5)
        yield District(replace(office, webhooks=webhooks), webhooks, clock)
