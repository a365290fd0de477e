"""An adsorber and its beds: NotCommissioned --commission--> Commissioned --decommission--> gone.

Each bed is empty or runs one charge. A command that names no bed means all of them, and the
mass is shared by the beds' required fill.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.bed_measuring import BedMeasured, MeasureBed, last_measured, measured
from domain.beds import (
    Bed,
    BedChange,
    Change,
    EmptyBed,
    RunningBed,
    changed,
    corrected,
    new_beds,
    numbered,
    remarks,
    reshared,
    shared,
)
from domain.exhaust import NOTHING_DECLARED, Exhaust
from domain.identifiers import AdsorberId, ChargeId, CreditCode, LotId, ManifestNumber
from domain.observation import Observation
from domain.occurred import Occurred
from domain.personal import Personal
from domain.quantities import positive, share
from domain.record import Decider
from domain.refusal import Refusal

MOST_BEDS = 99
LONGEST_PERIOD_DAYS = 3650
"""A larger number is a slip of the pen. Chosen; a big plant has a dozen."""


class CarbonForm(StrEnum):
    """The shape of the carbon."""

    GRANULAR = "granular"
    HONEYCOMB = "honeycomb"
    FIBRE = "fibre"
    POWDER = "powder"
    OTHER = "other"


# --- commands


@dataclass(frozen=True, slots=True)
class CommissionAdsorber:
    """Put an adsorber into service; its beds share the required fill equally."""

    occurred: Occurred
    adsorber: AdsorberId
    enterprise: CreditCode
    name: str
    design_airflow_m3_per_h: int | None
    carbon_form: CarbonForm
    bed_count: int
    required_fill_g: int
    solvents: tuple[str, ...]
    removed_voc_mg_per_m3: float | None
    run_h_per_day: float | None


@dataclass(frozen=True, slots=True)
class FillCarbon:
    """Put carbon into empty beds; no bed named means all."""

    occurred: Occurred
    beds: tuple[int, ...]
    filled_g: int
    lot: LotId
    operator: Personal | None = None


@dataclass(frozen=True, slots=True)
class SwapCarbon:
    """Take spent carbon out and put fresh carbon in; no bed named means all."""

    occurred: Occurred
    beds: tuple[int, ...]
    removed_g: int
    filled_g: int
    lot: LotId
    vehicle: str | None = None
    manifest: ManifestNumber | None = None
    operator: Personal | None = None


@dataclass(frozen=True, slots=True)
class RemoveCarbon:
    """Take spent carbon out and leave the beds empty; no bed named means all."""

    occurred: Occurred
    beds: tuple[int, ...]
    removed_g: int
    vehicle: str | None = None
    manifest: ManifestNumber | None = None
    operator: Personal | None = None


@dataclass(frozen=True, slots=True)
class CorrectSwap:
    """Put right a recorded fill, swap or removal. What is None stays as recorded."""

    occurred: Occurred
    swap: Occurred
    reason: str
    moved_to: Occurred | None = None
    removed_g: int | None = None
    filled_g: int | None = None
    lot: LotId | None = None


@dataclass(frozen=True, slots=True)
class VerifySwap:
    """Say that somebody has looked, and a doubtful fill or swap is as it was recorded."""

    occurred: Occurred
    swap: Occurred
    inspector: str
    found: str


@dataclass(frozen=True, slots=True)
class CommitReplacement:
    """Keep what the enterprise's own permit or EIA promises; a later commitment supersedes it."""

    occurred: Occurred
    document: str
    every_days: int


@dataclass(frozen=True, slots=True)
class DecommissionAdsorber:
    """Take an emptied adsorber out of service."""

    occurred: Occurred


# --- facts


@dataclass(frozen=True, slots=True)
class AdsorberCommissioned:
    """The adsorber went into service."""

    occurred: Occurred
    enterprise: CreditCode
    name: str
    design_airflow_m3_per_h: int | None
    carbon_form: CarbonForm
    required_fill_g_per_bed: tuple[int, ...]
    solvents: tuple[str, ...]
    removed_voc_mg_per_m3: float | None
    run_h_per_day: float | None
    adsorber: AdsorberId


@dataclass(frozen=True, slots=True)
class CarbonFilled:
    """Carbon was put into empty beds."""

    occurred: Occurred
    beds: tuple[BedChange, ...]
    filled_g: int
    lot: LotId
    operator: Personal | None
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class CarbonSwapped:
    """Spent carbon came out and fresh carbon went in."""

    occurred: Occurred
    beds: tuple[BedChange, ...]
    removed_g: int
    filled_g: int
    lot: LotId
    vehicle: str | None
    manifest: ManifestNumber | None
    operator: Personal | None
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class CarbonRemoved:
    """Spent carbon came out; the beds are empty."""

    occurred: Occurred
    beds: tuple[BedChange, ...]
    removed_g: int
    vehicle: str | None
    manifest: ManifestNumber | None
    operator: Personal | None


@dataclass(frozen=True, slots=True)
class SwapCorrected:
    """The fill, swap or removal recorded as of `swap` was in truth this; supersedes it whole."""

    occurred: Occurred
    swap: Occurred
    happened: Occurred
    beds: tuple[BedChange, ...]
    removed_g: int
    filled_g: int
    lot: LotId | None
    reason: str


@dataclass(frozen=True, slots=True)
class SwapVerified:
    """Somebody has looked, and the fill or swap recorded as of `swap` is as it was recorded."""

    occurred: Occurred
    swap: Occurred
    beds: tuple[BedChange, ...]
    inspector: str
    found: str


@dataclass(frozen=True, slots=True)
class ReplacementCommitted:
    """By this document the enterprise replaces the carbon every so many days, from then on."""

    occurred: Occurred
    document: str
    every_days: int


@dataclass(frozen=True, slots=True)
class AdsorberDecommissioned:
    """The adsorber is out of service."""

    occurred: Occurred


# --- states


@dataclass(frozen=True, slots=True)
class NotCommissioned:
    """Nobody knows this adsorber."""


@dataclass(frozen=True, slots=True)
class Commissioned:
    """In service."""

    adsorber: AdsorberId
    enterprise: CreditCode
    since: Occurred
    beds: tuple[Bed, ...]
    changes: tuple[Change, ...] = ()
    verified: tuple[Change, ...] = ()
    """As they were when somebody looked: what is corrected afterwards is to be verified again."""
    commitment: ReplacementCommitted | None = None
    measured: tuple[BedMeasured, ...] = ()
    exhaust: Exhaust = NOTHING_DECLARED


@dataclass(frozen=True, slots=True)
class Decommissioned:
    """Out of service for good."""

    since: Occurred


Command = (
    CommissionAdsorber
    | FillCarbon
    | SwapCarbon
    | RemoveCarbon
    | CorrectSwap
    | VerifySwap
    | CommitReplacement
    | MeasureBed
    | DecommissionAdsorber
)
Fact = (
    AdsorberCommissioned
    | CarbonFilled
    | CarbonSwapped
    | CarbonRemoved
    | SwapCorrected
    | SwapVerified
    | ReplacementCommitted
    | BedMeasured
    | AdsorberDecommissioned
)
State = NotCommissioned | Commissioned | Decommissioned


# --- refusals


class UnknownAdsorber(Refusal):
    """装置台账中没有这台装置。

    No such adsorber is in service.
    """


class AdsorberAlreadyCommissioned(Refusal):
    """该装置编号已经投运。

    An adsorber with this number is already in service.
    """


class NoBeds(Refusal):
    """炭箱数至少为 1。

    An adsorber has at least one bed.
    """


class TooManyBeds(Refusal):
    """炭箱数过多, 请核对。

    So many beds are more than an adsorber has; please check the number.
    """


class BeforeCommissioning(Refusal):
    """时间早于装置投运日期。

    The time lies before the adsorber went into service.
    """


class BedAlreadyFilled(Refusal):
    """炭箱内已有活性炭; 如为换炭, 请填写卸出量。

    The bed already holds carbon; if this was a swap, say how much came out.
    """


class BedEmpty(Refusal):
    """炭箱内没有活性炭可卸出; 请先补录首次填装。

    The bed holds no carbon to take out; record its first fill before this.
    """


class LaterChangeRecorded(Refusal):
    """该炭箱在此时间或之后已有记录, 补录会拆开已结束的一次填装; 请先更正后面的记录。

    A later change of this bed is recorded, and this would split its charge; correct the later
    one first.
    """


class TimeAlreadyRecorded(Refusal):
    """该装置在这一时间已有填装或换炭记录; 同一装置的各次记录以时间区分, 请错开一分钟。

    The adsorber has a record of this very time already; its records are told apart by their
    time, so give this one another minute.
    """


class UnknownSwap(Refusal):
    """没有这一时间的填装或换炭记录。

    Nothing is recorded for this adsorber at that time.
    """


class CorrectionSplitsCharge(Refusal):
    """更正后的时间越过了同一炭箱前后的记录; 请先更正相邻的那条记录。

    The corrected time would pass a neighbouring record of the same bed; correct that one first.
    """


class NothingToCorrect(Refusal):
    """更正内容与现有记录相同, 或这条记录没有该项内容。

    The correction says what is recorded already, or what this record does not have.
    """


class BadReplacementPeriod(Refusal):
    """承诺的更换周期应为 1 到 3650 天。

    A replacement is promised for every 1 to 3650 days.
    """


class StillHoldsCarbon(Refusal):
    """装置内仍有活性炭, 请先卸出。

    The adsorber still holds carbon; take it out first.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about an adsorber."""
    match command, state:
        case CommissionAdsorber(), NotCommissioned():
            return (_commission(command),)
        case CommissionAdsorber(), Commissioned() | Decommissioned():
            raise AdsorberAlreadyCommissioned(since=state.since)
        case _, NotCommissioned() | Decommissioned():
            raise UnknownAdsorber
        case FillCarbon(), Commissioned():
            return (_fill(command, state),)
        case SwapCarbon(), Commissioned():
            return (_swap(command, state),)
        case RemoveCarbon(), Commissioned():
            return (_remove(command, state),)
        case CorrectSwap(), Commissioned():
            return (_correct(command, state),)
        case VerifySwap(), Commissioned():
            return _verify(command, state)
        case CommitReplacement(), Commissioned():
            return _commit(command, state)
        case MeasureBed(), Commissioned():
            return measured(command, state.beds, state.measured)
        case DecommissionAdsorber(occurred), Commissioned():
            return (_decommission(occurred, state),)


def _commission(command: CommissionAdsorber) -> AdsorberCommissioned:
    if command.bed_count < 1:
        raise NoBeds(beds=command.bed_count)
    if command.bed_count > MOST_BEDS:
        raise TooManyBeds(beds=command.bed_count, most=MOST_BEDS)
    per_bed_g = share(positive(command.required_fill_g), [1] * command.bed_count)
    return AdsorberCommissioned(
        command.occurred,
        command.enterprise,
        command.name,
        command.design_airflow_m3_per_h,
        command.carbon_form,
        per_bed_g,
        command.solvents,
        command.removed_voc_mg_per_m3,
        command.run_h_per_day,
        command.adsorber,
    )


def _fill(command: FillCarbon, state: Commissioned) -> CarbonFilled:
    filled_g = positive(command.filled_g)
    beds = [_empty(bed) for bed in _beds_at(command.occurred, command.beds, state)]
    changes = tuple(
        BedChange(bed.number, None, 0, _next_charge(state, bed), mass_g)
        for bed, mass_g in zip(beds, shared(filled_g, beds), strict=True)
    )
    noticed = remarks(filled_g, beds)
    return CarbonFilled(command.occurred, changes, filled_g, command.lot, command.operator, noticed)


def _swap(command: SwapCarbon, state: Commissioned) -> CarbonSwapped:
    removed_g, filled_g = positive(command.removed_g), positive(command.filled_g)
    beds = [_running(bed) for bed in _beds_at(command.occurred, command.beds, state)]
    shares = zip(beds, shared(removed_g, beds), shared(filled_g, beds), strict=True)
    changes = tuple(
        BedChange(bed.number, bed.charge, out_g, _next_charge(state, bed), in_g)
        for bed, out_g, in_g in shares
    )
    return CarbonSwapped(
        command.occurred,
        changes,
        removed_g,
        filled_g,
        command.lot,
        command.vehicle,
        command.manifest,
        command.operator,
        remarks(filled_g, beds, removed_g),
    )


def _remove(command: RemoveCarbon, state: Commissioned) -> CarbonRemoved:
    removed_g = positive(command.removed_g)
    beds = [_running(bed) for bed in _beds_at(command.occurred, command.beds, state)]
    changes = tuple(
        BedChange(bed.number, bed.charge, mass_g, None, 0)
        for bed, mass_g in zip(beds, shared(removed_g, beds), strict=True)
    )
    return CarbonRemoved(
        command.occurred, changes, removed_g, command.vehicle, command.manifest, command.operator
    )


def _correct(command: CorrectSwap, state: Commissioned) -> SwapCorrected:
    old = _recorded_as_of(command.swap, state)
    _refuse_what_it_lacks(command, old)
    happened = command.moved_to or old.happened
    _keep_between_neighbours(happened, old, state)
    removed_g = old.removed_g if command.removed_g is None else positive(command.removed_g)
    filled_g = old.filled_g if command.filled_g is None else positive(command.filled_g)
    lot = command.lot or old.lot
    beds = reshared(old.beds, removed_g, filled_g, state.beds)
    if Change(old.key, happened, beds, removed_g, filled_g, lot) == old:
        raise NothingToCorrect(time=command.swap)
    return SwapCorrected(
        command.occurred, command.swap, happened, beds, removed_g, filled_g, lot, command.reason
    )


def _recorded_as_of(swap: Occurred, state: Commissioned) -> Change:
    found = next((change for change in state.changes if change.key == swap), None)
    if found is None:
        raise UnknownSwap(time=swap)
    return found


def _verify(command: VerifySwap, state: Commissioned) -> tuple[SwapVerified, ...]:
    change = _recorded_as_of(command.swap, state)
    if change in state.verified:
        return ()
    return (
        SwapVerified(command.occurred, command.swap, change.beds, command.inspector, command.found),
    )


def _commit(command: CommitReplacement, state: Commissioned) -> tuple[ReplacementCommitted, ...]:
    if not 1 <= command.every_days <= LONGEST_PERIOD_DAYS:
        raise BadReplacementPeriod(every_days=command.every_days)
    fact = ReplacementCommitted(command.occurred, command.document, command.every_days)
    return () if fact == state.commitment else (fact,)


def _refuse_what_it_lacks(command: CorrectSwap, old: Change) -> None:
    """A fill took nothing out, a removal put nothing in; that is not corrected into a swap."""
    if command.removed_g is not None and old.removed_g == 0:
        raise NothingToCorrect(time=command.swap, field="removed_kg")
    if (command.filled_g is not None or command.lot is not None) and old.lot is None:
        raise NothingToCorrect(time=command.swap, field="filled_kg")


def _keep_between_neighbours(happened: Occurred, old: Change, state: Commissioned) -> None:
    if happened < state.since:
        raise BeforeCommissioning(commissioned=state.since, time=happened)
    touched = {change.bed for change in old.beds}
    for other in state.changes:
        if other.key == old.key or not touched & {change.bed for change in other.beds}:
            continue
        passed = (other.happened < old.happened) != (other.happened < happened)
        if passed or other.happened == happened:
            raise CorrectionSplitsCharge(neighbour=other.happened, corrected=happened)


def _decommission(occurred: Occurred, state: Commissioned) -> AdsorberDecommissioned:
    if any(isinstance(bed, RunningBed) for bed in state.beds):
        raise StillHoldsCarbon
    last = max((bed.since for bed in state.beds), default=state.since)
    if occurred < last:
        raise LaterChangeRecorded(recorded=last, time=occurred)
    return AdsorberDecommissioned(occurred)


def _beds_at(occurred: Occurred, named: tuple[int, ...], state: Commissioned) -> list[Bed]:
    if occurred < state.since:
        raise BeforeCommissioning(commissioned=state.since, time=occurred)
    numbers = sorted(set(named)) or range(1, len(state.beds) + 1)
    beds = [numbered(number, state.beds) for number in numbers]
    for bed in beds:
        if bed.fills and occurred <= bed.since:
            raise LaterChangeRecorded(bed=bed.number, recorded=bed.since, time=occurred)
    if any(change.key == occurred for change in state.changes):
        raise TimeAlreadyRecorded(time=occurred)
    return beds


def _empty(bed: Bed) -> EmptyBed:
    if isinstance(bed, RunningBed):
        raise BedAlreadyFilled(bed=bed.number, since=bed.since)
    return bed


def _running(bed: Bed) -> RunningBed:
    if isinstance(bed, EmptyBed):
        raise BedEmpty(bed=bed.number)
    return bed


def _next_charge(state: Commissioned, bed: Bed) -> ChargeId:
    return ChargeId.of(state.adsorber, bed.number, bed.fills + 1)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    match fact, state:
        case AdsorberCommissioned(), _:
            beds = new_beds(fact.required_fill_g_per_bed, fact.occurred)
            return Commissioned(
                fact.adsorber, fact.enterprise, fact.occurred, beds, exhaust=_exhaust(fact)
            )
        case CarbonFilled() | CarbonSwapped() | CarbonRemoved(), Commissioned():
            change = _as_change(fact)
            beds = changed(state.beds, change)
            return replace(state, beds=beds, changes=(*state.changes, change))
        case SwapCorrected(), Commissioned():
            return _corrected(state, fact)
        case SwapVerified(swap=swap), Commissioned():
            looked_at = tuple(change for change in state.changes if change.key == swap)
            return replace(state, verified=(*state.verified, *looked_at))
        case ReplacementCommitted(), Commissioned():
            return replace(state, commitment=fact)
        case BedMeasured(), Commissioned():
            return replace(state, measured=last_measured(state.measured, fact))
        case AdsorberDecommissioned(occurred), _:
            return Decommissioned(occurred)
        case _:
            return state


def _exhaust(fact: AdsorberCommissioned) -> Exhaust:
    airflow, removed = fact.design_airflow_m3_per_h, fact.removed_voc_mg_per_m3
    return Exhaust(fact.solvents, airflow, removed, fact.run_h_per_day)


def _as_change(fact: CarbonFilled | CarbonSwapped | CarbonRemoved) -> Change:
    when = fact.occurred
    match fact:
        case CarbonFilled(beds=beds, filled_g=filled_g, lot=lot):
            return Change(when, when, beds, 0, filled_g, lot)
        case CarbonSwapped(beds=beds, removed_g=removed_g, filled_g=filled_g, lot=lot):
            return Change(when, when, beds, removed_g, filled_g, lot)
        case CarbonRemoved(beds=beds, removed_g=removed_g):
            return Change(when, when, beds, removed_g, 0, None)


def _corrected(state: Commissioned, fact: SwapCorrected) -> Commissioned:
    new = Change(fact.swap, fact.happened, fact.beds, fact.removed_g, fact.filled_g, fact.lot)
    changes = tuple(new if old.key == fact.swap else old for old in state.changes)
    return replace(state, beds=corrected(state.beds, changes, new), changes=changes)


ADSORBER = Decider[Command, Fact, State]("adsorber", NotCommissioned(), decide, evolve)
