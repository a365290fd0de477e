"""One consignment of hazardous waste: NotIssued -> Issued -> Departed -> Arrived -> InYard.

What was accepted waits in the receiver's yard until a kiln run takes it. Signed fields never
change.
"""

from dataclasses import dataclass, replace

from domain.identifiers import BatchId, ContainerId, CreditCode
from domain.observation import Observation, permit_expired, weight_discrepancy
from domain.occurred import Occurred
from domain.personal import Personal
from domain.quantities import kilograms, not_negative, positive
from domain.record import Decider
from domain.refusal import Refusal

SPENT_CARBON_CODE = "900-039-49"
"""Spent carbon from VOC treatment in the national list of hazardous wastes, class HW49."""


@dataclass(frozen=True, slots=True)
class Permit:
    """The receiver's permit as it was known when the manifest was issued."""

    number: str
    valid_until: Occurred | None


@dataclass(frozen=True, slots=True)
class Consigned:
    """A container on the manifest with what it holds."""

    container: ContainerId
    mass_g: int


# --- commands


@dataclass(frozen=True, slots=True)
class IssueManifest:
    """Make out the manifest. `permit` is None where the receiver's is not known."""

    occurred: Occurred
    producer: CreditCode
    receiver: str
    permit: Permit | None
    waste_code: str
    vehicle: str | None
    driver: Personal | None
    containers: tuple[Consigned, ...]


@dataclass(frozen=True, slots=True)
class DepartManifest:
    """The vehicle leaves with this much."""

    occurred: Occurred
    sent_g: int


@dataclass(frozen=True, slots=True)
class WeighArrival:
    """The vehicle is weighed at the receiver."""

    occurred: Occurred
    received_g: int


@dataclass(frozen=True, slots=True)
class AcceptConsignment:
    """Take what arrived, but for `refused_g`, which goes back or elsewhere."""

    occurred: Occurred
    refused_g: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class ChargeConsignment:
    """A kiln run takes this much out of the yard."""

    occurred: Occurred
    batch: BatchId
    mass_g: int


@dataclass(frozen=True, slots=True)
class RecordOrigin:
    """Name a container that was on the vehicle, but was written down only after it had left."""

    filled: Occurred
    container: ContainerId
    mass_g: int


@dataclass(frozen=True, slots=True)
class CloseManifest:
    """Both parties are done with the paper."""

    occurred: Occurred


# --- facts


@dataclass(frozen=True, slots=True)
class ManifestIssued:
    """The manifest was made out."""

    occurred: Occurred
    producer: CreditCode
    receiver: str
    permit: Permit | None
    waste_code: str
    vehicle: str | None
    driver: Personal | None
    containers: tuple[Consigned, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class ManifestDeparted:
    """`sent_g` left the enterprise, out of containers that held `contained_g`."""

    occurred: Occurred
    sent_g: int
    contained_g: int


@dataclass(frozen=True, slots=True)
class ManifestArrived:
    """`received_g` of `sent_g` was weighed at the receiver."""

    occurred: Occurred
    received_g: int
    sent_g: int
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class ManifestAccepted:
    """All of it was accepted."""

    occurred: Occurred
    accepted_g: int


@dataclass(frozen=True, slots=True)
class ManifestPartiallyAccepted:
    """A part was refused and needs a manifest of its own to go on."""

    occurred: Occurred
    accepted_g: int
    refused_g: int
    reason: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class ManifestRefused:
    """None of it was accepted."""

    occurred: Occurred
    refused_g: int
    reason: str


@dataclass(frozen=True, slots=True)
class ConsignmentCharged:
    """A kiln run took this much; the batch's own fact moves it in the books."""

    occurred: Occurred
    batch: BatchId
    mass_g: int


@dataclass(frozen=True, slots=True)
class OriginRecorded:
    """`container` was on the vehicle too; the containers held `contained_g` with it.

    What the departure said of them is superseded, as of the departure; what was sent stays.
    """

    occurred: Occurred
    container: ContainerId
    mass_g: int
    sent_g: int
    contained_g: int


@dataclass(frozen=True, slots=True)
class ManifestClosed:
    """The paper is done."""

    occurred: Occurred


# --- states


@dataclass(frozen=True, slots=True)
class NotIssued:
    """There is no such manifest."""


@dataclass(frozen=True, slots=True)
class Issued:
    """Made out; the vehicle has not left."""

    producer: CreditCode
    contained_g: int
    since: Occurred


@dataclass(frozen=True, slots=True)
class Load:
    """What the vehicle left with: by the scale, and by what is known of its containers."""

    departed: Occurred
    sent_g: int
    contained_g: int


@dataclass(frozen=True, slots=True)
class Departed:
    """On the road."""

    producer: CreditCode
    load: Load


@dataclass(frozen=True, slots=True)
class Arrived:
    """Weighed; not yet accepted."""

    producer: CreditCode
    load: Load
    received_g: int
    since: Occurred


@dataclass(frozen=True, slots=True)
class InYard:
    """Accepted; waits for the kiln, or has gone there."""

    producer: CreditCode
    load: Load
    accepted_g: int
    charged_g: int
    since: Occurred
    closed: bool = False

    @property
    def yard_g(self) -> int:
        """What no kiln run has taken yet."""
        return self.accepted_g - self.charged_g


Command = (
    IssueManifest
    | DepartManifest
    | WeighArrival
    | AcceptConsignment
    | ChargeConsignment
    | RecordOrigin
    | CloseManifest
)
Fact = (
    ManifestIssued
    | ManifestDeparted
    | ManifestArrived
    | ManifestAccepted
    | ManifestPartiallyAccepted
    | ManifestRefused
    | ConsignmentCharged
    | OriginRecorded
    | ManifestClosed
)
State = NotIssued | Issued | Departed | Arrived | InYard


# --- refusals


class UnknownManifest(Refusal):
    """没有这份转移联单。

    There is no such manifest.
    """


class ManifestAlreadyIssued(Refusal):
    """该联单编号已经使用。

    A manifest with this number was already issued.
    """


class ManifestNotAtThisStage(Refusal):
    """联单当前状态不能办理此事项。

    The manifest is not at the stage where this can be done.
    """


class ManifestOutOfOrder(Refusal):
    """时间早于联单上一步的时间。

    This would happen before the manifest's previous step.
    """


class NotSpentCarbon(Refusal):
    """废物代码不是废活性炭(900-039-49)。

    The waste code is not that of spent carbon, 900-039-49.
    """


class RefusedMoreThanArrived(Refusal):
    """拒收量大于接收量。

    More would be refused than arrived.
    """


class RefusalNeedsReason(Refusal):
    """拒收必须说明原因。

    A refused part needs a reason.
    """


class YardHoldsLess(Refusal):
    """投料量大于该联单在场内的余量。

    The kiln run would take more of this consignment than the yard holds.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a manifest."""
    match command, state:
        case IssueManifest(), NotIssued():
            return (_issue(command),)
        case IssueManifest(), _:
            raise ManifestAlreadyIssued
        case _, NotIssued():
            raise UnknownManifest
        case DepartManifest(occurred, sent_g), Issued(contained_g=contained_g):
            _in_order(occurred, state.since)
            return (ManifestDeparted(occurred, positive(sent_g), contained_g),)
        case WeighArrival(), Departed():
            return (_arrive(command, state),)
        case AcceptConsignment(), Arrived():
            return (_accept(command, state),)
        case ChargeConsignment(), InYard():
            return (_charge(command, state),)
        case RecordOrigin(), Departed() | Arrived() | InYard():
            return (_record_origin(command, state.load),)
        case CloseManifest(occurred), InYard(closed=False):
            _in_order(occurred, state.since)
            return (ManifestClosed(occurred),)
        case _:
            raise ManifestNotAtThisStage(stage=type(state).__name__)


def _in_order(occurred: Occurred, previous: Occurred) -> None:
    if occurred.day < previous.day:
        raise ManifestOutOfOrder(previous=previous, time=occurred)


def _issue(command: IssueManifest) -> ManifestIssued:
    if command.waste_code != SPENT_CARBON_CODE:
        raise NotSpentCarbon(code=command.waste_code)
    return ManifestIssued(
        command.occurred,
        command.producer,
        command.receiver,
        command.permit,
        command.waste_code,
        command.vehicle,
        command.driver,
        command.containers,
        _remarks(command),
    )


def _remarks(command: IssueManifest) -> tuple[Observation, ...]:
    remarks: list[Observation] = []
    if command.permit is None:
        remarks.append(Observation.RECEIVER_UNLICENSED)
    elif permit_expired(command.permit.valid_until, command.occurred):
        remarks.append(Observation.PERMIT_EXPIRED)
    if not command.containers:
        remarks.append(Observation.ORIGIN_UNRECORDED)
    return tuple(remarks)


def _arrive(command: WeighArrival, state: Departed) -> ManifestArrived:
    sent_g = state.load.sent_g
    _in_order(command.occurred, state.load.departed)
    received_g = not_negative(command.received_g)
    differs = weight_discrepancy(sent_g, received_g)
    remarks = (Observation.WEIGHT_DISCREPANCY,) if differs else ()
    return ManifestArrived(command.occurred, received_g, sent_g, remarks)


def _accept(
    command: AcceptConsignment, state: Arrived
) -> ManifestAccepted | ManifestPartiallyAccepted | ManifestRefused:
    _in_order(command.occurred, state.since)
    refused_g = not_negative(command.refused_g)
    accepted_g = state.received_g - refused_g
    if accepted_g < 0:
        raise RefusedMoreThanArrived(
            arrived_kg=kilograms(state.received_g), refused_kg=kilograms(refused_g)
        )
    if refused_g == 0:
        return ManifestAccepted(command.occurred, accepted_g)
    if not command.reason:
        raise RefusalNeedsReason
    if accepted_g == 0:
        return ManifestRefused(command.occurred, refused_g, command.reason)
    remarks = (Observation.PARTIAL_ACCEPTANCE,)
    return ManifestPartiallyAccepted(
        command.occurred, accepted_g, refused_g, command.reason, remarks
    )


def _charge(command: ChargeConsignment, state: InYard) -> ConsignmentCharged:
    _in_order(command.occurred, state.since)
    if positive(command.mass_g) > state.yard_g:
        raise YardHoldsLess(yard_kg=kilograms(state.yard_g), wanted_kg=kilograms(command.mass_g))
    return ConsignmentCharged(command.occurred, command.batch, command.mass_g)


def _record_origin(command: RecordOrigin, load: Load) -> OriginRecorded:
    _in_order(load.departed, command.filled)
    mass_g = positive(command.mass_g)
    contained_g = load.contained_g + mass_g
    return OriginRecorded(load.departed, command.container, mass_g, load.sent_g, contained_g)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case ManifestIssued(occurred=occurred, producer=producer, containers=containers), _:
            contained_g = sum(container.mass_g for container in containers)
            return Issued(producer, contained_g, occurred)
        case ManifestDeparted(occurred, sent_g, contained_g), Issued(producer=producer):
            return Departed(producer, Load(occurred, sent_g, contained_g))
        case ManifestArrived(occurred, received_g), Departed(producer, load):
            return Arrived(producer, load, received_g, occurred)
        case (
            (
                ManifestAccepted(occurred, accepted_g)
                | ManifestPartiallyAccepted(occurred, accepted_g)
            ),
            Arrived(producer, load),
        ):
            return InYard(producer, load, accepted_g, 0, occurred)
        case ManifestRefused(occurred), Arrived(producer, load):
            return InYard(producer, load, 0, 0, occurred)
        case ConsignmentCharged(mass_g=mass_g), InYard():
            return replace(state, charged_g=state.charged_g + mass_g)
        case OriginRecorded(contained_g=contained_g), Departed() | Arrived() | InYard():
            return replace(state, load=replace(state.load, contained_g=contained_g))
        case ManifestClosed(), InYard():
            return replace(state, closed=True)
        case _:
            return state


MANIFEST = Decider[Command, Fact, State]("manifest", NotIssued(), decide, evolve)
