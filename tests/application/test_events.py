"""What those outside are told, and how they go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.envelope import position_of, thin
from application.event_filter import any_type
from application.events import THE_DISTRICTS_SYSTEMS, Audience, Events
from application.ports.event_feed import Event, EventPage
from application.public_form import MASKED
from domain.access import EVERYTHING, Caller, Role, Scope
from domain.enterprise import EnterpriseRegistered
from domain.identifiers import AdsorberId
from domain.lot import LotCorrected, LotDrawn
from domain.occurred import SHANGHAI, Occurred
from domain.personal import Contact, Personal
from domain.record import Fact, Provenance, Recorded

RECORDED_AT = datetime(2022, 3, 1, 9, tzinfo=SHANGHAI)
JANUARY = Occurred("2022-01-10T09:00:00+08:00")
PLANT = AdsorberId("TADF100001")
DRAWN = LotDrawn(JANUARY, PLANT, JANUARY, 900_000)
RIGHT = LotCorrected(Occurred("2022-02-01"), PLANT, JANUARY, JANUARY, 800_000, "看错一位")
SEES = Audience(EVERYTHING, sees_persons=True)


def event(position: int, name: str, fact: Fact, *, supersedes: tuple[int, ...] = ()) -> Event:
    recorded = Recorded(
        "lot:L1", position, fact, RECORDED_AT, f"c{position}", "杨", Provenance.LIVE, "run",
        position=position,
    )  # fmt: skip
    return Event(name, recorded, None, None, supersedes)


@dataclass
class Few:
    """A feed of a few events, however many are asked for at once."""

    events: Sequence[Event]
    at_once: int = 2

    def page(self, after: int, limit: int, scope: Scope) -> EventPage:
        del scope
        head = self.head()
        upto = max(after, min(after + self.at_once, head))
        found = [each for each in self.events if after < each.recorded.position <= upto][:limit]
        return EventPage(found, upto, head)

    def head(self) -> int:
        return len(self.events)

    def place_before(self, recorded_at: str) -> int:
        raise NotImplementedError(recorded_at)


def told(feed: Few) -> Events:
    return Events(feed, "urn:uuid:1", lambda person: f"opened {person.sealed}")


DRAWS = Few([event(n, "lot-drawn.v1" if n % 5 else "lot-tested.v1", DRAWN) for n in range(1, 31)])


def test_an_envelope_has_what_cloudevents_asks_for_and_ours() -> None:
    feed = Few(
        [event(1, "lot-drawn.v1", DRAWN), event(2, "lot-corrected.v1", RIGHT, supersedes=(1,))]
    )
    first, second = told(feed).after(0, 10, SEES).events
    assert first == {
        "specversion": "1.0",
        "id": "1",
        "source": "urn:uuid:1",
        "type": "lot-drawn.v1",
        "subject": "lot:L1",
        "time": "2022-01-10T09:00:00+08:00",
        "datacontenttype": "application/json",
        "dataschema": "urn:tanguanjia:schema:lot-drawn.v1",
        "sequence": "0000000000000000001",
        "recordedtime": "2022-03-01T09:00:00+08:00",
        "provenance": "live",
        "correlationid": "run",
        "data": {
            "occurred": "2022-01-10T09:00:00+08:00",
            "adsorber": "TADF100001",
            "key": "2022-01-10T09:00:00+08:00",
            "mass_g": 900_000,
        },
    }
    assert (second["supersedes"], second["time"]) == ("1", "2022-02-01T00:00:00+08:00")
    assert position_of(second) == 2
    assert "data" not in thin(second)


def test_nobody_is_told_who_recorded_it() -> None:
    (only,) = told(Few([event(1, "lot-drawn.v1", DRAWN)])).after(0, 1, SEES).events
    assert "杨" not in str(only)


def test_whoever_follows_gets_all_that_is_wanted_once() -> None:
    place, found = 0, list[int]()
    while place < DRAWS.head():
        page = told(DRAWS).after(place, 3, SEES, any_type(["lot-tested.v1"]))
        assert page.next > place
        found += map(position_of, page.events)
        place = page.next
    assert found == [5, 10, 15, 20, 25, 30]


def test_a_page_that_is_full_goes_on_from_its_last_event() -> None:
    page = told(DRAWS).after(0, 4, SEES, any_type(["lot-tested.v1", "lot-drawn.v1"]))
    assert (list(map(position_of, page.events)), page.next, page.head) == ([1, 2, 3, 4], 4, 30)


def test_where_all_is_wanted_nothing_is_read_that_is_not_told() -> None:
    limits: list[int] = []

    class Asked(Few):
        """Notes how much is asked for."""

        def page(self, after: int, limit: int, scope: Scope) -> EventPage:
            limits.append(limit)
            return super().page(after, limit, scope)

    asked = Asked(DRAWS.events)
    assert len(told(asked).after(0, 2, SEES).events) == 2
    assert limits == [2]


def test_one_question_looks_through_no_more_than_a_few_pages() -> None:
    page = told(DRAWS).after(0, 3, SEES, any_type(["nothing.v1"]))
    assert (page.events, page.next, page.head) == ([], 20, 30)


def test_persons_are_masked_for_who_may_not_see_them() -> None:
    contact = Contact(Personal("s", "name"), Personal("s", "phone"))
    fact = EnterpriseRegistered(JANUARY, "洛东电子", None, "", "", None, contact)
    feed = Few([event(1, "enterprise-registered.v1", fact)])
    integrator = Audience.of(Caller("i", Role.INTEGRATOR, frozenset({"x"})))
    for audience in (THE_DISTRICTS_SYSTEMS, integrator):
        (masked,) = told(feed).after(0, 1, audience).events
        assert masked["data"]["contact"] == {"name": MASKED, "phone": MASKED}
    (open_,) = told(feed).after(0, 1, Audience.of(Caller("a", Role.AUDITOR))).events
    assert open_["data"]["contact"] == {"name": "opened name", "phone": "opened phone"}
