"""Who is to be told what of an alert, and when: first notices, repeats, recovery, quiet hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.alert import Matter, Over, Party, PartyKind, Raised, Resolution, State
from domain.charge import ChargeCorrected
from domain.charge_course import HealthCodeChanged, ObjectionDecided
from domain.code import Code
from domain.estimate import Breakthrough, Due
from domain.occurred import SHANGHAI, Occurred
from domain.record import Fact

DATA_RULES = frozenset({"data-missing", "data-implausible"})
"""The rules that are broken while readings are missing or cannot be right."""


@dataclass(frozen=True, slots=True)
class AlertRules:
    """The settings of alerts. The numbers are chosen.

    Quiet hours are in China, from `quiet_from` up to `quiet_until`; the same time twice is none.
    """

    repeat_h: int = 24
    quiet_from: time = time(22)
    quiet_until: time = time(7)
    daily_cap: int = 10
    """So many messages one number gets in a day."""
    reminder_days: tuple[int, ...] = (14, 7, 3)
    warn_percent: int = 80
    """Of the time until a swap is due, after which the code is yellow: reminders come before."""


USUAL = AlertRules()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a party is to be told. `time` counts from 0: repeats have later numbers."""

    episode: int
    matter: Matter
    party: Party
    time: int


def audience(matter: Matter, alert: Raised, regenerators: Sequence[str]) -> Iterator[Party]:
    """Who is told of a matter: each level tells those below it, and a fire is told to all."""
    enterprise = Party(PartyKind.ENTERPRISE, str(alert.raised.enterprise))
    town = Party(PartyKind.TOWN, str(alert.raised.town or ""))
    if matter is Matter.DELAYED:
        yield from (Party(PartyKind.REGENERATOR, name) for name in regenerators or ("",))
        yield Party(PartyKind.DISTRICT)
        return
    yield enterprise
    if matter in {Matter.ORANGE, Matter.RED, Matter.FIRE}:
        yield town
    if matter in {Matter.RED, Matter.FIRE}:
        yield Party(PartyKind.DISTRICT)


def due(
    state: State, now: datetime, rules: AlertRules, regenerators: Sequence[str]
) -> Iterator[Notice]:
    """What is to be told at this moment, whether or not anybody may be woken for it."""
    for notice, at in _ahead(state, rules, regenerators):
        if at <= now:
            yield notice


def next_due(
    state: State, now: datetime, rules: AlertRules, regenerators: Sequence[str]
) -> datetime | None:
    """When something more is to be told unless something happens; None if nothing ever is."""
    later = (at for _, at in _ahead(state, rules, regenerators) if at > now)
    return min(later, default=None)


def _ahead(
    state: State, rules: AlertRules, regenerators: Sequence[str]
) -> Iterator[tuple[Notice, datetime]]:
    if isinstance(state, Raised):
        for party in audience(state.matter, state, regenerators):
            told = state.told.get((state.matter, party))
            if told is None:
                yield Notice(state.episode, state.matter, party, 0), state.since.moment
            elif state.acknowledged is None:
                again = told.last.moment + timedelta(hours=rules.repeat_h)
                yield Notice(state.episode, state.matter, party, told.times), again
    if isinstance(state, Over):
        told_of_it = {party for _, party in state.last.told}
        for party in sorted(told_of_it):
            if (Matter.RECOVERED, party) not in state.last.told:
                notice = Notice(state.last.episode, Matter.RECOVERED, party, 0)
                yield notice, state.resolved.occurred.moment


def may_go_at(matter: Matter, now: datetime, rules: AlertRules) -> datetime:
    """When a message may go out: at once, or when the quiet hours are over."""
    if matter is Matter.FIRE:
        return now
    here = now.astimezone(SHANGHAI)
    starts, until = rules.quiet_from, rules.quiet_until
    after, before = here.time() >= starts, here.time() < until
    if not ((after or before) if starts > until else (after and before)):
        return now
    ends = datetime.combine(here.date(), until, SHANGHAI)
    return ends + timedelta(days=1) if ends <= here else ends


def day_began(now: datetime) -> datetime:
    """When this day began in China."""
    return datetime.combine(now.astimezone(SHANGHAI).date(), time(), SHANGHAI)


def next_day(now: datetime) -> datetime:
    """When the next day begins in China: a number may be told again."""
    return day_began(now) + timedelta(days=1)


def is_capped(matter: Matter, sent_today: int, rules: AlertRules) -> bool:
    """Whether a number has been told enough for a day; of a fire it is told regardless."""
    return matter is not Matter.FIRE and sent_today >= rules.daily_cap


def why_over(history: Sequence[Fact]) -> Resolution:
    """Why a charge is green again, from its facts up to the code that says so."""
    codes = [n for n, fact in enumerate(history) if isinstance(fact, HealthCodeChanged)]
    if len(codes) < 2:
        return Resolution.GREEN_AGAIN
    former = history[codes[-2]]
    for fact in history[codes[-2] : codes[-1]]:
        if isinstance(fact, ChargeCorrected):
            return Resolution.CORRECTION
        if isinstance(fact, ObjectionDecided) and fact.upheld:
            return Resolution.CORRECTION
    assert isinstance(former, HealthCodeChanged)  # noqa: S101 - found as such above
    rules = {reason.rule for reason in former.reasons if reason.code is not Code.GREEN}
    return Resolution.DATA_RETURNED if rules and rules <= DATA_RULES else Resolution.GREEN_AGAIN


def date_ahead(due: tuple[Due, ...], breakthrough: tuple[Breakthrough, ...]) -> Occurred | None:
    """The earlier of the binding date and the day by which it is as likely as not that the bed has
    broken through; None where there is neither.
    """
    days = [each.day for each in due if each.binding]
    if breakthrough:
        median = min(breakthrough, key=lambda each: abs(each.probability - 0.5))
        days.append(median.day)
    return min(days, key=lambda day: day.day, default=None)


def warned_from(started: Occurred, due: Occurred, warn_percent: int) -> Occurred:
    """The day on which a charge turns yellow on its way to a date."""
    days = (due.day - started.day).days
    return Occurred.on(started.day + timedelta(days=-(-days * warn_percent // 100)))


def mark_reached(today: Occurred, due: Occurred, marks: tuple[int, ...]) -> int | None:
    """The nearest of the marks (days ahead) that has been reached; None before the first one and
    after the date.
    """
    left_days = (due.day - today.day).days
    if left_days < 0:
        return None
    return min((mark for mark in marks if left_days <= mark), default=None)
