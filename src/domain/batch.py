"""A kiln run: NotOpened --open--> Open --charge, regenerate, dispose--> Open --close--> Closed."""

from dataclasses import dataclass, replace

from domain.identifiers import LotId, ManifestNumber
from domain.occurred import Occurred
from domain.quantities import kilograms, not_negative, positive
from domain.record import Decider
from domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class KilnFeed:
    """What a run takes of one consignment."""

    manifest: ManifestNumber
    mass_g: int


# --- commands


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """Start a run."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class ChargeKiln:
    """Put consignments from the yard into the kiln."""

    occurred: Occurred
    feeds: tuple[KilnFeed, ...]


@dataclass(frozen=True, slots=True)
class RegenerateCarbon:
    """Take the regenerated lot out."""

    occurred: Occurred
    lot: LotId
    output_g: int
    iodine_mg_per_g: int | None


@dataclass(frozen=True, slots=True)
class DisposeCarbon:
    """Send on what cannot be regenerated."""

    occurred: Occurred
    mass_g: int


@dataclass(frozen=True, slots=True)
class CloseBatch:
    """End the run; what is neither output nor disposed is its unexplained loss."""

    occurred: Occurred


# --- facts


@dataclass(frozen=True, slots=True)
class BatchOpened:
    """A run started."""

    occurred: Occurred


@dataclass(frozen=True, slots=True)
class CarbonCharged:
    """Consignments went into the kiln."""

    occurred: Occurred
    feeds: tuple[KilnFeed, ...]
    mass_g: int


@dataclass(frozen=True, slots=True)
class CarbonRegenerated:
    """The regenerated lot came out."""

    occurred: Occurred
    lot: LotId
    output_g: int
    iodine_mg_per_g: int | None


@dataclass(frozen=True, slots=True)
class CarbonDisposed:
    """A part was sent to disposal."""

    occurred: Occurred
    mass_g: int


@dataclass(frozen=True, slots=True)
class BatchClosed:
    """The run ended; `unexplained_g` went in and was neither put out nor disposed of."""

    occurred: Occurred
    unexplained_g: int


# --- states


@dataclass(frozen=True, slots=True)
class NotOpened:
    """There is no such run."""


@dataclass(frozen=True, slots=True)
class Open:
    """Running, with what went in and came out so far."""

    since: Occurred
    charged_g: int = 0
    output_g: int = 0
    disposed_g: int = 0

    @property
    def inside_g(self) -> int:
        """What has not come out."""
        return self.charged_g - self.output_g - self.disposed_g


@dataclass(frozen=True, slots=True)
class Closed:
    """Done."""

    since: Occurred


Command = OpenBatch | ChargeKiln | RegenerateCarbon | DisposeCarbon | CloseBatch
Fact = BatchOpened | CarbonCharged | CarbonRegenerated | CarbonDisposed | BatchClosed
State = NotOpened | Open | Closed


# --- refusals


class BatchAlreadyOpened(Refusal):
    """该再生批次已经开始。

    This kiln run has already been opened.
    """


class BatchNotOpen(Refusal):
    """没有正在进行的这个再生批次。

    This kiln run is not open.
    """


class NothingToCharge(Refusal):
    """投料至少要有一份联单。

    A kiln run takes at least one consignment.
    """


class RegenerationGainedMass(Refusal):
    """产出与转处置之和大于投料量; 再生只会烧损, 不会增重。

    More would come out than went in; regeneration burns carbon off and never adds any.
    """


class BatchOutOfOrder(Refusal):
    """时间早于再生批次开始时间。

    This would happen before the kiln run started.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a kiln run."""
    match command, state:
        case OpenBatch(occurred), NotOpened():
            return (BatchOpened(occurred),)
        case OpenBatch(), Open() | Closed():
            raise BatchAlreadyOpened(since=state.since)
        case _, NotOpened() | Closed():
            raise BatchNotOpen
        case _, Open(since=since) if command.occurred.day < since.day:
            raise BatchOutOfOrder(opened=since, time=command.occurred)
        case ChargeKiln(occurred, feeds), Open():
            if not feeds:
                raise NothingToCharge
            return (CarbonCharged(occurred, feeds, sum(positive(feed.mass_g) for feed in feeds)),)
        case RegenerateCarbon(occurred, lot, output_g, iodine), Open():
            _within(positive(output_g), state)
            return (CarbonRegenerated(occurred, lot, output_g, iodine),)
        case DisposeCarbon(occurred, mass_g), Open():
            _within(not_negative(mass_g), state)
            return (CarbonDisposed(occurred, mass_g),) if mass_g else ()
        case CloseBatch(occurred), Open():
            return (BatchClosed(occurred, state.inside_g),)


def _within(mass_g: int, state: Open) -> None:
    if mass_g > state.inside_g:
        raise RegenerationGainedMass(
            inside_kg=kilograms(state.inside_g), wanted_kg=kilograms(mass_g)
        )


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case BatchOpened(occurred), _:
            return Open(occurred)
        case CarbonCharged(mass_g=mass_g), Open():
            return replace(state, charged_g=state.charged_g + mass_g)
        case CarbonRegenerated(output_g=output_g), Open():
            return replace(state, output_g=state.output_g + output_g)
        case CarbonDisposed(mass_g=mass_g), Open():
            return replace(state, disposed_g=state.disposed_g + mass_g)
        case BatchClosed(occurred), _:
            return Closed(occurred)
        case ((CarbonCharged() | CarbonRegenerated() | CarbonDisposed()), _):
            return state


BATCH = Decider[Command, Fact, State]("batch", NotOpened(), decide, evolve)
