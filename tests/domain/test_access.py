"""Who may see and do what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import (
    DISTRICTS_OWN,
    RIGHTS,
    Action,
    Caller,
    Resource,
    Role,
    Verdict,
    may,
    scope_of,
)

OURS = Resource(enterprise="E1", town="T1")
OTHERS = Resource(enterprise="E2", town="T1")
MANIFEST = Resource("E1", "T1", receiver="R1", driver="D1")

NAMES = st.sampled_from(["a", "b", "c"])
CALLERS = st.builds(Caller, st.just("someone"), st.sampled_from(Role), st.frozensets(NAMES))
RESOURCES = st.builds(Resource, *[st.none() | NAMES] * 4)


def asked(role: Role, own: str, action: Action, resource: Resource) -> Verdict:
    return may(Caller("someone", role, frozenset({own})), action, resource)


def test_an_enterprise_swaps_its_own_carbon_and_nobody_elses() -> None:
    assert asked(Role.ENTERPRISE, "E1", Action.CHANGE_CARBON, OURS) is Verdict.ALLOWED
    assert asked(Role.ENTERPRISE, "E1", Action.CHANGE_CARBON, OTHERS) is Verdict.FOREIGN


def test_a_town_sees_its_enterprises_and_changes_nothing() -> None:
    assert asked(Role.TOWN, "T1", Action.READ, OTHERS) is Verdict.ALLOWED
    assert asked(Role.TOWN, "T1", Action.CHANGE_CARBON, OTHERS) is Verdict.FORBIDDEN
    assert asked(Role.TOWN, "T2", Action.READ, OTHERS) is Verdict.FOREIGN


def test_a_regenerator_takes_in_what_is_sent_to_it() -> None:
    receive = Action.RECEIVE_CONSIGNMENT
    assert asked(Role.REGENERATOR, "R1", receive, MANIFEST) is Verdict.ALLOWED
    assert asked(Role.REGENERATOR, "R2", receive, MANIFEST) is Verdict.FOREIGN


def test_a_driver_sees_the_manifests_given_to_him() -> None:
    assert asked(Role.DRIVER, "D1", Action.READ, MANIFEST) is Verdict.ALLOWED
    assert asked(Role.DRIVER, "D1", Action.READ, OURS) is Verdict.FOREIGN


def test_an_integrator_sees_the_enterprises_and_towns_that_its_token_names() -> None:
    assert asked(Role.INTEGRATOR, "E1", Action.READ, OURS) is Verdict.ALLOWED
    assert asked(Role.INTEGRATOR, "T1", Action.READ, OTHERS) is Verdict.ALLOWED
    assert asked(Role.INTEGRATOR, "E1", Action.READ, OTHERS) is Verdict.FOREIGN


def test_an_auditor_reads_everything_and_writes_nothing() -> None:
    auditor = Caller("someone", Role.AUDITOR)
    assert may(auditor, Action.READ, OTHERS) is Verdict.ALLOWED
    assert may(auditor, Action.EXPORT, DISTRICTS_OWN) is Verdict.ALLOWED
    assert may(auditor, Action.ADOPT_TARIFF, DISTRICTS_OWN) is Verdict.FORBIDDEN


def test_an_operator_looks_after_the_machine_and_sees_no_books() -> None:
    operator = Caller("someone", Role.OPERATOR)
    assert may(operator, Action.OPERATE, DISTRICTS_OWN) is Verdict.ALLOWED
    assert may(operator, Action.READ, OURS) is Verdict.FOREIGN


@pytest.mark.parametrize("role", Role)
def test_who_does_something_with_the_carbon_may_have_his_system_told(role: Role) -> None:
    may_not = {Role.DRIVER, Role.AUDITOR, Role.OPERATOR}
    expected = Verdict.FORBIDDEN if role in may_not else Verdict.ALLOWED
    assert asked(role, "E1", Action.SUBSCRIBE, DISTRICTS_OWN) is expected


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_nobody_else_looks_after_the_machine(role: Role) -> None:
    assert asked(role, "E1", Action.OPERATE, DISTRICTS_OWN) is Verdict.FORBIDDEN


def test_every_role_has_rights() -> None:
    assert set(RIGHTS) == set(Role)
    assert all(RIGHTS.values())


@given(CALLERS, RESOURCES)
def test_whoever_may_read_books_reads_just_what_his_scope_covers(
    caller: Caller, resource: Resource
) -> None:
    reads = may(caller, Action.READ, resource) is Verdict.ALLOWED
    assert reads == scope_of(caller).covers(resource)


@given(
    CALLERS, st.sampled_from(sorted(set(Action) - {Action.OPERATE, Action.SUBSCRIBE})), RESOURCES
)
def test_what_a_caller_does_not_see_does_not_exist_for_him(
    caller: Caller, action: Action, resource: Resource
) -> None:
    seen = scope_of(caller).covers(resource)
    assert (may(caller, action, resource) is Verdict.FOREIGN) == (not seen)
