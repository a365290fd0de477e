"""提醒: what the enterprise of a charge is reminded of ahead of a swap, while all is green."""

from dataclasses import dataclass

from domain.identifiers import CreditCode
from domain.occurred import Occurred
from domain.record import Decider
from domain.refusal import Refusal

# --- commands


@dataclass(frozen=True, slots=True)
class GiveReminder:
    """Keep that the enterprise was reminded so many days ahead of a date, unless it was before."""

    occurred: Occurred
    enterprise: CreditCode
    ahead_days: int
    due: Occurred
    message: str
    way: str
    certain: bool


# --- facts


@dataclass(frozen=True, slots=True)
class ReminderGiven:
    """The enterprise was reminded; where it is not `certain`, it may or may not have heard."""

    occurred: Occurred
    enterprise: CreditCode
    ahead_days: int
    due: Occurred
    message: str
    way: str
    certain: bool


# --- states


@dataclass(frozen=True, slots=True)
class Given:
    """How many days ahead it has been reminded."""

    ahead_days: frozenset[int] = frozenset()


Command = GiveReminder
Fact = ReminderGiven
State = Given


# --- refusals


class ReminderNotAhead(Refusal):
    """提醒只能提前, 天数不能为负。

    A reminder comes ahead of a date; the number of days is not negative.
    """


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Remind once of each number of days."""
    if command.ahead_days < 0:
        raise ReminderNotAhead(ahead_days=command.ahead_days)
    if command.ahead_days in state.ahead_days:
        return ()
    return (
        ReminderGiven(
            command.occurred,
            command.enterprise,
            command.ahead_days,
            command.due,
            command.message,
            command.way,
            command.certain,
        ),
    )


def evolve(state: State, fact: Fact) -> State:
    """Live on with one more fact."""
    return Given(state.ahead_days | {fact.ahead_days})


REMINDER = Decider[Command, Fact, State]("reminder", Given(), decide, evolve)
