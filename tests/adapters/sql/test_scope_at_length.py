"""The scopes once more, on many random districts."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from application.viewpoint import Viewpoint
from domain.access import Caller
from tests.adapters.sql.test_scope import QUESTIONS
from tests.adapters.sql.test_scope_of_custody import follow_everything
from tests.adapters.sql.test_scope_of_ledger import ask_everything
from tests.onlooker import Onlooker
from tests.peopled import District, callers, districts, peopled, viewpoints


@pytest.mark.soak
@settings(max_examples=100)
@given(districts(), callers(), viewpoints())
def test_every_view_agrees_with_the_policy(
    district: District, asking: Sequence[Caller], whole: Viewpoint
) -> None:
    with peopled(district) as desk:
        for caller in asking:
            for ask in (*QUESTIONS, ask_everything, follow_everything):
                ask(Onlooker(desk, caller, whole))
