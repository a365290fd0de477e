"""What every `AlertView` keeps to: read off the facts on paper, and in SQL on each engine."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from application.office import Office
from application.ports.alert_view import AlertEntry, AlertView, Sought
from application.viewpoint import Viewpoint
from domain.access import Resource, Scope
from domain.alert import (
    AlertAcknowledged,
    AlertEased,
    AlertEscalated,
    AlertRaised,
    AlertResolved,
    matter_of,
)
from domain.code import Code
from domain.identifiers import ChargeId
from tests.alarmed import CHARGE_ID, FIRM, TOWN, Alarmed, alarmed, start_charge
from tests.databases import empty_database
from tests.messengers import Pigeon

OTHER = ChargeId("TADF200001-1-1")


class AlertsOnPaper:
    """Reads the log anew for every question."""

    def __init__(self, office: Office) -> None:
        """Read this log."""
        self._office = office

    def alerts(
        self, at: Viewpoint, sought: Sought, *, after: str = "", limit: int = 100
    ) -> Sequence[AlertEntry]:
        """Alerts in order of their id."""
        found = [
            each
            for each in self._every(at)
            if each.alert > after
            and not (sought.only_open and each.resolved)
            and sought.level in (None, each.level)
            and sought.enterprise in (None, each.enterprise)
        ]
        return sorted(found, key=lambda each: each.alert)[:limit]

    def alert(self, named: str | int, at: Viewpoint) -> AlertEntry | None:
        """One alert."""
        found = (each for each in self._every(at) if named in (each.alert, each.number))
        return next(found, None)

    def _every(self, at: Viewpoint) -> list[AlertEntry]:
        entries: dict[str, AlertEntry] = {}
        for recorded in self._office.log.page(0, 10_000):
            known = recorded.recorded_at.isoformat(timespec="microseconds") <= at.known_at
            charge, fact = recorded.stream.partition(":")[2], recorded.fact
            if not known or fact.occurred > at.as_of:
                continue
            if isinstance(fact, AlertRaised):
                entry = _raised(charge, recorded.position, fact)
                entries[entry.alert] = entry
            elif recorded.stream.startswith("alert:") and not hasattr(fact, "message"):
                name = f"{charge}-{fact.episode}"
                entries[name] = _went_on(entries[name], fact)
        return [
            each
            for each in entries.values()
            if at.scope.covers(Resource(each.enterprise, each.town))
        ]


def _raised(charge: str, position: int, fact: AlertRaised) -> AlertEntry:
    return AlertEntry(
        f"{charge}-{fact.episode}",
        charge,
        str(fact.enterprise),
        str(fact.town),
        position,
        fact.episode,
        fact.level.value,
        matter_of(fact.level, fact.reasons).value,
        tuple(reason.zh for reason in fact.reasons),
        tuple(reason.en for reason in fact.reasons),
        str(fact.occurred),
        None,
        None,
        None,
        None,
    )


def _went_on(
    entry: AlertEntry, fact: AlertEscalated | AlertEased | AlertAcknowledged | AlertResolved
) -> AlertEntry:
    match fact:
        case AlertEscalated() | AlertEased():
            worse = isinstance(fact, AlertEscalated)
            return replace(
                entry,
                level=fact.level.value,
                matter=matter_of(fact.level, fact.reasons).value,
                reasons_zh=tuple(reason.zh for reason in fact.reasons),
                reasons_en=tuple(reason.en for reason in fact.reasons),
                acknowledged_by=None if worse else entry.acknowledged_by,
                acknowledged_note=None if worse else entry.acknowledged_note,
            )
        case AlertAcknowledged(by=by, note=note):
            return replace(entry, acknowledged_by=by, acknowledged_note=note)
        case AlertResolved(occurred=occurred, why=why):
            return replace(entry, resolved=str(occurred), why=why.value)


@pytest.fixture(params=["sqlite", "postgresql"])
def firm(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Alarmed]:
    if request.param == "sqlite":
        with alarmed(f"sqlite:///{tmp_path / 'books.db'}", Pigeon()) as opened:
            yield opened
        return
    with (
        empty_database(request.getfixturevalue("postgres")) as url,
        alarmed(url, Pigeon()) as opened,
    ):
        yield opened


def in_sql(office: Office) -> AlertView:
    office.catch_up()
    return office.alerts


@pytest.fixture(params=[AlertsOnPaper, in_sql], ids=["paper", "sql"])
def view(request: pytest.FixtureRequest, firm: Alarmed) -> AlertView:
    start_charge(firm, OTHER)
    for code in (Code.YELLOW, Code.RED):
        firm.becomes(code)
        firm.later(hours=1)
    firm.acknowledges("换炭")
    firm.becomes(Code.ORANGE, charge=OTHER)
    firm.later(hours=1)
    firm.becomes(Code.GREEN)
    firm.later(hours=1)
    firm.becomes(Code.YELLOW)
    firm.later(hours=1)
    made: Callable[[Office], AlertView] = request.param
    return made(firm.office)


def ids(entries: Sequence[AlertEntry]) -> list[str]:
    return [entry.alert for entry in entries]


FIRST, SECOND, OTHERS = f"{CHARGE_ID}-1", f"{CHARGE_ID}-2", f"{OTHER}-1"


def test_alerts_come_in_order_of_their_id(view: AlertView, firm: Alarmed) -> None:
    at = firm.office.viewpoint()
    assert ids(view.alerts(at, Sought())) == [FIRST, SECOND, OTHERS]
    assert ids(view.alerts(at, Sought(), after=FIRST, limit=1)) == [SECOND]


def test_alerts_are_found_by_what_they_are(view: AlertView, firm: Alarmed) -> None:
    at = firm.office.viewpoint()
    assert ids(view.alerts(at, Sought(only_open=True))) == [SECOND, OTHERS]
    assert ids(view.alerts(at, Sought(level="red"))) == [FIRST]
    assert ids(view.alerts(at, Sought(enterprise=FIRM))) == [FIRST, SECOND, OTHERS]
    assert ids(view.alerts(at, Sought(enterprise="another"))) == []


def test_an_alert_says_how_it_went_and_ended(view: AlertView, firm: Alarmed) -> None:
    entry = view.alert(FIRST, firm.office.viewpoint())
    assert entry is not None
    assert (entry.level, entry.why, entry.acknowledged_note) == ("red", "green-again", "换炭")
    assert entry.reasons_zh == ("红码",)
    assert view.alert(entry.number, firm.office.viewpoint()) == entry
    assert view.alert("TADF999999-1-1-1", firm.office.viewpoint()) is None


def test_the_past_is_as_it_was(view: AlertView, firm: Alarmed) -> None:
    then = firm.clock.now() - timedelta(hours=3, minutes=30)
    at = Viewpoint.of(then.isoformat(), None, firm.clock.now())
    assert [(each.alert, each.level, each.resolved) for each in view.alerts(at, Sought())] == [
        (FIRST, "red", None)
    ]


def test_a_town_sees_its_own_alerts(view: AlertView, firm: Alarmed) -> None:
    now = firm.clock.now()
    ours = Viewpoint.of(None, None, now, Scope(towns=frozenset({str(TOWN)})))
    theirs = Viewpoint.of(None, None, now, Scope(towns=frozenset({"330411001"})))
    assert ids(view.alerts(ours, Sought())) == [FIRST, SECOND, OTHERS]
    assert view.alerts(theirs, Sought()) == []
    assert view.alert(FIRST, theirs) is None
