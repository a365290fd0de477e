"""预警: which there are, at which level, who has seen them, and how they ended."""

from collections.abc import Iterable
from typing import NamedTuple

from domain import alert
from domain.code import Reason
from projections.rows import Assert, Change, Noted, Projection, Recall, Table, changed_from, since


class AlertCard(NamedTuple):
    """An alert: one episode of a charge. `number` is the position of the fact that raised it."""

    position: int
    line: int
    slot: str
    alert: str
    charge: str
    enterprise: str
    town: str | None
    number: int
    episode: int
    level: str
    matter: str
    reasons_zh: str
    reasons_en: str
    raised: str
    acknowledged_by: str | None
    acknowledged_note: str | None
    resolved: str | None
    why: str | None
    occurred_from: str
    occurred_to: str
    recorded_from: str
    recorded_to: str


ALERT_CARD = Table(
    "alert_card", AlertCard, (("alert",), ("enterprise",), ("number",)), found_by="alert"
)


def alert_board(noted: Noted, recall: Recall) -> Iterable[Change]:
    """Keep what a fact says of an alert."""
    fact = noted.fact
    match fact:
        case alert.AlertRaised():
            return [_raised(noted, fact)]
        case alert.AlertEscalated() | alert.AlertEased():
            worse = isinstance(fact, alert.AlertEscalated)
            seen = {"acknowledged_by": None, "acknowledged_note": None} if worse else {}
            return _changed(noted, recall, fact.episode, **_level(fact), **seen)
        case alert.AlertAcknowledged(by=by, note=note):
            told = {"acknowledged_by": by, "acknowledged_note": note}
            return _changed(noted, recall, fact.episode, **told)
        case alert.AlertResolved(occurred=occurred, why=why):
            over = {"resolved": str(occurred), "why": why.value}
            return _changed(noted, recall, fact.episode, **over)
        case _:
            return ()


def _raised(noted: Noted, fact: alert.AlertRaised) -> Change:
    name = f"{noted.id}-{fact.episode}"
    level = _level(fact)
    row = AlertCard(
        noted.position,
        0,
        name,
        name,
        noted.id,
        str(fact.enterprise),
        None if fact.town is None else str(fact.town),
        noted.position,
        fact.episode,
        level["level"],
        level["matter"],
        level["reasons_zh"],
        level["reasons_en"],
        str(fact.occurred),
        None,
        None,
        None,
        None,
        *since(fact.occurred, noted),
    )
    return Assert(ALERT_CARD, row)


def _level(fact: alert.AlertRaised | alert.AlertEscalated | alert.AlertEased) -> dict[str, str]:
    return {
        "level": fact.level.value,
        "matter": alert.matter_of(fact.level, fact.reasons).value,
        "reasons_zh": _lines(fact.reasons, "zh"),
        "reasons_en": _lines(fact.reasons, "en"),
    }


def _lines(reasons: tuple[Reason, ...], language: str) -> str:
    return "\n".join(getattr(reason, language) for reason in reasons)


def _changed(noted: Noted, recall: Recall, episode: int, **columns: str | None) -> Iterable[Change]:
    rows = recall(ALERT_CARD, f"{noted.id}-{episode}")
    return changed_from(ALERT_CARD, rows, noted, noted.fact.occurred, **columns)


ALERT_BOARD = Projection(
    "alerts",
    frozenset(
        {
            alert.AlertRaised,
            alert.AlertEscalated,
            alert.AlertEased,
            alert.AlertAcknowledged,
            alert.AlertResolved,
        }
    ),
    (ALERT_CARD,),
    alert_board,
)
