"""Serving a subscription: what was recorded of it is acted on, and then events are told."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from application.act import only
from application.journal import note
from application.keys import KeyEntry
from application.ports.webhook_desk import Keeping
from application.webhook_life import OLD_SECRET_GOOD_FOR, Life, Settling, audience_of
from application.webhook_round import Round
from application.webhooks import Webhooks, wanted_of
from domain.key import KEY, NotIssued
from domain.occurred import Occurred
from domain.record import Provenance, Request
from domain.subscription import (
    SUBSCRIPTION,
    Closed,
    DisableSubscription,
    Open,
    SubscriptionOpened,
    SubscriptionSecretRotated,
    Why,
)

ACTOR = "推送"
"""Under this name the system records what it finds."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Deliverer:
    """Serves subscriptions, one round after the other."""

    webhooks: Webhooks
    stopping: Event = field(default_factory=Event)

    def deliver_due(self) -> None:
        """Serve everybody as long as there is something to do at this moment."""
        for keeping in self.webhooks.desk.every():
            while self.serve(keeping.id):
                pass

    def serve(self, identity: str) -> bool:
        """Serve a subscription for one round; False if there is nothing more to do for now."""
        keeping = self.webhooks.desk.one(identity)
        life = self.webhooks.life(identity)
        opened = life.opened
        if keeping is None or opened is None:
            return False
        if keeping.applied < len(life.facts):
            return self._settle(life, opened, keeping)
        if not life.runs:
            return False
        if self._key_is_bad(life):
            return self._disable(life, Why.KEY)
        now = self.webhooks.clock.now()
        if keeping.waits_until is not None and now < keeping.waits_until:
            return False
        return self._round(life, opened, keeping)

    def due_at(self, identity: str) -> datetime | None:
        """When something is to be tried again; None if nothing is."""
        keeping = self.webhooks.desk.one(identity)
        due = {each.due for each in self.webhooks.desk.owed(identity) if each.due is not None}
        if keeping is None or not due:
            return None
        return max(min(due), keeping.waits_until or min(due))

    def _settle(self, life: Life, opened: SubscriptionOpened, keeping: Keeping) -> bool:
        """Act on what was recorded since."""
        desk = self.webhooks.desk
        if isinstance(life.state, Closed):
            desk.forget(life.id)
            return False
        owed = list(desk.owed(life.id))
        audience, wanted = audience_of(opened), wanted_of(opened)
        settling = Settling(self.webhooks.events, audience, wanted, keeping, owed)
        for recorded in life.facts[keeping.applied :]:
            settling.take(recorded)
            if isinstance(recorded.fact, SubscriptionSecretRotated):
                until = recorded.recorded_at + OLD_SECRET_GOOD_FOR
                desk.retire_secrets(life.id, recorded.command_id, until)
        desk.begin_anew(settling.keeping, settling.owed)
        return True

    def _round(self, life: Life, opened: SubscriptionOpened, keeping: Keeping) -> bool:
        webhooks = self.webhooks
        owed = webhooks.desk.owed(life.id)
        at_work = Round(
            webhooks.envoy(opened, keeping),
            keeping,
            wanted_of(opened),
            webhooks.chance,
            self.stopping.is_set,
        )
        did_something = at_work.again(owed, webhooks.clock.now())
        did_something = at_work.news(owed) or did_something
        progress = at_work.progress(owed, webhooks.clock.now())
        if not did_something and not progress.owed and not progress.settled:
            return False
        webhooks.desk.advance(progress)
        self._tell_of(life, at_work)
        if at_work.gone or at_work.unanswered:
            return self._disable(life, Why.GONE if at_work.gone else Why.UNANSWERED)
        return progress.keeping.waits_until is None and not self.stopping.is_set()

    def _tell_of(self, life: Life, at_work: Round) -> None:
        self.webhooks.meter.delivered(done=at_work.delivered, failed=at_work.failed)
        if at_work.parked:
            note(
                _log,
                "webhook-parked",
                "推送失败的事件已停放",
                level=logging.WARNING,
                subscription=life.id,
                position=at_work.parked[0].position,
                parked=len(at_work.parked),
            )

    def _key_is_bad(self, life: Life) -> bool:
        """Whether the key that answers for it opens nothing any more; what is no key stays good."""
        if not isinstance(life.state, Open):
            return False
        kind, _, identity = life.state.holder.partition(":")
        if kind != KEY.kind or not identity:
            return False
        state = self.webhooks.log.read(KEY, identity).state
        if isinstance(state, NotIssued):
            return True
        return KeyEntry(identity, state).standing(self.webhooks.clock.now()) is not None

    def _disable(self, life: Life, reason: Why) -> bool:
        occurred = Occurred.at(self.webhooks.clock.now().replace(microsecond=0))
        command = DisableSubscription(occurred, reason)
        # A life of this length is disabled once, whoever finds that it must be.
        asked = Request(f"{ACTOR}:{life.id}:{len(life.facts)}", ACTOR, Provenance.LIVE)
        self.webhooks.log.perform(only(SUBSCRIPTION, life.id, command), asked)
        note(
            _log,
            "webhook-disabled",
            "订阅已被系统停用",
            level=logging.WARNING,
            subscription=life.id,
            reason=reason.value,
        )
        return False
