"""An instrument at an adsorber: NotInstalled --install--> InService --remove--> Removed.

A replaced instrument goes on under the same number, with another serial number and another key.
"""

from dataclasses import dataclass, replace

from domain.identifiers import AdsorberId, CreditCode
from domain.key import KeyDigest
from domain.occurred import Occurred
from domain.reading import Quantity
from domain.record import Decider
from domain.refusal import Refusal

# --- commands


@dataclass(frozen=True, slots=True)
class InstallDevice:
    """Put an instrument in place. No bed means the air of all beds."""

    occurred: Occurred
    enterprise: CreditCode
    adsorber: AdsorberId
    bed: int | None
    maker: str
    serial: str
    measures: tuple[Quantity, ...]
    interval_s: int
    detection_mg_per_m3: float
    range_mg_per_m3: float


@dataclass(frozen=True, slots=True)
class ReplaceDevice:
    """Put another instrument of the kind in its place."""

    occurred: Occurred
    maker: str
    serial: str
    detection_mg_per_m3: float
    range_mg_per_m3: float


@dataclass(frozen=True, slots=True)
class RemoveDevice:
    """Take the instrument away."""

    occurred: Occurred
    reason: str


@dataclass(frozen=True, slots=True)
class IssueDeviceKey:
    """Let whoever holds a new key send readings in its name; the former one opens nothing more."""

    occurred: Occurred
    key: KeyDigest


@dataclass(frozen=True, slots=True)
class RevokeDeviceKey:
    """Take its key back."""

    occurred: Occurred
    reason: str


@dataclass(frozen=True, slots=True)
class FallSilent:
    """Note that nothing has come since a time."""

    occurred: Occurred
    last_reading: Occurred | None


@dataclass(frozen=True, slots=True)
class HearAgain:
    """Note that readings come again."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class NoteOverheated:
    """Note that the carbon is so hot that it may catch fire."""

    occurred: Occurred
    temperature_c: float
    limit_c: float


@dataclass(frozen=True, slots=True)
class NoteCooled:
    """Note that it has cooled down."""

    occurred: Occurred
    temperature_c: float


# --- facts


@dataclass(frozen=True, slots=True)
class DeviceInstalled:
    """The instrument is in place and measures this, every so many seconds."""

    occurred: Occurred
    enterprise: CreditCode
    adsorber: AdsorberId
    bed: int | None
    maker: str
    serial: str
    measures: tuple[Quantity, ...]
    interval_s: int
    detection_mg_per_m3: float
    range_mg_per_m3: float


@dataclass(frozen=True, slots=True)
class DeviceReplaced:
    """Another instrument has taken its place; the former one's key opens nothing more."""

    occurred: Occurred
    maker: str
    serial: str
    detection_mg_per_m3: float
    range_mg_per_m3: float


@dataclass(frozen=True, slots=True)
class DeviceRemoved:
    """The instrument is gone."""

    occurred: Occurred
    reason: str


@dataclass(frozen=True, slots=True)
class DeviceKeyIssued:
    """Whoever holds the key sends readings in its name."""

    occurred: Occurred
    key: KeyDigest


@dataclass(frozen=True, slots=True)
class DeviceKeyRevoked:
    """The key opens nothing any more."""

    occurred: Occurred
    reason: str


@dataclass(frozen=True, slots=True)
class DeviceFellSilent:
    """Nothing had come for as long as is allowed; `last_reading` is None where nothing ever did."""

    occurred: Occurred
    last_reading: Occurred | None


@dataclass(frozen=True, slots=True)
class DeviceHeardAgain:
    """Readings come again, the first of them at `occurred`."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class DeviceBedOverheated:
    """The instrument has read a bed at or above the temperature at which it may catch fire."""

    occurred: Occurred
    temperature_c: float
    limit_c: float


@dataclass(frozen=True, slots=True)
class DeviceBedCooled:
    """It reads well below that again."""

    occurred: Occurred
    temperature_c: float


# --- states


@dataclass(frozen=True, slots=True)
class NotInstalled:
    """Nobody knows this instrument."""


@dataclass(frozen=True, slots=True)
class InService:
    """In place. `silent` where nothing comes, `hot` where the carbon may catch fire.

    `cooled` is when it last did so no more: what was read before that is no news.
    """

    installed: DeviceInstalled
    key: KeyDigest | None = None
    silent: DeviceFellSilent | None = None
    hot: DeviceBedOverheated | None = None
    cooled: Occurred | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Gone for good."""

    installed: DeviceInstalled
    since: Occurred


Command = (
    InstallDevice
    | ReplaceDevice
    | RemoveDevice
    | IssueDeviceKey
    | RevokeDeviceKey
    | FallSilent
    | HearAgain
    | NoteOverheated
    | NoteCooled
)
Fact = (
    DeviceInstalled
    | DeviceReplaced
    | DeviceRemoved
    | DeviceKeyIssued
    | DeviceKeyRevoked
    | DeviceFellSilent
    | DeviceHeardAgain
    | DeviceBedOverheated
    | DeviceBedCooled
)
State = NotInstalled | InService | Removed


# --- refusals


class UnknownDevice(Refusal):
    """没有这台在用的监测设备。

    No such instrument is in service.
    """


class DeviceAlreadyInstalled(Refusal):
    """该设备编号已经登记。

    An instrument with this number is already known.
    """


class MeasuresNothing(Refusal):
    """请写明设备测量什么。

    An instrument measures something; say what.
    """


class BadReadingInterval(Refusal):
    """采样间隔应为 1 到 3600 秒。

    An instrument reads once in 1 to 3600 seconds.
    """


class BadMeasuringRange(Refusal):
    """检出限不能为负, 量程上限须大于检出限。

    The detection limit is not negative, and the end of the range lies above it.
    """


class BeforeInstallation(Refusal):
    """时间早于设备安装时间。

    The time lies before the instrument was installed.
    """


class NoDeviceKey(Refusal):
    """该设备没有有效的密钥。

    This instrument has no key to take back.
    """


_LONGEST_INTERVAL_S = 3600
VOC = frozenset({Quantity.INLET, Quantity.OUTLET})
"""What has a detection limit and a range."""


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about an instrument."""
    match command, state:
        case InstallDevice(), NotInstalled():
            return (_install(command),)
        case InstallDevice(), InService() | Removed():
            raise DeviceAlreadyInstalled(since=state.installed.occurred)
        case _, NotInstalled() | Removed():
            raise UnknownDevice
        case _, InService():
            if command.occurred.moment < state.installed.occurred.moment:
                raise BeforeInstallation(installed=state.installed.occurred, time=command.occurred)
            return _answer(command, state)


def _answer(command: Command, state: InService) -> tuple[Fact, ...]:
    match command:
        case ReplaceDevice(occurred, maker, serial, detection, range_end):
            _must_span(state.installed.measures, detection, range_end)
            return (DeviceReplaced(occurred, maker, serial, detection, range_end),)
        case RemoveDevice(occurred, reason):
            return (DeviceRemoved(occurred, reason),)
        case IssueDeviceKey(occurred, key):
            return () if key == state.key else (DeviceKeyIssued(occurred, key),)
        case RevokeDeviceKey(occurred, reason):
            if state.key is None:
                raise NoDeviceKey
            return (DeviceKeyRevoked(occurred, reason),)
        case FallSilent(occurred, last_reading):
            return () if state.silent else (DeviceFellSilent(occurred, last_reading),)
        case HearAgain(occurred):
            return (DeviceHeardAgain(occurred),) if state.silent else ()
        case NoteOverheated(occurred, temperature_c, limit_c):
            if state.hot or not _is_news(occurred, state.cooled):
                return ()
            return (DeviceBedOverheated(occurred, temperature_c, limit_c),)
        case NoteCooled(occurred, temperature_c):
            if state.hot is None or not _is_news(occurred, state.hot.occurred):
                return ()
            return (DeviceBedCooled(occurred, temperature_c),)
        case InstallDevice():
            raise DeviceAlreadyInstalled(since=state.installed.occurred)


def _install(command: InstallDevice) -> DeviceInstalled:
    if not command.measures:
        raise MeasuresNothing
    if not 1 <= command.interval_s <= _LONGEST_INTERVAL_S:
        raise BadReadingInterval(interval_s=command.interval_s)
    measures = tuple(quantity for quantity in Quantity if quantity in command.measures)
    _must_span(measures, command.detection_mg_per_m3, command.range_mg_per_m3)
    return DeviceInstalled(
        command.occurred,
        command.enterprise,
        command.adsorber,
        command.bed,
        command.maker,
        command.serial,
        measures,
        command.interval_s,
        command.detection_mg_per_m3,
        command.range_mg_per_m3,
    )


def _is_news(occurred: Occurred, after: Occurred | None) -> bool:
    return after is None or occurred.moment > after.moment


def _must_span(
    measures: tuple[Quantity, ...], detection_mg_per_m3: float, range_mg_per_m3: float
) -> None:
    """Limit and range are those of VOC; what does not measure it has neither, and says 0."""
    if VOC.isdisjoint(measures) and detection_mg_per_m3 == range_mg_per_m3 == 0:
        return
    if not 0 <= detection_mg_per_m3 < range_mg_per_m3:
        raise BadMeasuringRange(
            detection_mg_per_m3=detection_mg_per_m3, range_mg_per_m3=range_mg_per_m3
        )


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case DeviceInstalled(), _:
            return InService(fact)
        case DeviceReplaced(), InService(installed=installed):
            now = replace(
                installed,
                maker=fact.maker,
                serial=fact.serial,
                detection_mg_per_m3=fact.detection_mg_per_m3,
                range_mg_per_m3=fact.range_mg_per_m3,
            )
            return InService(now, silent=state.silent)
        case DeviceRemoved(occurred), InService(installed=installed):
            return Removed(installed, occurred)
        case DeviceKeyIssued(key=key), InService():
            return replace(state, key=key)
        case DeviceKeyRevoked(), InService():
            return replace(state, key=None)
        case DeviceFellSilent(), InService():
            return replace(state, silent=fact)
        case DeviceHeardAgain(), InService():
            return replace(state, silent=None)
        case DeviceBedOverheated(), InService():
            return replace(state, hot=fact)
        case DeviceBedCooled(occurred), InService():
            return replace(state, hot=None, cooled=occurred)
        case _:
            return state


DEVICE = Decider[Command, Fact, State]("device", NotInstalled(), decide, evolve)
