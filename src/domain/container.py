"""A container of spent carbon: NotFilled --fill--> Filled --consign--> Consigned."""

from dataclasses import dataclass, replace

from domain.identifiers import ChargeId, CreditCode, ManifestNumber, WasteLabelCode
from domain.occurred import Occurred
from domain.quantities import positive
from domain.record import Decider
from domain.refusal import Refusal

# --- commands


@dataclass(frozen=True, slots=True)
class FillContainer:
    """Put spent carbon of these charges into the container."""

    occurred: Occurred
    enterprise: CreditCode
    charges: tuple[ChargeId, ...]
    mass_g: int
    manifest: ManifestNumber | None


@dataclass(frozen=True, slots=True)
class LabelContainer:
    """Stick the official label on."""

    occurred: Occurred
    label: WasteLabelCode


@dataclass(frozen=True, slots=True)
class ConsignContainer:
    """Hand the container over with a manifest."""

    occurred: Occurred
    manifest: ManifestNumber


@dataclass(frozen=True, slots=True)
class CorrectContainer:
    """Put right when and with how much it was filled."""

    occurred: Occurred
    filled: Occurred
    mass_g: int
    reason: str


# --- facts


@dataclass(frozen=True, slots=True)
class ContainerFilled:
    """Spent carbon went in; `manifest` is the number written beside it, where there was one."""

    occurred: Occurred
    enterprise: CreditCode
    charges: tuple[ChargeId, ...]
    mass_g: int
    manifest: ManifestNumber | None


@dataclass(frozen=True, slots=True)
class ContainerLabelled:
    """It carries this official label."""

    occurred: Occurred
    label: WasteLabelCode


@dataclass(frozen=True, slots=True)
class ContainerConsigned:
    """It left with a manifest, holding `mass_g`."""

    occurred: Occurred
    manifest: ManifestNumber
    mass_g: int


@dataclass(frozen=True, slots=True)
class ContainerCorrected:
    """It was in truth filled then and with this much; supersedes filling and consigning."""

    occurred: Occurred
    filled: Occurred
    mass_g: int
    consigned: Occurred | None
    reason: str


# --- states


@dataclass(frozen=True, slots=True)
class NotFilled:
    """There is no such container yet."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Stands at the enterprise; `announced` is the manifest that was named when it was filled."""

    enterprise: CreditCode
    mass_g: int
    since: Occurred
    announced: ManifestNumber | None = None
    label: WasteLabelCode | None = None


@dataclass(frozen=True, slots=True)
class Consigned:
    """On its way or arrived, under a manifest."""

    enterprise: CreditCode
    mass_g: int
    filled: Occurred
    since: Occurred
    manifest: ManifestNumber


Command = FillContainer | LabelContainer | ConsignContainer | CorrectContainer
Fact = ContainerFilled | ContainerLabelled | ContainerConsigned | ContainerCorrected
State = NotFilled | Filled | Consigned


# --- refusals


class ContainerAlreadyFilled(Refusal):
    """该容器已经装入废炭。

    This container is already filled.
    """


class ContainerNotThere(Refusal):
    """没有这个容器, 或已随其他联单转移。

    There is no such container here; it may have left with another manifest.
    """


class ConsignedBeforeFilled(Refusal):
    """转移日期早于装入日期。

    A container cannot leave before it was filled.
    """


class LabelOfAnother(Refusal):
    """标签上的信用代码不是产生单位的。

    The label's credit code is not that of the enterprise that filled the container.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a container."""
    match command, state:
        case FillContainer(occurred, enterprise, charges, mass_g, manifest), NotFilled():
            return (ContainerFilled(occurred, enterprise, charges, positive(mass_g), manifest),)
        case FillContainer(), Filled() | Consigned():
            raise ContainerAlreadyFilled(since=state.since)
        case LabelContainer(occurred, label), Filled(enterprise=enterprise):
            if label[:18] != enterprise:
                raise LabelOfAnother(label=label, enterprise=enterprise)
            return (ContainerLabelled(occurred, label),)
        case ConsignContainer(occurred, manifest), Filled(mass_g=mass_g, since=since):
            if occurred.day < since.day:
                raise ConsignedBeforeFilled(filled=since, consigned=occurred)
            return (ContainerConsigned(occurred, manifest, mass_g),)
        case ((LabelContainer() | ConsignContainer() | CorrectContainer()), NotFilled()):
            raise ContainerNotThere
        case ((LabelContainer() | ConsignContainer()), Consigned(manifest=manifest)):
            raise ContainerNotThere(manifest=manifest)
        case CorrectContainer(occurred, filled, mass_g, reason), Filled():
            return (ContainerCorrected(occurred, filled, positive(mass_g), None, reason),)
        case CorrectContainer(occurred, filled, mass_g, reason), Consigned(since=since):
            if since.day < filled.day:
                raise ConsignedBeforeFilled(filled=filled, consigned=since)
            return (ContainerCorrected(occurred, filled, positive(mass_g), since, reason),)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case ContainerFilled(occurred, enterprise, _, mass_g, manifest), _:
            return Filled(enterprise, mass_g, occurred, manifest)
        case ContainerLabelled(label=label), Filled():
            return replace(state, label=label)
        case ContainerConsigned(occurred, manifest, mass_g), Filled():
            return Consigned(state.enterprise, mass_g, state.since, occurred, manifest)
        case ContainerCorrected(filled=filled, mass_g=mass_g), Filled():
            return replace(state, mass_g=mass_g, since=filled)
        case ContainerCorrected(filled=filled, mass_g=mass_g), Consigned():
            return replace(state, mass_g=mass_g, filled=filled)
        case ((ContainerLabelled() | ContainerConsigned() | ContainerCorrected()), _):
            return state


CONTAINER = Decider[Command, Fact, State]("container", NotFilled(), decide, evolve)
