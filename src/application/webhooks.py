"""Subscriptions: opened, looked at, tried out, and looked after while they are at work."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from threading import BoundedSemaphore
from uuid import uuid4

from application.act import Read
from application.carbon_log import CarbonLog
from application.endpoint import EndpointRules
from application.envelope import Envelope
from application.envoy import Envoy
from application.event_filter import Filter, read_filter
from application.events import Events
from application.ports.clock import Clock
from application.ports.courier import Courier
from application.ports.meter import Meter
from application.ports.vault import Vault, as_personal, as_text
from application.ports.webhook_desk import Attempt, Keeping, Owed, Secret, WebhookDesk
from application.retry_ladder import Chance
from application.webhook_life import Life, audience_of
from application.webhook_signature import fresh_secret
from domain.access import Caller, Role
from domain.occurred import SHANGHAI
from domain.refusal import Refusal
from domain.subscription import SUBSCRIPTION, Open, SubscriptionIsClosed, SubscriptionOpened

MOST_EACH = 20
"""So many subscriptions are open for one role and jurisdiction at most. Chosen."""
MOST_SECRETS = 5
"""So many secrets sign at the same time at most. Chosen."""
PINGS_AT_ONCE = 4
PING = "tanguanjia.ping"

ADDRESS, _SECRET = "address", "secret"
"""The names under which what belongs to a subscription is sealed."""
_SCOPE = "subscription:"
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_ID_LENGTH = 16


class TooManySubscriptions(Refusal):
    """订阅已达上限(20 个), 请先关闭不用的。

    There are 20 subscriptions already; close one that is not needed.
    """


class TooManySecrets(Refusal):
    """24 小时内轮换得太频繁, 有效的签名密钥已有 5 个; 请等旧的失效。

    There are 5 good secrets already, since it was rotated often within 24 hours; wait until the
    older ones have expired.
    """


class TooManyPings(Refusal):
    """正在进行的测试推送太多, 请稍后再试。

    Too many pings are on their way; try again in a moment.
    """


class NothingParked(Refusal):
    """该订阅没有停放这个位置的事件。

    The subscription has parked no event of this position.
    """


@dataclass(frozen=True, slots=True)
class Entry:
    """A subscription as it is shown; what is kept of it is gone once it is closed."""

    life: Life
    opened: SubscriptionOpened
    keeping: Keeping | None
    held: int
    parked: int
    head: int

    @property
    def lag(self) -> int:
        """How many positions it is behind what can be followed."""
        return 0 if self.keeping is None else max(0, self.head - self.keeping.place)


def _pings() -> BoundedSemaphore:
    return BoundedSemaphore(PINGS_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Webhooks:
    """The subscriptions of these books."""

    log: CarbonLog
    events: Events
    desk: WebhookDesk
    courier: Courier
    vault: Vault
    rules: EndpointRules
    clock: Clock
    """The real one even where the books' clock stands: a receiver looks at when it was sent."""
    meter: Meter
    chance: Chance
    random_bytes: Callable[[int], bytes]
    pings: BoundedSemaphore = field(default_factory=_pings)

    def life(self, identity: str) -> Life:
        """Read what the log says of a subscription."""
        return Life.of(identity, self.log.facts(SUBSCRIPTION.stream(identity)))

    def entry(self, identity: str) -> Entry | None:
        """Look at one; None if there is none."""
        return self._entry(self.life(identity), self.desk.one(identity))

    def entries(self) -> Iterator[Entry]:
        """Look at all that are not closed, in order of their id."""
        for keeping in self.desk.every():
            entry = self._entry(self.life(keeping.id), keeping)
            if entry is not None:
                yield entry

    def entries_for(self, caller: Caller) -> list[Entry]:
        """Look at those that somebody may manage."""
        return [entry for entry in self.entries() if manages(caller, entry.opened)]

    def must_have_room(self, caller: Caller, read: Read) -> None:
        """Raise `TooManySubscriptions`; only in his turn can nobody else take the last place."""
        lives = (read(SUBSCRIPTION, each.id).state for each in self.desk.every())
        own = [life for life in lives if isinstance(life, Open) and _is_of(caller, life.opened)]
        if len(own) >= MOST_EACH:
            raise TooManySubscriptions(open=len(own))

    def take_up(self, identity: str, made_by: str, url: str, place: int) -> str:
        """Get ready to serve a subscription that is about to be recorded; gives its secret.

        Asked again for the same command, it gives the same secret, and the address stays.
        """
        sealed = as_text(self.vault.seal(f"{_SCOPE}{identity}", url, name=ADDRESS))
        self.desk.take_up(Keeping(identity, sealed, place))
        return self.add_secret(identity, made_by)

    def add_secret(self, identity: str, made_by: str) -> str:
        """Sign with one more secret; those before expire when the rotation has been recorded."""
        fresh = fresh_secret(self.random_bytes)
        sealed = as_text(self.vault.seal(f"{_SCOPE}{identity}", fresh, name=_SECRET))
        return self._open(self.desk.add_secret(identity, Secret(made_by, sealed)).sealed) or ""

    def rotate(self, identity: str, made_by: str) -> str:
        """Add the secret that a rotation is about to record; raises `TooManySecrets`."""
        good = self.desk.secrets(identity, self.clock.now())
        if len(good) >= MOST_SECRETS and all(each.made_by != made_by for each in good):
            raise TooManySecrets(secrets=len(good))
        return self.add_secret(identity, made_by)

    def drop_unless_opened(self, identity: str) -> None:
        """Forget what was got ready for a subscription that was refused."""
        if self.life(identity).opened is None:
            self.desk.forget(identity)

    def parked(self, identity: str) -> Sequence[Owed]:
        """What is parked, in order of position."""
        return [each for each in self.desk.owed(identity) if each.parked]

    def must_be_parked(self, identity: str, position: int) -> None:
        """Raise `NothingParked`."""
        if all(each.position != position for each in self.parked(identity)):
            raise NothingParked(position=position)

    def ping(self, entry: Entry) -> Attempt:
        """Send a signed message now, whatever the state, and tell what was answered."""
        if entry.keeping is None:
            raise SubscriptionIsClosed
        identity, stream = str(uuid4()), SUBSCRIPTION.stream(entry.life.id)
        message = _ping(identity, self.events.source, stream, self.clock.now())
        # Whoever waits for a slow receiver keeps a thread of the API.
        if not self.pings.acquire(blocking=False):
            raise TooManyPings(at_once=PINGS_AT_ONCE)
        try:
            heard = self.envoy(entry.opened, entry.keeping).send(identity, message, 0, 1)
        finally:
            self.pings.release()
        return self.desk.note(entry.life.id, heard.attempt)

    def envoy(self, opened: SubscriptionOpened, keeping: Keeping) -> Envoy:
        """Get somebody ready who speaks for a subscription."""
        secrets = self.desk.secrets(keeping.id, self.clock.now())
        texts = [text for secret in secrets if (text := self._open(secret.sealed))]
        return Envoy(
            self.events,
            self.courier,
            self.clock,
            audience_of(opened),
            opened.payload,
            self._open(keeping.url),
            self.rules,
            texts,
        )

    def _entry(self, life: Life, keeping: Keeping | None) -> Entry | None:
        opened = life.opened
        if opened is None:
            return None
        held, parked = self.desk.count_owed(life.id)
        return Entry(life, opened, keeping, held, parked, self.events.feed.head())

    def _open(self, sealed: str) -> str | None:
        personal = as_personal(sealed)
        return None if personal is None else self.vault.open(personal)


def manages(caller: Caller, opened: SubscriptionOpened) -> bool:
    """Whether a subscription is a caller's: whose key is about the same, and the district."""
    return caller.role is Role.DISTRICT or _is_of(caller, opened)


def _is_of(caller: Caller, opened: SubscriptionOpened) -> bool:
    return caller.role is opened.role and caller.jurisdiction == frozenset(opened.jurisdiction)


def identity_of(command_id: str) -> str:
    """The id of what a command opens, so that the same command opens the same."""
    digest = sha256(f"subscription {command_id}".encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_ID_LENGTH])


def wanted_of(opened: SubscriptionOpened) -> Filter:
    """What a subscription's holder wants to be told."""
    return read_filter(json.loads(opened.wanted))


def _ping(identity: str, source: str, stream: str, now: datetime) -> Envelope:
    return {
        "specversion": "1.0",
        "id": identity,
        "source": source,
        "type": PING,
        "subject": stream,
        "time": now.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "datacontenttype": "application/json",
        "data": {},
    }
