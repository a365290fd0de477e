"""Requests made up from the document of the API: whatever fits is answered, what does not is
refused, and every answer is one that the document knows.

Every check that schemathesis has is on. Three of them find nothing to look at: there is one key
only (`object_level_authorization`; who may do what is tested in test_permissions.py), and nothing
is ever deleted, nor are operations linked (`use_after_free`, `ensure_resource_availability`).
"""

import json
import os
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from adapters.web import attempts
from adapters.web.limits import Limits
from adapters.webhook.courier import HttpCourier
from adapters.wiring import open_office
from application.event_filter import MOST_PARTS
from application.keys import FreshKey
from application.ports.courier import Outcome, Reply
from domain.access import Role
from tests.adapters.web.conftest import MovableClock
from tests.adapters.web.described import DOCUMENT
from tests.adapters.web.writing.conftest import EVENING
from tests.adapters.web.writing.serving import listening, told_until
from tests.key_desk import give, shown

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# A stream ends when it has told what is there, and nobody is made to wait for more.
UNMETERED = Limits(
    1e6, 10**6, 1e6, 10**6, wait_s=0.1, streams_at_once=10**6, heartbeat_s=0.1, stream_s=0.1
)


def _not_connected(*_: object) -> Reply:
    return Reply(Outcome.NOT_CONNECTED)


def _checked(code: str) -> str:
    total = sum(ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(code))
    return code + ALPHABET[-total % 31]


CODES = st.text(ALPHABET, min_size=17, max_size=17).map(_checked)
DAYS = st.dates().map(lambda day: day.isoformat().replace("-", ""))
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["type", "subject", "town"]), st.text("abc-.", min_size=1), min_size=1
)
COMPARES, COMBINES = st.sampled_from(["exact", "prefix", "suffix"]), st.sampled_from(["all", "any"])


def _combined(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.dictionaries(COMBINES, st.lists(inner, max_size=3), min_size=1, max_size=1)
    return several | st.fixed_dictionaries({"not": inner})


FILTERS = st.recursive(
    st.dictionaries(COMPARES, ATTRIBUTES, min_size=1, max_size=1), _combined, max_leaves=4
).map(json.dumps)
LABELS = st.builds("{}90003949{}{:03}".format, CODES, DAYS, st.integers(min_value=0, max_value=999))


def _as_lines(_context: object, body: Any) -> bytes:
    """A row for each line; whatever is no list is a row."""
    rows = cast("list[Any]", body) if isinstance(body, list) else [body]
    return b"\n".join(json.dumps(row).encode() for row in rows)


# The library's own types are generic over what they do not tell.
SCHEMATHESIS: Any = schemathesis.openapi
SERIALIZER: Any = schemathesis.serializer
CONFIG: Any = SchemathesisConfig
T = TypeVar("T")

SERIALIZER("application/x-ndjson")(_as_lines)
SCHEMATHESIS.format("credit-code", CODES)
SCHEMATHESIS.format("event-filter", FILTERS)
SCHEMATHESIS.format("waste-label-code", LABELS)


@schemathesis.hook  # pyright: ignore[reportUntypedFunctionDecorator, reportUnknownMemberType]
def filter_body(_: object, body: object) -> bool:
    """Leave out filters of more parts than are taken, which no schema can say."""
    return json.dumps(body, default=str).count("{") <= MOST_PARTS // 2


class Case(Protocol):
    """A request that was made up, and what its answer is held to."""

    query: Mapping[str, object] | None

    def call_and_validate(self, *, base_url: str, headers: Mapping[str, str]) -> object:
        """Send it; raises what any check finds."""
        ...


@pytest.fixture(params=sorted(DOCUMENT["paths"]))
def operations(request: pytest.FixtureRequest) -> object:
    """What can be done at each path of the document.

    The key is shown with every request that is made up: one made up without it would be a fault
    that nobody ever sends. A check of the library's own still leaves the key out.
    """
    # What builds the tests looks for the name that pytest gave to this before its version 9.
    request.node._nodeid = request.node.nodeid
    configured = CONFIG.from_dict({"generation": {"with-security-parameters": False}})
    of_path = {**DOCUMENT, "paths": {request.param: DOCUMENT["paths"][request.param]}}
    return SCHEMATHESIS.from_dict(of_path, config=configured)


def every_operation() -> Callable[[T], T]:
    """A test for each path, with a part for each operation.

    What is asked is made up as the test runs: to make up all of it takes half a minute, which every
    worker would spend to know which tests there are.
    """
    return cast("Any", schemathesis.pytest).from_fixture("operations").parametrize()


# What is tried is the same in every run. A slow machine is no fault, and neither is a schema so
# narrow that most of what is made up at random has to be thrown away.
PATIENT = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
BRIEFLY, AT_LENGTH = 2, 200
EXAMPLES = min(AT_LENGTH, max(BRIEFLY, int(os.environ.get("TANGUANJIA_REPETITIONS", "0"))))
MADE_UP = settings(PATIENT, max_examples=EXAMPLES)


@dataclass(frozen=True, slots=True)
class Door:
    """A server that takes keys, and one that opens everything."""

    address: str
    key: FreshKey

    def try_with(self, case: Case) -> None:
        """Send a request that was made up, and look at what comes back.

        A stretch of time that ends before it begins is left out: no schema can say that.
        """
        asked = case.query or {}
        if str(asked.get("from", "")) >= str(asked.get("to", EVENING.isoformat())):
            return
        case.call_and_validate(base_url=self.address, headers=shown(self.key))


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Generator[Door]:
    """A server whose books tell the story up to the swap."""
    url = f"sqlite:///{tmp_path_factory.mktemp('fuzzed') / 'books.sqlite'}"
    with (
        # The library leaves keys out, or shows wrong ones, far more often than anybody may.
        pytest.MonkeyPatch.context() as patient,
        open_office(url, clock=MovableClock(EVENING)) as office,
        listening(office, UNMETERED) as port,
    ):
        patient.setattr(attempts, "MOST", 10**6)
        # What is pinged is made up as well, and nothing leaves this machine.
        patient.setattr(HttpCourier, "deliver", _not_connected)
        told_until(office, port, "swap_carbon")
        yield Door(f"http://127.0.0.1:{port}", give(office, Role.DISTRICT))
        # Whatever was recorded on the way, the views could digest and the books balance.
        office.catch_up()
        assert [each.stopped for each in office.followers.status() if each.stopped] == []
        assert office.followers.differences() == []


@pytest.mark.fault
@every_operation()
@MADE_UP
def test_what_the_document_promises_is_kept(case: Case, door: Door) -> None:
    door.try_with(case)
