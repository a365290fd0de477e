"""Listening for silence: an instrument that has told nothing for a day, and that tells again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from application.act import only
from application.bundle import Order
from application.device_book import DeviceLife
from application.office import Office
from domain.device import DEVICE, DeviceFellSilent, FallSilent, HearAgain
from domain.identifiers import DeviceId
from domain.occurred import Occurred
from domain.record import Provenance, Request
from domain.refusal import Refusal

ACTOR = "设备值守"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Heard:
    """Which instruments have fallen silent in a round, and which are heard again."""

    fell_silent: tuple[DeviceId, ...] = ()
    heard_again: tuple[DeviceId, ...] = ()

    def __add__(self, more: "Heard") -> "Heard":
        """Both together."""
        return Heard(self.fell_silent + more.fell_silent, self.heard_again + more.heard_again)


def listen_for_silence(office: Office) -> Heard:
    """Note by the clock who has fallen silent, and who tells again; once for each time.

    Raises what the log and the store raise.
    """
    lives = office.device_book.lives()
    heard = Heard()
    while page := list(islice(lives, _PAGE)):
        heard += _listen(office, page)
    return heard


def _listen(office: Office, lives: Sequence[DeviceLife]) -> Heard:
    silent_after = timedelta(hours=office.settings.telemetry(office.now()).silence_hours)
    in_service = [life for life in lives if life.in_service]
    last_ms = office.telemetry.last([life.device for life in in_service])
    noticed = [
        (life, _noticed(office, life, last_ms.get(life.device), silent_after))
        for life in in_service
    ]
    orders = [(life.device, command) for life, command in noticed if command is not None]
    outcomes = office.log.perform_all([_order(*each) for each in orders])
    told = [
        (device, command)
        for (device, command), outcome in zip(orders, outcomes, strict=True)
        if not isinstance(outcome, Refusal) and outcome.last and not outcome.repeated
    ]
    return Heard(
        tuple(device for device, command in told if isinstance(command, FallSilent)),
        tuple(device for device, command in told if isinstance(command, HearAgain)),
    )


def _noticed(
    office: Office, life: DeviceLife, last_ms: int | None, silent_after: timedelta
) -> FallSilent | HearAgain | None:
    state = life.in_service
    if state is None:
        return None
    if state.silent is not None:
        return _heard_again(office, life.device, state.silent, last_ms)
    # Nothing is read before an instrument is there; a new one in its place has its own day.
    placed = max(service.since for service in life.services())
    last = None if last_ms is None else _at(last_ms)
    since = placed if last is None else max(placed, last)
    if office.clock.now() - since < silent_after:
        return None
    return FallSilent(_told(since + silent_after), None if last is None else _told(last))


def _heard_again(
    office: Office, device: DeviceId, silent: DeviceFellSilent, last_ms: int | None
) -> HearAgain | None:
    """A reading from before the silence was noticed comes late, and breaks nothing."""
    noticed_ms = int(silent.occurred.moment.timestamp() * 1000)
    if last_ms is None or last_ms < noticed_ms:
        return None
    readings = office.telemetry.read(device, noticed_ms, last_ms + 1)
    return HearAgain(_told(_at(int(readings.at_ms[0]) if len(readings) else last_ms)))


def _order(device: DeviceId, command: FallSilent | HearAgain) -> Order:
    word = "silent" if isinstance(command, FallSilent) else "heard"
    request = Request(f"{ACTOR}:{word}:{device}:{command.occurred}", ACTOR, Provenance.LIVE)
    return only(DEVICE, device, command), request


def _at(since_1970_ms: int) -> datetime:
    return datetime.fromtimestamp(since_1970_ms / 1000, UTC)


def _told(moment: datetime) -> Occurred:
    return Occurred.at(moment.replace(microsecond=0))
