"""Views folded from facts that a test chose, in a database in memory."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from adapters.sql.engine import open_engine, writing
from adapters.sql.views import tables
from adapters.sql.views.custody import CustodyInSql
from adapters.sql.views.desk import Scribe, desk_of
from adapters.sql.views.health import HealthInSql
from adapters.sql.views.ledger import LedgerInSql
from adapters.sql.views.registers import RegistersInSql
from application.viewpoint import Viewpoint
from domain.adsorber import CarbonFilled, CarbonSwapped, SwapCorrected
from domain.charge import ChargeCorrected, ChargeEnded, ChargeStarted
from domain.container import ContainerConsigned, ContainerCorrected, ContainerFilled
from domain.lot import LotCorrected, LotDrawn
from domain.manifest import ManifestDeparted, OriginRecorded
from domain.occurred import SHANGHAI
from projections.carbon_ledger import CARBON_LEDGER
from projections.custody_trail import CUSTODY_TRAIL
from projections.health_board import HEALTH_BOARD
from projections.registers import REGISTERS
from projections.rows import Noted
from tests.district import opened
from tests.lives import FIRST_DAY, living
from tests.steps import Step

BEYOND = "2099-12-31T23:59:59.999999+08:00"
FOLDED = (CARBON_LEDGER, CUSTODY_TRAIL, HEALTH_BOARD, REGISTERS)

_RECORDING_BEGAN = datetime(2023, 1, 1, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Views:
    """The views of one database."""

    ledger: LedgerInSql
    custody: CustodyInSql
    health: HealthInSql
    registers: RegistersInSql


def recorded_at(step: int) -> str:
    """When the facts of a step were written down: an hour after those of the step before."""
    return (_RECORDING_BEGAN + timedelta(hours=step)).isoformat(timespec="microseconds")


def written(life: Sequence[Step]) -> list[Noted]:
    """Live a life and give its facts as the log has them."""
    log = opened()
    upto = [len(log.written), *(len(log.written) for _ in living(log, life))]
    return [
        Noted(
            position,
            stream,
            type(fact).__name__,
            fact,
            "imported",
            recorded_at(next(step for step, end in enumerate(upto) if position <= end)),
        )
        for position, (stream, fact) in enumerate(log.written, start=1)
    ]


@contextmanager
def folded(facts: Iterable[Noted]) -> Generator[Views]:
    """Fold facts into fresh views."""
    engine = open_engine("sqlite://")
    try:
        fold(engine, list(facts))
        yield Views(
            LedgerInSql(engine), CustodyInSql(engine), HealthInSql(engine), RegistersInSql(engine)
        )
    finally:
        engine.dispose()


def fold(engine: Engine, facts: Sequence[Noted]) -> None:
    """Fold facts as a follower does, all in one page."""
    with writing(engine) as connection:
        for projection in FOLDED:
            tables.create(connection, projection.tables)
            scribe = Scribe(desk_of(connection))
            for noted in facts:
                if type(noted.fact) in projection.reads:
                    changes = list(projection.fold(noted, scribe.recall))
                    scribe.take(changes, noted.position, noted.recorded_at)
            scribe.write()


def believed(facts: Iterable[Noted], at: Viewpoint) -> list[Noted]:
    """What was known then of what had happened by then, told as if nobody had ever erred."""
    known = [noted for noted in facts if noted.recorded_at <= at.known_at]
    return [noted for noted in _put_right(known) if noted.fact.occurred <= at.as_of]


def _put_right(facts: Iterable[Noted]) -> list[Noted]:
    right: list[Noted] = []
    for noted in facts:
        match noted.fact:
            case ChargeCorrected() as fact:
                right = [_charge(each, noted.stream, fact) for each in right]
            case LotCorrected() as fact:
                right = [_draw(each, noted.stream, fact) for each in right]
            case SwapCorrected() as fact:
                right = [_change(each, noted, fact) for each in right]
            case ContainerCorrected() as fact:
                right = [_container(each, noted.stream, fact) for each in right]
                if fact.consigned is not None:
                    # What it held beyond what was handed over counts from when it left.
                    moved = replace(fact, occurred=fact.consigned)
                    right.append(noted._replace(fact=moved))
            case OriginRecorded() as fact:
                right = [_departure(each, noted.stream, fact) for each in right]
            case _:
                right.append(noted)
    return right


def _charge(each: Noted, stream: str, fact: ChargeCorrected) -> Noted:
    if each.stream != stream:
        return each
    match each.fact:
        case ChargeStarted() as start:
            told: Any = replace(start, occurred=fact.started, lot=fact.lot, fresh_g=fact.fresh_g)
        case ChargeEnded() as end:
            ended, removed_g = fact.ended or end.occurred, fact.removed_g or end.removed_g
            told = replace(end, occurred=ended, removed_g=removed_g, fresh_g=fact.fresh_g)
        case other:
            told = other
    return each._replace(fact=told)


def _draw(each: Noted, stream: str, fact: LotCorrected) -> Noted:
    match each.fact:
        case LotDrawn(adsorber=fact.adsorber, key=fact.key) as drawn if each.stream == stream:
            return each._replace(fact=replace(drawn, occurred=fact.drawn, mass_g=fact.mass_g))
        case _:
            return each


def _change(each: Noted, noted: Noted, correction: SwapCorrected) -> Noted:
    # Later corrections still name the time that was first recorded.
    key = f"{noted.stream}@{correction.swap}"
    match each.fact:
        case CarbonFilled() | CarbonSwapped() as change if each.name == key or (
            each.stream == noted.stream and change.occurred == correction.swap
        ):
            return each._replace(fact=replace(change, occurred=correction.happened), name=key)
        case _:
            return each


def _container(each: Noted, stream: str, fact: ContainerCorrected) -> Noted:
    match each.fact:
        case ContainerFilled() as filling if each.stream == stream:
            return each._replace(fact=replace(filling, occurred=fact.filled, mass_g=fact.mass_g))
        case ContainerCorrected() as earlier if each.stream == stream:
            later = replace(earlier, filled=fact.filled, mass_g=fact.mass_g)
            return each._replace(fact=later)
        case ContainerConsigned():
            return each
        case _:
            return each


def _departure(each: Noted, stream: str, fact: OriginRecorded) -> Noted:
    match each.fact:
        case ManifestDeparted() as departed if each.stream == stream:
            return each._replace(fact=replace(departed, contained_g=fact.contained_g))
        case _:
            return each


def last_day(life: Sequence[Step]) -> datetime:
    """The day after a life has ended."""
    return FIRST_DAY + timedelta(days=len(life) + 1)
