"""A carbon lot: Unknown --produce or receive--> in stock --draw--> less in stock.

A regenerated lot enters the books when the kiln puts it out; its later receipt is the same
kilograms. A lot from outside enters the books when it is received.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.identifiers import AdsorberId, BatchId
from domain.observation import Observation, iodine_below_floor
from domain.occurred import Occurred
from domain.quantities import kilograms, not_negative, positive
from domain.record import Decider
from domain.refusal import Refusal


class Source(StrEnum):
    """Where a lot's carbon comes from."""

    VIRGIN = "virgin"
    REGENERATED = "regenerated"


# --- commands


@dataclass(frozen=True, slots=True)
class ProduceLot:
    """A kiln run put this lot out."""

    occurred: Occurred
    batch: BatchId
    mass_g: int


@dataclass(frozen=True, slots=True)
class ReceiveLot:
    """The lot arrived at the store."""

    occurred: Occurred
    source: Source
    supplier: str
    mass_g: int


@dataclass(frozen=True, slots=True)
class TestLotQuality:
    """Write down what the laboratory found."""

    __test__ = False  # its name is no test's

    occurred: Occurred
    iodine_mg_per_g: int
    certificate: str | None


@dataclass(frozen=True, slots=True)
class DrawFromLot:
    """Take carbon for an adsorber; `key` is the fill's or swap's recorded time."""

    occurred: Occurred
    adsorber: AdsorberId
    key: Occurred
    mass_g: int


@dataclass(frozen=True, slots=True)
class CorrectDraw:
    """Put right a recorded draw; a mass of 0 takes it back."""

    occurred: Occurred
    adsorber: AdsorberId
    key: Occurred
    drawn: Occurred
    mass_g: int
    reason: str


# --- facts


@dataclass(frozen=True, slots=True)
class LotProduced:
    """The kiln put the lot out; the batch's own fact moves its mass in the books."""

    occurred: Occurred
    batch: BatchId
    mass_g: int


@dataclass(frozen=True, slots=True)
class LotReceived:
    """`mass_g` arrived, of which `booked_g` were in the books already since the kiln."""

    occurred: Occurred
    source: Source
    supplier: str
    mass_g: int
    booked_g: int


@dataclass(frozen=True, slots=True)
class LotQualityTested:
    """The laboratory's result."""

    occurred: Occurred
    iodine_mg_per_g: int
    certificate: str | None
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class LotDrawn:
    """Carbon left the lot for an adsorber."""

    occurred: Occurred
    adsorber: AdsorberId
    key: Occurred
    mass_g: int


@dataclass(frozen=True, slots=True)
class LotCorrected:
    """The draw recorded under `adsorber` and `key` was in truth this; supersedes it."""

    occurred: Occurred
    adsorber: AdsorberId
    key: Occurred
    drawn: Occurred
    mass_g: int
    reason: str


# --- states


@dataclass(frozen=True, slots=True)
class UnknownStock:
    """Nobody has seen this lot."""


@dataclass(frozen=True, slots=True)
class AtKiln:
    """Put out by a kiln, not yet at the store."""

    batch: BatchId
    mass_g: int
    since: Occurred
    iodine_mg_per_g: int | None = None


@dataclass(frozen=True, slots=True)
class InStock:
    """At the store: what arrived, and what was drawn by whom and when."""

    received_g: int
    since: Occurred
    draws: tuple[tuple[str, int], ...] = ()
    drawn_g: int = 0
    iodine_mg_per_g: int | None = None
    """Of the last test; None until there is one."""

    @property
    def left_g(self) -> int:
        """What is still there."""
        return self.received_g - self.drawn_g


Command = ProduceLot | ReceiveLot | TestLotQuality | DrawFromLot | CorrectDraw
Fact = LotProduced | LotReceived | LotQualityTested | LotDrawn | LotCorrected
State = UnknownStock | AtKiln | InStock


# --- refusals


class UnknownLot(Refusal):
    """炭批次台账中没有这个批号, 或尚未到货。

    No such lot has been received.
    """


class LotAlreadyReceived(Refusal):
    """该炭批次已经到货登记。

    This lot has already been received.
    """


class LotAlreadyProduced(Refusal):
    """该批号已经由再生批次产出。

    A kiln run has already put out a lot of this number.
    """


class LotReceivedBeforeKilnOutput(Refusal):
    """该炭批次已按外来到货入账, 不能再由再生批次产出同一批号。

    This lot is in the books as received from outside, so no kiln run can put it out again.
    """


class DrawnBeforeReceived(Refusal):
    """取炭时间早于该批次到货时间。

    Carbon cannot be drawn before the lot arrived.
    """


class ReceivedBeforeProduced(Refusal):
    """到货时间早于再生产出时间。

    A regenerated lot cannot arrive before the kiln put it out.
    """


class LotOverdrawn(Refusal):
    """取炭量超过该批次库存。

    The lot does not hold that much carbon any more.
    """


class AlreadyDrawn(Refusal):
    """该批次已为这次填装登记取炭; 如数量有误, 请更正那次记录。

    Carbon of this lot is already drawn for that fill; if the mass is wrong, correct that record.
    """


class NoSuchDraw(Refusal):
    """该批次没有这一次取炭记录。

    Nothing was drawn from this lot for that fill.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a lot."""
    match command, state:
        case ProduceLot(occurred, batch, mass_g), UnknownStock():
            return (LotProduced(occurred, batch, positive(mass_g)),)
        case ProduceLot(), AtKiln(batch=batch):
            raise LotAlreadyProduced(batch=batch)
        case ProduceLot(), InStock(since=since):
            raise LotReceivedBeforeKilnOutput(received=since)
        case ReceiveLot(occurred, source, supplier, mass_g), UnknownStock():
            return (LotReceived(occurred, source, supplier, positive(mass_g), 0),)
        case ReceiveLot(occurred, source, supplier, mass_g), AtKiln():
            if occurred < state.since:
                raise ReceivedBeforeProduced(produced=state.since, received=occurred)
            return (LotReceived(occurred, source, supplier, positive(mass_g), state.mass_g),)
        case ReceiveLot(), InStock(since=since):
            raise LotAlreadyReceived(since=since)
        case TestLotQuality(), UnknownStock():
            raise UnknownLot
        case TestLotQuality(occurred, iodine, certificate), AtKiln() | InStock():
            return (LotQualityTested(occurred, iodine, certificate, _remarks(command)),)
        case ((DrawFromLot() | CorrectDraw()), UnknownStock() | AtKiln()):
            raise UnknownLot
        case DrawFromLot(occurred, adsorber, key, mass_g), InStock():
            if dict(state.draws).get(draw_name(adsorber, key)):
                raise AlreadyDrawn(adsorber=adsorber, time=key)
            _check_stock(occurred, positive(mass_g), state.left_g, state)
            return (LotDrawn(occurred, adsorber, key, mass_g),)
        case CorrectDraw(), InStock():
            return (_correct(command, state),)


def _remarks(command: TestLotQuality) -> tuple[Observation, ...]:
    remarks: list[Observation] = []
    if iodine_below_floor(command.iodine_mg_per_g):
        remarks.append(Observation.IODINE_BELOW_FLOOR)
    if not command.certificate:
        remarks.append(Observation.CERTIFICATE_MISSING)
    return tuple(remarks)


def _check_stock(occurred: Occurred, mass_g: int, left_g: int, state: InStock) -> None:
    if occurred < state.since:
        raise DrawnBeforeReceived(received=state.since, drawn=occurred)
    if mass_g > left_g:
        raise LotOverdrawn(left_kg=kilograms(left_g), wanted_kg=kilograms(mass_g))


def _correct(command: CorrectDraw, state: InStock) -> LotCorrected:
    old_g = dict(state.draws).get(draw_name(command.adsorber, command.key))
    if old_g is None:
        raise NoSuchDraw(adsorber=command.adsorber, time=command.key)
    mass_g = not_negative(command.mass_g)
    _check_stock(command.drawn, mass_g, state.left_g + old_g, state)
    return LotCorrected(
        command.occurred, command.adsorber, command.key, command.drawn, mass_g, command.reason
    )


def draw_name(adsorber: str, key: str) -> str:
    """Tell the draws of a lot apart."""
    return f"{adsorber}@{key}"


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case LotProduced(occurred, batch, mass_g), _:
            return AtKiln(batch, mass_g, occurred)
        case LotReceived(occurred=occurred, mass_g=mass_g), AtKiln(iodine_mg_per_g=iodine):
            return InStock(mass_g, occurred, iodine_mg_per_g=iodine)
        case LotReceived(occurred=occurred, mass_g=mass_g), _:
            return InStock(mass_g, occurred)
        case LotQualityTested(iodine_mg_per_g=iodine), AtKiln() | InStock():
            return replace(state, iodine_mg_per_g=iodine)
        case LotDrawn() | LotCorrected(), InStock():
            return _drawn(state, draw_name(fact.adsorber, fact.key), fact.mass_g)
        case ((LotQualityTested() | LotDrawn() | LotCorrected()), _):
            return state


def _drawn(state: InStock, name: str, mass_g: int) -> InStock:
    draws = dict(state.draws)
    change_g = mass_g - draws.get(name, 0)
    draws[name] = mass_g
    return replace(state, draws=tuple(draws.items()), drawn_g=state.drawn_g + change_g)


LOT = Decider[Command, Fact, State]("lot", UnknownStock(), decide, evolve)
