"""Telling people: each message is marked before it is handed over, and noted once it is accepted.

So after any break it is known which messages may have gone out. Where the way keeps an account it
is asked what became of them; where it keeps none they stand as 不确定 and are not sent again, and
the repeat of the next day covers them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.act import only
from application.alert_contacts import Contacts, Reached
from application.alert_letters import Letters
from application.carbon_log import CarbonLog
from application.journal import note
from application.ports.alert_desk import OPEN, AlertDesk, Outgoing, Stage
from application.ports.clock import Clock
from application.ports.messenger import Messenger, Outcome, Receipt
from application.retry_ladder import Chance
from domain.alert import ALERT, AlertRaised, Matter, NoteNotified, Over, Party, PartyKind, Raised
from domain.alert_notices import (
    AlertRules,
    day_began,
    due,
    is_capped,
    may_go_at,
    next_day,
    next_due,
)
from domain.charge import CHARGE, Running
from domain.code import Code
from domain.identifiers import CreditCode
from domain.occurred import Occurred
from domain.record import Provenance, Request
from domain.reminder import REMINDER, GiveReminder

ACTOR = "预警"
"""Under this name the system records what it decides and whom it tells."""
BACKOFF_S = (30, 60, 120, 300, 600)
"""How long to wait before a message that was not taken is tried again; the last from then on."""
JITTER = 0.1
NOBODY_S, REFUSED_S = 3_600, 86_400

_log = logging.getLogger(__name__)
WARNING = logging.WARNING


@dataclass(frozen=True, slots=True)
class Sender:
    """Tells people what the alerts of these books are about."""

    log: CarbonLog
    desk: AlertDesk
    messenger: Messenger
    contacts: Contacts
    clock: Clock
    chance: Chance
    letters: Letters
    rules: Callable[[], AlertRules]

    def send_due(self, stopping: Callable[[], bool]) -> bool:
        """Tell whoever has to be told now; whether there was anything to do."""
        now = self.clock.now()
        doubtful = [each for each in self.desk.in_stage(Stage.TRYING) if _is_due(each, now)]
        for message in doubtful:
            self._settle(message, at_once=True)
        charges = self.desk.to_look_at(now)
        for charge in charges:
            if stopping():
                return True
            self._look(charge)
        reminders = self.desk.waiting(now, Matter.REMINDER)
        for message in reminders:
            if stopping():
                return True
            self._remind(message)
        return bool(doubtful or charges or reminders)

    def _look(self, charge: str) -> None:
        """Tell what is to be told of the alert of a charge, and say when to look again."""
        facts = self.log.facts(ALERT.stream(charge))
        state = ALERT.replay(each.fact for each in facts)
        if not isinstance(state, Raised | Over):
            self.desk.look_at(charge, None)
            return
        episode = state if isinstance(state, Raised) else state.last
        number = [each.position for each in facts if isinstance(each.fact, AlertRaised)][-1]
        now, rules, regenerators = self.clock.now(), self.rules(), self.contacts.regenerators()
        messages = [
            self._kept(self.letters.of_notice(charge, notice, episode, number))
            for notice in due(state, now, rules, regenerators)
        ]
        self._let_lapse(charge, {message.id for message in messages})
        looks = [self._go(message) for message in messages]
        state = self.log.read(ALERT, charge).state
        looks.append(next_due(state, now, rules, regenerators))
        self.desk.look_at(charge, min((at for at in looks if at), default=None))

    def _kept(self, message: Outgoing) -> Outgoing:
        return self.desk.message(message.id) or message

    def _let_lapse(self, charge: str, wanted: set[str]) -> None:
        for message in self.desk.in_stage(*OPEN, charge=charge):
            if message.id not in wanted and message.matter != Matter.REMINDER:
                self._keep(message, Stage.LAPSED)

    def _remind(self, message: Outgoing) -> None:
        """Remind, if all is still green and it has not been done."""
        state = self.log.read(CHARGE, message.charge).state
        coded = state.course.coded if isinstance(state, Running) else None
        green = isinstance(state, Running) and (coded is None or coded.code is Code.GREEN)
        given = message.episode in self.log.read(REMINDER, message.charge).state.ahead_days
        if not green or given:
            self._keep(message, Stage.LAPSED)
            return
        self._go(message)

    def _go(self, message: Outgoing) -> datetime | None:
        """Hand a message over if it may go out now; when to look at it again."""
        now, rules = self.clock.now(), self.rules()
        if message.stage in {Stage.SENT, Stage.IN_DOUBT}:
            return None
        if message.due is not None and message.due > now:
            return message.due
        if message.stage is Stage.TRYING:
            return self._settle(message, at_once=True)
        reached = self.contacts.reached(Party(PartyKind(message.party_kind), message.party_id))
        if reached is None:
            return self._keep(message, Stage.UNDELIVERABLE, now + timedelta(seconds=NOBODY_S))
        matter = Matter(message.matter)
        at = may_go_at(matter, now, rules)
        if at > now:
            return self._keep(message, Stage.HELD, at)
        if is_capped(matter, self.desk.sent_to(reached.number, day_began(now)), rules):
            return self._keep(message, Stage.CAPPED, next_day(now))
        return self._hand_over(message, reached)

    def _hand_over(self, message: Outgoing, reached: Reached) -> datetime | None:
        trying = replace(
            message,
            stage=Stage.TRYING,
            tries=message.tries + 1,
            due=None,
            changed_at=self.clock.now(),
            number=reached.number,
            way=self.messenger.way,
        )
        if not self.desk.begin(trying):
            # Somebody else has taken it in hand since.
            return self._later(1)
        receipt = self.messenger.send(self.letters.to(trying, reached))
        return self._received(trying, receipt)

    def _received(self, message: Outgoing, receipt: Receipt) -> datetime | None:
        told = replace(message, detail=receipt.detail)
        match receipt.outcome:
            case Outcome.ACCEPTED:
                return self._done(told, certain=True)
            case Outcome.NOT_TAKEN:
                return self._failed(told)
            case Outcome.REFUSED:
                note(_log, "alert-message-refused", "消息被拒收", level=WARNING, message=told.id)
                return self._keep(told, Stage.REFUSED, self._later(REFUSED_S))
            case Outcome.IN_DOUBT:
                return self._settle(told)

    def _settle(self, message: Outgoing, *, at_once: bool = False) -> datetime | None:
        """Find out what became of a message that was handed over, or was about to be.

        One that was not taken goes out again, `at_once` where that is asked some time after.
        """
        if self._is_on_record(message):
            self._keep(message, Stage.SENT)
            return None
        reported = self.desk.message(message.id)
        if reported is not None and reported.receipt:
            return self._done(message, certain=True)
        asked = message.way == self.messenger.way
        match self.messenger.status(message.id) if asked else None:
            case None:
                note(
                    _log, "alert-message-in-doubt", "消息不确定", level=WARNING, message=message.id
                )
                return self._done(message, certain=False)
            case Outcome.ACCEPTED:
                return self._done(message, certain=True)
            case Outcome.NOT_TAKEN if at_once:
                return self._keep(message, Stage.FAILED)
            case Outcome.NOT_TAKEN:
                return self._failed(message)
            case Outcome.REFUSED:
                return self._keep(message, Stage.REFUSED, self._later(REFUSED_S))
            case Outcome.IN_DOUBT:
                return self._keep(message, Stage.TRYING, self._backed_off(message))

    def _done(self, message: Outgoing, *, certain: bool) -> None:
        """Put on record that somebody was told, and then keep that it is done."""
        now = Occurred.at(self.clock.now().replace(microsecond=0))
        asked = Request(f"告知:{message.id}", ACTOR, Provenance.LIVE)
        party = Party(PartyKind(message.party_kind), message.party_id)
        matter, way = Matter(message.matter), message.way
        if matter is Matter.REMINDER:
            ahead, day = message.episode, Occurred(message.day)
            enterprise = CreditCode(message.enterprise)
            given = GiveReminder(now, enterprise, ahead, day, message.id, way, certain)
            self.log.perform(only(REMINDER, message.charge, given), asked)
        else:
            told = NoteNotified(now, message.episode, matter, party, message.id, way, certain)
            self.log.perform(only(ALERT, message.charge, told), asked)
        self._keep(message, Stage.SENT if certain else Stage.IN_DOUBT)

    def _is_on_record(self, message: Outgoing) -> bool:
        stream = REMINDER if message.matter == Matter.REMINDER else ALERT
        facts = self.log.facts(stream.stream(message.charge))
        return any(getattr(each.fact, "message", None) == message.id for each in facts)

    def _failed(self, message: Outgoing) -> datetime:
        return self._keep(message, Stage.FAILED, self._backed_off(message))

    def _backed_off(self, message: Outgoing) -> datetime:
        wait_s = BACKOFF_S[min(max(message.tries, 1), len(BACKOFF_S)) - 1]
        return self._later(wait_s * (1 + JITTER * (2 * self.chance() - 1)))

    def _later(self, wait_s: float) -> datetime:
        return self.clock.now() + timedelta(seconds=wait_s)

    def _keep(self, message: Outgoing, stage: Stage, due: datetime | None = None) -> datetime:
        now = self.clock.now()
        self.desk.save(replace(message, stage=stage, due=due, changed_at=now))
        return due or now


def _is_due(message: Outgoing, now: datetime) -> bool:
    return message.due is None or message.due <= now
