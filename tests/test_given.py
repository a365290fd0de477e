"""Examples compare whole, and say readably what differs."""

import pytest

from domain.enterprise import (
    ENTERPRISE,
    AdmitEnterprise,
    EnterpriseAdmitted,
    EnterpriseAlreadyAdmitted,
    EnterpriseRegistered,
    UnknownEnterprise,
)
from domain.occurred import Occurred
from tests.given import Given

DAY = Occurred("2022-01-01")
registered = EnterpriseRegistered(DAY, "家具厂", None, "", "", None, None)

enterprise = Given(ENTERPRISE)


def test_an_example_that_differs_says_what_was_given_asked_expected_and_answered() -> None:
    with pytest.raises(AssertionError) as failure:
        enterprise.given(registered).when(AdmitEnterprise(DAY)).then()
    assert str(failure.value).splitlines() == [
        "given",
        f"    {registered!r}",
        "when",
        "    AdmitEnterprise(occurred='2022-01-01')",
        "then, so it was expected,",
        "    nothing",
        "but the answer was",
        "    EnterpriseAdmitted(occurred='2022-01-01')",
    ]


def test_a_refusal_is_compared_by_class_and_facts() -> None:
    admitted = enterprise.given(registered, EnterpriseAdmitted(DAY)).when(AdmitEnterprise(DAY))
    admitted.then_refused(EnterpriseAlreadyAdmitted, since=DAY)
    with pytest.raises(AssertionError, match="refused: UnknownEnterprise"):
        admitted.then_refused(UnknownEnterprise, since=DAY)
    with pytest.raises(AssertionError, match="refused: EnterpriseAlreadyAdmitted"):
        admitted.then_refused(EnterpriseAlreadyAdmitted)


def test_a_refusal_is_not_taken_for_an_answer_nor_an_answer_for_a_refusal() -> None:
    with pytest.raises(AssertionError):
        enterprise.when(AdmitEnterprise(DAY)).then_nothing()
    with pytest.raises(AssertionError):
        enterprise.given(registered).when(AdmitEnterprise(DAY)).then_refused(UnknownEnterprise)
