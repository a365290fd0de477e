"""Alerts at work: the log is followed, and whoever has to be told is told.

Following decides: a changed code moves the alert of its charge, an assessment may owe a reminder.
Sending comes after it, from the lives of the alerts as they stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from application.act import only
from application.alert_contacts import Contacts
from application.alert_letters import Letters
from application.alert_sending import ACTOR, Sender
from application.alert_texts import Links
from application.carbon_log import CarbonLog
from application.events import Events
from application.ports.alert_desk import AlertDesk, Outgoing
from application.ports.clock import Clock
from application.ports.messenger import Messenger
from application.ports.streams import Streams
from application.ports.vault import Vault
from application.relations import Relations
from application.retry_ladder import Chance
from application.settings import DistrictSettings
from domain.alert import (
    ALERT,
    AlertAcknowledged,
    AlertEased,
    AlertEscalated,
    AlertNotified,
    AlertRaised,
    AlertResolved,
    Command,
    EndWithCharge,
    FollowCode,
    Matter,
    Party,
    PartyKind,
    Raised,
)
from domain.alert_notices import AlertRules, date_ahead, mark_reached, warned_from, why_over
from domain.charge import CHARGE, ChargeEnded, ChargeStarted, Running
from domain.charge_course import HealthCodeChanged, SaturationAssessed
from domain.code import Code
from domain.duty import DutyContactNamed
from domain.enterprise import ContactsChanged, EnterpriseRegistered
from domain.identifiers import CreditCode, TownCode
from domain.occurred import Occurred
from domain.record import Provenance, Recorded, Request
from domain.reminder import REMINDER

PAGE = 500
PUBLIC_URL = "TANGUANJIA_PUBLIC_URL"
"""Names the address under which people reach this installation."""
OLD = timedelta(days=2)
"""An assessment of a day that is further back than this reminds nobody any more."""


@dataclass(frozen=True, slots=True)
class Alerting:
    """The alerts of these books; `rules` gives the settings as they are at this moment."""

    log: CarbonLog
    desk: AlertDesk
    clock: Clock
    rules: Callable[[], AlertRules]
    sender: Sender

    def into(self, messenger: Messenger) -> "Alerting":
        """The same by another way."""
        return replace(self, sender=replace(self.sender, messenger=messenger))

    def follow(self) -> bool:
        """Act on the next page of the log; False at its end."""
        page = self.log.page(self.desk.place(), PAGE)
        for recorded in page:
            self._act_on(recorded)
        if page:
            self.desk.move(page[-1].position)
        return bool(page)

    def work_off(self) -> None:
        """Follow to the end of the log, and tell whoever has to be told at this moment."""
        while self.follow():
            pass
        self.sender.send_due(lambda: False)
        while self.follow():
            pass

    def _act_on(self, recorded: Recorded[Any]) -> None:
        charge = recorded.stream.partition(":")[2]
        match recorded.fact:
            case HealthCodeChanged():
                self._follow_code(charge, recorded)
            case ChargeEnded(occurred=occurred):
                self._move(charge, recorded, EndWithCharge(occurred))
            case SaturationAssessed():
                self._remind(charge, recorded.fact)
            case (
                AlertRaised()
                | AlertEscalated()
                | AlertEased()
                | AlertNotified()
                | AlertAcknowledged()
                | AlertResolved()
            ):
                self.desk.look_at(charge, self.clock.now())
            case DutyContactNamed() | ContactsChanged() | EnterpriseRegistered():
                self.desk.look_at_all(self.clock.now())
            case _:
                pass

    def _follow_code(self, charge: str, recorded: Recorded[HealthCodeChanged]) -> None:
        fact = recorded.fact
        enterprise, town = self._whose(charge)
        history = [
            each.fact
            for each in self.log.facts(recorded.stream)
            if each.version <= recorded.version
        ]
        why = why_over(history)
        command = FollowCode(fact.occurred, enterprise, town, fact.code, fact.reasons, why)
        if fact.code is not Code.GREEN or self._is_raised(charge):
            self._perform(charge, recorded, command)

    def _move(self, charge: str, recorded: Recorded[Any], command: Command) -> None:
        if self._is_raised(charge):
            self._perform(charge, recorded, command)

    def _is_raised(self, charge: str) -> bool:
        return isinstance(self.log.read(ALERT, charge).state, Raised)

    def _perform(self, charge: str, recorded: Recorded[Any], command: Command) -> None:
        """Decide once of a fact, however often it is come upon."""
        asked = Request(
            f"{ACTOR}:{recorded.stream}:{recorded.version}",
            ACTOR,
            Provenance.LIVE,
            correlation_id=recorded.correlation_id,
            causation_id=recorded.command_id,
        )
        self.log.perform(only(ALERT, charge, command), asked)

    def _whose(self, charge: str) -> tuple[CreditCode, TownCode | None]:
        (began,) = self.log.beginning(CHARGE, charge)
        if not isinstance(began, ChargeStarted):
            raise TypeError(f"charge {charge} began with {type(began).__name__}")
        town = Relations(self.log).enterprise(began.enterprise).town
        return began.enterprise, None if town is None else TownCode(town)

    def _remind(self, charge: str, fact: SaturationAssessed) -> None:
        now = self.clock.now()
        if now - fact.day.moment > OLD:
            return
        state = self.log.read(CHARGE, charge).state
        if not isinstance(state, Running) or not _is_green(state):
            return
        due = date_ahead(fact.due, fact.physical.breakthrough if fact.physical else ())
        if due is None:
            return
        rules = self.rules()
        warned = warned_from(state.since, due, rules.warn_percent)
        ahead = mark_reached(fact.day, warned, rules.reminder_days)
        if ahead is None or ahead in self._reminded(charge):
            return
        enterprise, town = self._whose(charge)
        party = Party(PartyKind.ENTERPRISE, str(enterprise))
        message = self.sender.letters.made(
            charge, enterprise, town, ahead, Matter.REMINDER, party, day=due
        )
        if self._is_new(message):
            self.desk.save(message)

    def _is_new(self, message: Outgoing) -> bool:
        return self.desk.message(message.id) is None

    def _reminded(self, charge: str) -> frozenset[int]:
        return self.log.read(REMINDER, charge).state.ahead_days


def _is_green(state: Running) -> bool:
    return state.course.coded is None or state.course.coded.code is Code.GREEN


def adopted_rules(log: CarbonLog, clock: Clock) -> AlertRules:
    """What the district has set, as it holds now."""
    settings, now = DistrictSettings(log), Occurred.at(clock.now())
    held = settings.alerts(now)
    return AlertRules(
        held.repeat_hours,
        held.quiet_from,
        held.quiet_to,
        held.daily_cap,
        held.reminder_days,
        settings.policy(now).warn_percent,
    )


def alerting_with(
    log: CarbonLog,
    vault: Vault,
    streams: Streams,
    clock: Clock,
    desk: AlertDesk,
    messenger: Messenger,
    events: Events,
    environment: Mapping[str, str],
    chance: Chance,
) -> Alerting:
    """Put the parts together; raises `UnusablePublicUrl`."""
    rules = partial(adopted_rules, log, clock)
    contacts = Contacts(log, vault, streams)
    links = Links.to(environment.get(PUBLIC_URL, ""))
    letters = Letters(contacts, links, clock, events.source)
    sender = Sender(log, desk, messenger, contacts, clock, chance, letters, rules)
    return Alerting(log, desk, clock, rules, sender)
