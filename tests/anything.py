"""Any fact and any command: all fields of the right type, few different values, so that they meet.

Times, numbers and masses come from small sets; what a person could have typed in nonsense order
is what these strategies make.
"""

from dataclasses import replace
from importlib import import_module
from types import NoneType
from typing import Any, get_args, get_type_hints

from hypothesis import strategies as st

from domain.adsorber import FillCarbon
from domain.batch import OpenBatch
from domain.identifiers import (
    AdsorberId,
    BatchId,
    ChargeId,
    ContainerId,
    CreditCode,
    LotId,
    ManifestNumber,
    TownCode,
    WasteLabelCode,
)
from domain.key import KeyDigest
from domain.manifest import (
    SPENT_CARBON_CODE,
    AcceptConsignment,
    DepartManifest,
    IssueManifest,
    WeighArrival,
)
from domain.occurred import Occurred
from domain.personal import Personal
from tests.district import ENTERPRISES, FURNITURE, ONE_BED, TWO_BEDS, commission, receipt
from tests.paper import DECIDERS

times = st.sampled_from(
    [Occurred("2022-01-01"), *(Occurred(f"2022-01-0{day}T09:00:00+08:00") for day in range(1, 5))]
)
charges = st.builds(ChargeId.of, st.just(ONE_BED), st.integers(1, 4), st.integers(1, 3))
VALUES: dict[object, st.SearchStrategy[Any]] = {
    int: st.integers(-2, 6) | st.sampled_from([1_000, 999_999_999]),
    float: st.floats(0, 100),
    bool: st.booleans(),
    str: st.sampled_from(["", SPENT_CARBON_CODE, "含水"]),
    Occurred: times,
    CreditCode: st.sampled_from(ENTERPRISES),
    TownCode: st.just(TownCode("330411105")),
    AdsorberId: st.just(ONE_BED),
    tuple[int, ...]: st.lists(st.sampled_from([1, 2, 1, 2, 3]), max_size=2).map(tuple),
    LotId: st.sampled_from([LotId("H1"), LotId("H2")]),
    BatchId: st.sampled_from([BatchId("Z1"), BatchId("Z2")]),
    ContainerId: st.just(ContainerId("C1")),
    ManifestNumber: st.sampled_from(
        [ManifestNumber("20223304120001"), ManifestNumber("20223304120002")]
    ),
    WasteLabelCode: st.sampled_from(
        [WasteLabelCode(f"{firm}9000394920220410001") for firm in ENTERPRISES]
    ),
    ChargeId: charges,
    KeyDigest: st.just(KeyDigest("0123456789abcdef" * 4)),
    Personal: st.just(Personal("subject-1", "sealed")),
}


NEW_YEAR = Occurred("2022-01-01")
STARTS: dict[str, list[Any]] = {
    "adsorber": [
        replace(commission(TWO_BEDS), adsorber=ONE_BED),
        FillCarbon(NEW_YEAR, (), 900, LotId("H1")),
    ],
    "lot": [receipt(8)],
    "manifest": [
        IssueManifest(NEW_YEAR, FURNITURE, "", None, SPENT_CARBON_CODE, None, None, ()),
        DepartManifest(NEW_YEAR, 9),
        WeighArrival(NEW_YEAR, 8),
        AcceptConsignment(NEW_YEAR, 1, "含水"),
    ],
    "batch": [OpenBatch(NEW_YEAR)],
}


def one(kind: Any) -> st.SearchStrategy[Any]:
    """Make one value of a type, whatever it is made of."""
    if kind in VALUES:
        return VALUES[kind]
    if hasattr(kind, "__dataclass_fields__"):
        return st.builds(kind, **{name: one(hint) for name, hint in get_type_hints(kind).items()})
    parts = get_args(kind)
    if parts and parts[-1] is Ellipsis:
        return st.lists(one(parts[0]), max_size=3).map(tuple)
    if getattr(kind, "__origin__", None) is tuple:
        return st.tuples(*(one(part) for part in parts))
    if NoneType in parts:
        # left out two times of three: a correction of everything is seldom a possible one
        given = st.one_of(*(one(part) for part in parts if part is not NoneType))
        leave_out = st.sampled_from([True, True, False])
        return leave_out.flatmap(lambda left_out: st.none() if left_out else given)
    if parts:
        return st.one_of(*(one(part) for part in parts))
    return st.from_type(kind)


def commands(kind: str) -> st.SearchStrategy[list[Any]]:
    """Ask one decider for anything, in any order, mostly after a good start."""
    start = st.sampled_from([STARTS.get(kind, []), STARTS.get(kind, []), []])
    command = one(_module(kind).Command)
    # A drawn length, since a list left to itself is five long on average.
    wild = st.integers(0, 40).flatmap(lambda n: st.lists(command, min_size=n, max_size=n))
    return st.tuples(start, wild).map(lambda parts: [*parts[0], *parts[1]])


def facts(kind: str) -> st.SearchStrategy[list[Any]]:
    """Let anything happen in one stream, in any order."""
    return st.lists(one(_module(kind).Fact), max_size=25)


def _module(kind: str) -> Any:
    return import_module(DECIDERS[kind].decide.__module__)
