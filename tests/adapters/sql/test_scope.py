"""Every filter in SQL agrees with the policy: what is asked with a scope is what may be read."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hypothesis import example, given, settings

from application.viewpoint import Viewpoint
from domain.access import EVERYTHING, Caller, Role, Scope
from domain.code import Code
from tests.adopted import adopt_rule
from tests.district import ADSORBERS, ENTERPRISES
from tests.onlooker import ALL, Onlooker
from tests.peopled import (
    A_WHOLE_DISTRICT,
    BEFORE_REGISTRATION,
    CALLERS,
    TOWNS,
    District,
    callers,
    districts,
    peopled,
    viewpoints,
)
from tests.view_desk import ViewDesk, at

Question = Callable[[Onlooker], None]


def enterprises(looking: Onlooker) -> None:
    """The list, each by itself, and the list of a town."""
    registers = looking.desk.registers
    for town in (None, *TOWNS):
        every = registers.enterprises(looking.whole, town=town, limit=ALL)
        seen = [each for each in every if looking.sees(f"enterprise:{each.enterprise}")]
        assert registers.enterprises(looking.at, town=town, limit=ALL) == seen
        for each in every:
            found = registers.enterprise(each.enterprise, looking.at)
            assert found == (each if each in seen else None)


def adsorbers(looking: Onlooker) -> None:
    """The list, each by itself, and the list of an enterprise."""
    registers = looking.desk.registers
    for of in (None, *ENTERPRISES):
        every = registers.adsorbers(looking.whole, enterprise=of, limit=ALL)
        seen = [each for each in every if looking.sees(f"adsorber:{each.adsorber}")]
        assert registers.adsorbers(looking.at, enterprise=of, limit=ALL) == seen
        for each in every:
            found = registers.adsorber(each.adsorber, looking.at)
            assert found == (each if each in seen else None)


def _same(looking: Onlooker, kind: str, listed: Callable[[Viewpoint], Sequence[Any]]) -> None:
    every = listed(looking.whole)
    seen = [each for each in every if looking.sees(f"{kind}:{getattr(each, kind)}")]
    assert listed(looking.at) == seen


def lots_and_kiln_runs(looking: Onlooker) -> None:
    """What belongs to no enterprise."""
    registers = looking.desk.registers
    _same(looking, "lot", lambda at: registers.lots(at, limit=ALL))
    _same(looking, "batch", lambda at: registers.batches(at, limit=ALL))


def containers_and_manifests(looking: Onlooker) -> None:
    """The lists, of all and of one enterprise."""
    registers = looking.desk.registers
    for of in (None, *ENTERPRISES):
        _same(looking, "container", lambda at: registers.containers(at, enterprise=of, limit=ALL))  # noqa: B023
        _same(looking, "manifest", lambda at: registers.manifests(at, enterprise=of, limit=ALL))  # noqa: B023


def health_codes(looking: Onlooker) -> None:
    """The board, its counts, and the codes one by one."""
    health = looking.desk.health
    for town in (None, *TOWNS):
        every = health.board(looking.whole, town=town, limit=ALL)
        seen = [each for each in every if looking.sees(f"enterprise:{each.enterprise}")]
        assert health.board(looking.at, town=town, limit=ALL) == seen
        assert health.counts(looking.at, town=town) == Counter(each.code for each in seen)
    for code in Code:
        coloured = health.board(looking.whole, code=code, limit=ALL)
        seen = [each for each in coloured if looking.sees(f"enterprise:{each.enterprise}")]
        assert health.board(looking.at, code=code, limit=ALL) == seen
    _each_code(looking)


def _each_code(looking: Onlooker) -> None:
    health = looking.desk.health
    for code in ENTERPRISES:
        there = health.enterprise(code, looking.whole)
        seen = looking.sees(f"enterprise:{code}")
        assert health.enterprise(code, looking.at) == (there if seen else None)
    for number in ADSORBERS:
        adsorber = health.adsorber(number, looking.whole)
        seen = looking.sees(f"adsorber:{number}")
        assert health.adsorber(number, looking.at) == (adsorber if seen else None)


def facts(looking: Onlooker) -> None:
    """The facts of every stream, of every enterprise, and those recorded late."""
    audit = looking.desk.audit
    streams = dict.fromkeys(recorded.stream for recorded in looking.relations.facts)
    for stream in streams:
        every = audit.stream(stream, looking.whole, limit=ALL)
        assert audit.stream(stream, looking.at, limit=ALL) == _seen_facts(looking, every)
    late = audit.late(looking.whole, limit=ALL)
    assert audit.late(looking.at, limit=ALL) == _seen_facts(looking, late)
    for code in ENTERPRISES:
        life = audit.enterprise(code, looking.whole, limit=ALL)
        seen = looking.sees(f"enterprise:{code}")
        assert audit.enterprise(code, looking.at, limit=ALL) == (life if seen else [])


def _seen_facts(looking: Onlooker, every: Iterable[Any]) -> list[Any]:
    """A fact is read by who sees its stream, or the enterprise it concerns."""
    return [
        entry
        for entry in every
        if looking.sees(entry.recorded.stream)
        or (entry.enterprise is not None and looking.sees(f"enterprise:{entry.enterprise}"))
    ]


def events(looking: Onlooker) -> None:
    """The log as the caller may follow it: by all that is known, whatever the viewpoint."""
    latest = Onlooker(looking.desk, looking.caller, Viewpoint.latest())
    every = _followed(latest, EVERYTHING, ALL)
    seen = _seen_facts(latest, every)
    assert _followed(latest, latest.at.scope, ALL) == seen
    assert _followed(latest, latest.at.scope, 7) == seen


def _followed(looking: Onlooker, scope: Scope, limit: int) -> list[Any]:
    feed, place, found = looking.desk.feed, 0, list[Any]()
    while place < feed.head():
        page = feed.page(place, limit, scope)
        found += page.events
        place = page.reached
    return found


QUESTIONS: tuple[Question, ...] = (
    enterprises,
    adsorbers,
    lots_and_kiln_runs,
    containers_and_manifests,
    health_codes,
    facts,
    events,
)


def _adopting(desk: ViewDesk) -> None:
    """Let codes differ by their dates."""
    adopt_rule(desk.log)
    desk.followers.catch_up()


@settings(max_examples=5)
@example(A_WHOLE_DISTRICT, CALLERS, BEFORE_REGISTRATION)
@given(districts(), callers(), viewpoints())
def test_what_is_asked_with_a_scope_is_what_the_policy_lets_be_read(
    district: District, asking: Sequence[Caller], whole: Viewpoint
) -> None:
    with peopled(district) as desk:
        _adopting(desk)
        for caller in asking:
            for ask in QUESTIONS:
                ask(Onlooker(desk, caller, whole))


def test_on_each_engine_every_caller_is_shown_what_the_policy_lets_him_read(database: str) -> None:
    with peopled(A_WHOLE_DISTRICT, database) as desk:
        _adopting(desk)
        for caller in CALLERS:
            for ask in QUESTIONS:
                ask(Onlooker(desk, caller, at()))


def test_the_district_of_the_example_has_something_for_and_against_everybody() -> None:
    with peopled(A_WHOLE_DISTRICT) as desk:
        for caller in CALLERS:
            looking = Onlooker(desk, caller, at())
            every = {recorded.stream for recorded in looking.relations.facts}
            seen = {stream for stream in every if looking.sees(stream)}
            assert (seen == every) is looking.at.scope.everything, caller
            assert bool(seen) is not (caller.role is Role.OPERATOR), caller
