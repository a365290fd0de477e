"""提醒: what the enterprise of a charge is reminded of ahead of a swap, while all is green."""

from dataclasses import dataclass

from domain.estimate import Breakthrough, Due
from domain.identifiers import CreditCode
from domain.occurred import Occurred
from domain.record import Decider

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


def decide(command: Command, state: State) -> tuple[Fact, ...]:
    """Remind once of each number of days."""
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


# --- when


def date_ahead(due: tuple[Due, ...], breakthrough: tuple[Breakthrough, ...]) -> Occurred | None:
    """The earlier of the binding date and the day by which it is as likely as not that the bed has
    broken through; None where there is neither.
    """
    days = [each.day for each in due if each.binding]
    if breakthrough:
        median = min(breakthrough, key=lambda each: abs(each.probability - 0.5))
        days.append(median.day)
    return min(days, key=lambda day: day.day, default=None)


def mark_reached(today: Occurred, due: Occurred, marks: tuple[int, ...]) -> int | None:
    """The nearest of the marks (days ahead) that has been reached; None before the first one and
    after the date.
    """
    left_days = (due.day - today.day).days
    if left_days < 0:
        return None
    return min((mark for mark in marks if left_days <= mark), default=None)
