"""The small district with people in it: towns, two regenerators, drivers, on real books.

Lives are those of `lives`, with the parties to each consignment and lot drawn as well. An act is
carried out on paper first, which tells the steps what is there, and then in the log.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from tempfile import TemporaryDirectory
from uuid import uuid4

from hypothesis import strategies as st

from application.act import Act
from application.answering import Answer
from application.carbon_log import CarbonLog
from application.viewpoint import Viewpoint
from domain.access import Caller, Role
from domain.identifiers import TownCode
from domain.occurred import SHANGHAI, Occurred
from domain.record import Provenance, Request
from tests.district import (
    ENTERPRISES,
    FURNITURE,
    NEW_YEAR,
    ONE_BED,
    PRINTING,
    REGENERATOR,
    VIRGIN,
    opened,
)
from tests.lives import (
    A_WHOLE_LIFE,
    FIRST_DAY,
    REGENERATED,
    Life,
    differences,
    kiln_charges,
    lives,
    living,
)
from tests.paper import NO_CONTENTS, PaperLog
from tests.steps import ChargeKiln, DischargeKiln, Receive, ReceiveBack, Ship, Step, Swap
from tests.view_desk import ViewDesk, open_view_desk

TOWNS = (TownCode("330411105"), TownCode("330411106"))
OTHER_YARD = "海宁再生厂"
RECEIVERS = (REGENERATOR, OTHER_YARD)
DRIVERS = ("driver-1", "driver-2")

_OPENED_AT = datetime(2022, 1, 6, 8, tzinfo=SHANGHAI)
"""New Year's facts are recorded late, and those of later days in time."""


_LATER = datetime(2022, 12, 1, tzinfo=SHANGHAI)


@dataclass
class MovableClock:
    """A clock that stands where it was put."""

    stands_at: datetime = _OPENED_AT

    def now(self) -> datetime:
        """Tell the time it was set to."""
        return self.stands_at


@dataclass
class PaperAndBooks(PaperLog):
    """Writes down on paper and in real books."""

    books: CarbonLog

    def __post_init__(self) -> None:
        """Begin with an empty paper."""
        super().__init__()

    def perform(
        self, act: Act, command_id: str | None = None, contents: Mapping[str, str] = NO_CONTENTS
    ) -> Answer:
        """Carry out an act on paper and, unless it is refused, in the books."""
        answer = super().perform(act, command_id, contents)
        request = Request(command_id or str(uuid4()), "tester", Provenance.LIVE)
        self.books.perform(act, request)
        return answer


@dataclass(frozen=True)
class District:
    """Which town each enterprise lies in, and what happens there."""

    towns: Mapping[str, TownCode]
    life: Sequence[Step]
    registered: Occurred = NEW_YEAR
    """When its enterprises were, though they may have worked before."""


@contextmanager
def peopled(district: District, url: str | None = None) -> Generator[ViewDesk]:
    """Let a district live, and open the desk at which its views are asked.

    Without the URL of a database it is a file that is gone afterwards.
    """
    clock = MovableClock()
    with (
        TemporaryDirectory() as folder,
        open_view_desk(url or f"sqlite:///{folder}/t.db", clock) as desk,
    ):
        settle(district, desk.log, clock)
        desk.followers.catch_up()
        yield desk


def settle(district: District, books: CarbonLog, clock: MovableClock) -> None:
    """Let a district live in empty books."""
    log = PaperAndBooks(books)
    clock.stands_at = _OPENED_AT
    opened(log, district.towns, district.registered)
    for day, _ in enumerate(living(log, district.life), start=1):
        clock.stands_at = max(_OPENED_AT, FIRST_DAY + timedelta(days=day))


def _with_people(step: Step, receiver: str, driver: str | None) -> Step:
    match step:
        case Ship():
            return replace(step, receiver=receiver, driver=driver)
        case Receive():
            return replace(step, supplier=receiver)
        case _:
            return step


@st.composite
def districts(draw: st.DrawFn) -> District:
    """Draw who lies where, what happens, and who carries and receives it."""
    towns = draw(
        st.fixed_dictionaries({firm: st.sampled_from([*TOWNS, None]) for firm in ENTERPRISES})
    )
    life = draw(st.one_of(lives(), _gatherings()))
    receivers, drivers = st.sampled_from(RECEIVERS), st.sampled_from([*DRIVERS, None])
    return District(
        {firm: town for firm, town in towns.items() if town},
        [_with_people(step, draw(receivers), draw(drivers)) for step in life],
        draw(st.sampled_from([NEW_YEAR, NEW_YEAR, Occurred("2022-01-04")])),
    )


@st.composite
def _gatherings(draw: st.DrawFn) -> Life:
    """Send from both enterprises into one kiln run, and take its lot back into a bed."""
    lot = draw(st.sampled_from(REGENERATED))
    sent = [
        Ship(firm, 0, 0, draw(differences), draw(st.sampled_from([0, 300])))
        for firm in (FURNITURE, PRINTING, FURNITURE)
    ]
    return [
        *A_WHOLE_LIFE[:2],
        *sent,
        draw(kiln_charges),
        DischargeKiln(lot, 780, 50),
        ReceiveBack(draw(differences)),
        Swap(ONE_BED, (), 950_000, 50_000, lot),
        Ship(FURNITURE, 1),
        ChargeKiln(3, 1000),
        DischargeKiln(VIRGIN, 700, 0),
    ]


A_WHOLE_DISTRICT = District(
    {FURNITURE: TOWNS[0], PRINTING: TOWNS[1]},
    [
        *A_WHOLE_LIFE[:3],
        Ship(FURNITURE, 1, lost_g=1_000, underway_g=-500, refused=100, driver=DRIVERS[0]),
        Ship(PRINTING, 0, driver=DRIVERS[1]),
        Ship(PRINTING, 0, receiver=OTHER_YARD),
        ChargeKiln(2, 900),
        DischargeKiln(REGENERATED[0], 780, 50),
        ReceiveBack(250),
        ChargeKiln(3, 1000),
        DischargeKiln(REGENERATED[1], 700, 0),
        Swap(ONE_BED, (), 950_000, 600_000, REGENERATED[0]),
    ],
    Occurred("2022-01-03"),
)
"""Two enterprises in two towns whose carbon meets in a kiln run, and a second regenerator.

The last kiln run is fed for both regenerators, and its lot still waits at the kiln.
"""

BEFORE_REGISTRATION = Viewpoint.of("2022-01-02", None, _LATER)
"""The evening before the enterprises of the whole district were registered."""

_JURISDICTIONS: Mapping[Role, Sequence[str]] = {
    Role.ENTERPRISE: ENTERPRISES,
    Role.TOWN: TOWNS,
    Role.REGENERATOR: (*RECEIVERS, "华中炭业"),
    Role.DRIVER: DRIVERS,
    Role.INTEGRATOR: (*ENTERPRISES, *TOWNS),
}
CALLERS = (
    *(
        Caller(f"{role.value} of {own}", role, frozenset({own}))
        for role, names in _JURISDICTIONS.items()
        for own in names
    ),
    *(Caller(role.value, role) for role in (Role.DISTRICT, Role.AUDITOR, Role.OPERATOR)),
)
"""One caller of every role for each thing that the role can be about."""


@st.composite
def callers(draw: st.DrawFn) -> list[Caller]:
    """Draw one caller of each role, about some of what there is or nothing that is there."""
    return [
        Caller(role.value, role, draw(st.frozensets(st.sampled_from([*names, "nobody"]))))
        for role, names in _JURISDICTIONS.items()
    ]


@st.composite
def viewpoints(draw: st.DrawFn) -> Viewpoint:
    """Look as of some day, knowing what was known some day; mostly the last of each."""
    days = st.sampled_from([60, 60, 60, 0, 1, 4, 8, 12])
    as_of, known_at = (FIRST_DAY + timedelta(days=draw(days)) for _ in range(2))
    return Viewpoint.of(as_of.isoformat(), known_at.isoformat(), as_of)
