"""A firm with one charge, people on duty, and a clock: people are told what its code becomes."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.wiring import open_office
from application.act import Act, only
from application.alerting import Alerting
from application.office import Office, request
from application.ports.alert_desk import Outgoing, Stage, Wanted
from application.ports.messenger import Messenger
from application.relations import Relations as Whose
from domain.alert import ALERT, AcknowledgeAlert, FollowCode, Party, PartyKind, State
from domain.charge import CHARGE, ChargeStarted, EndCharge, StartCharge
from domain.charge_noting import AssessSaturation, ChangeHealthCode
from domain.code import Code, Reason
from domain.duty import DUTY, NameDutyContact, duty_of
from domain.enterprise import ENTERPRISE, ChangeContacts, RegisterEnterprise
from domain.estimate import Due
from domain.identifiers import AdsorberId, ChargeId, CreditCode, LotId, TownCode
from domain.occurred import SHANGHAI, Occurred
from domain.personal import Contact
from tests.peopled import MovableClock

FIRM, TOWN = CreditCode("91330411MAW7DF1000"), TownCode("330411105")
CHARGE_ID = ChargeId("TADF100001-1-2")
NOON = datetime(2026, 11, 30, 12, tzinfo=SHANGHAI)
FIRMS_PHONE, TOWNS_PHONE, DISTRICTS_PHONE = "13800000001", "13800000002", "13800000003"
DUE = {code: Reason("binding-date", code, f"{code.zh}码", f"{code}") for code in Code}
FIRE = Reason("fire-risk", Code.ORANGE, "炭层 85 °C", "bed at 85 °C")
DELAY = Reason("scheme-delay", Code.ORANGE, "清运延误", "the truck is late")
SILENT = Reason("data-missing", Code.YELLOW, "24 小时没有数据", "no data for 24 h")


@dataclass
class Alarmed:
    """The office of such a firm."""

    office: Office
    clock: MovableClock
    alerting: Alerting
    numbered: int = field(default=0)

    def perform(self, act: Act) -> None:
        """Carry something out now."""
        self.office.log.perform(act, request("tests", None))

    def now(self) -> Occurred:
        """The time as something happens now."""
        return self.office.now()

    def becomes(self, code: Code, *reasons: Reason, charge: ChargeId = CHARGE_ID) -> None:
        """Let the charge have a code."""
        told = reasons or (DUE[code],)
        self.perform(
            only(CHARGE, charge, ChangeHealthCode(self.now(), code, told, "three-months@1"))
        )

    def is_due(self, day: str, charge: ChargeId = CHARGE_ID) -> None:
        """Let the charge be assessed today as due on a day."""
        due = (Due("permit", Occurred(day), binding=True),)
        today = Occurred.on(self.now().day)
        self.perform(only(CHARGE, charge, AssessSaturation(self.now(), today, None, due, ())))

    def is_swapped(self) -> None:
        """Let the carbon come out."""
        self.perform(only(CHARGE, CHARGE_ID, EndCharge(self.now(), 600_000)))

    def names(self, kind: PartyKind, phone: str, identity: str = "") -> None:
        """Let somebody be on duty."""
        duty = duty_of(Party(kind, identity))
        self.perform(only(DUTY, duty, NameDutyContact(self.now(), self.person(duty, phone))))

    def person(self, scope: str, phone: str) -> Contact:
        """Somebody with a telephone."""
        vault = self.office.vault
        return Contact(vault.seal(scope, "王工"), vault.seal(scope, phone, name="王工"))

    def calls(self, phone: str) -> None:
        """Let the firm have another contact."""
        self.perform(only(ENTERPRISE, FIRM, ChangeContacts(self.now(), self.person(FIRM, phone))))

    def acknowledges(self, note: str = "已安排换炭") -> None:
        """Let somebody acknowledge the alert."""
        state = self.state()
        episode = getattr(state, "episode", 1)
        self.perform(
            only(ALERT, CHARGE_ID, AcknowledgeAlert(self.now(), episode, "镇环保办", note))
        )

    def work(self) -> None:
        """Do all that there is to do at this moment."""
        self.alerting.work_off()

    def later(self, **time: float) -> None:
        """Let time pass, and do what there is to do."""
        self.clock.stands_at += timedelta(**time)
        self.work()

    def state(self) -> State:
        """The alert as it stands."""
        return self.office.log.read(ALERT, CHARGE_ID).state

    def outbox(self) -> list[Outgoing]:
        """Every message."""
        made = self.alerting.desk.outbox(Wanted(), limit=1000)
        return sorted(made, key=lambda message: (message.made_at, message.id))

    def stages(self) -> list[tuple[str, Stage]]:
        """How far every message has come, by whom it is for."""
        return [(message.party_kind, message.stage) for message in self.outbox()]


@contextmanager
def alarmed(
    url: str, messenger: Messenger | None = None, at: datetime = NOON
) -> Generator[Alarmed]:
    """Open such an office; a new one is furnished, with everybody on duty."""
    clock = MovableClock(at)
    with open_office(url, clock=clock) as office:
        alerting = office.alerting if messenger is None else office.alerting.into(messenger)
        firm = Alarmed(office, clock, alerting)
        if office.log.head() == 0:
            _furnish(firm)
        yield firm


def _furnish(firm: Alarmed) -> None:
    contact = firm.person(FIRM, FIRMS_PHONE)
    begun = Occurred("2026-09-01")
    registered = RegisterEnterprise(begun, "嘉兴洛东电子材料有限公司", TOWN, "", "", None, contact)
    firm.perform(only(ENTERPRISE, FIRM, registered))
    start_charge(firm, CHARGE_ID)
    firm.names(PartyKind.TOWN, TOWNS_PHONE, TOWN)
    firm.names(PartyKind.DISTRICT, DISTRICTS_PHONE)


def start_charge(firm: Alarmed, charge: ChargeId) -> None:
    """Put another charge to work."""
    adsorber, begun = AdsorberId(charge.partition("-")[0]), Occurred("2026-09-01")
    start = StartCharge(begun, FIRM, adsorber, 1, LotId("XT1"), 500_000, 500_000)
    firm.perform(only(CHARGE, charge, start))


def alarm_everybody(office: Office) -> None:
    """Let a code of every charge be red, so that there are alerts and messages, and who is told."""
    started = [each for each in office.log.page(0, 100_000) if isinstance(each.fact, ChargeStarted)]
    for each in started:
        charge, reason = (
            each.stream.partition(":")[2],
            Reason("binding-date", Code.RED, "红", "red"),
        )
        whose = Whose(office.log).enterprise(each.fact.enterprise)
        town = None if whose.town is None else TownCode(whose.town)
        command = FollowCode(office.now(), each.fact.enterprise, town, Code.RED, (reason,))
        office.log.perform(only(ALERT, charge, command), request("office", None))
        if town is not None:
            _name_duty(office, f"town:{town}")
    _name_duty(office, "district")
    office.alerting.work_off()


def _name_duty(office: Office, duty: str) -> None:
    contact = Contact(office.vault.seal(duty, "王工"))
    act = only(DUTY, duty, NameDutyContact(office.now(), contact))
    office.log.perform(act, request("office", None))
