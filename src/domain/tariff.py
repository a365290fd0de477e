"""What one item costs, from date to date: one life per item, periods that never overlap."""

from dataclasses import dataclass

from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

# --- commands


@dataclass(frozen=True, slots=True)
class AdoptTariff:
    """Set a price. The period is half-open; `until` None means until further notice."""

    occurred: Occurred
    unit: str
    price_fen: int
    until: Occurred | None
    note: str


# --- facts


@dataclass(frozen=True, slots=True)
class TariffAdopted:
    """From `occurred` until `until`, one `unit` of the item costs `price_fen`."""

    occurred: Occurred
    unit: str
    price_fen: int
    until: Occurred | None
    note: str


# --- states


@dataclass(frozen=True, slots=True)
class Tariffs:
    """The periods adopted so far, in order of adoption."""

    periods: tuple[TariffAdopted, ...] = ()


Command = AdoptTariff
Fact = TariffAdopted
State = Tariffs


# --- refusals


class TariffsOverlap(Refusal):
    """费率有效期与已有费率重叠。

    This period overlaps one already adopted.
    """


class TariffEndsBeforeItStarts(Refusal):
    """失效日期不晚于生效日期。

    The tariff would end before it starts.
    """


class NegativePrice(Refusal):
    """单价不能为负。

    A price cannot be negative.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Answer a command about a tariff."""
    if command.price_fen < 0:
        raise NegativePrice(price_fen=command.price_fen)
    if command.until is not None and command.until <= command.occurred:
        raise TariffEndsBeforeItStarts(starts=command.occurred, ends=command.until)
    adopted = TariffAdopted(
        command.occurred, command.unit, command.price_fen, command.until, command.note
    )
    for period in state.periods:
        if _overlap(period, adopted):
            raise TariffsOverlap(starts=period.occurred, ends=period.until or "")
    return (adopted,)


def _overlap(one: TariffAdopted, other: TariffAdopted) -> bool:
    starts_in_time = other.until is None or one.occurred < other.until
    return starts_in_time and (one.until is None or other.occurred < one.until)


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    return Tariffs((*state.periods, fact))


TARIFF = Decider[Command, Fact, State]("tariff", Tariffs(), decide, evolve)
