"""What a scope adds to a question: nothing where it is everything, and few values however long."""

from dataclasses import replace

import pytest

from adapters.sql.views.sight import Sight
from domain.access import EVERYTHING, NOTHING, Scope
from tests.small_ledger import FIRM
from tests.view_desk import at, one_round, open_view_desk

DIALECTS = ("sqlite", "postgresql")
MANY = 70_000
"""More than either engine takes as values of a statement."""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_who_sees_everything_asks_as_if_there_were_no_scopes(dialect: str) -> None:
    sight = Sight(EVERYTHING, dialect)
    assert sight.only(sight.whose("enterprise"), sight.which("object")) == ""
    assert sight.bound() == {}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_who_sees_nothing_asks_for_nothing(dialect: str) -> None:
    sight = Sight(NOTHING, dialect)
    assert sight.only(sight.whose("enterprise"), sight.which("object")) == " AND (1 = 0)"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_name_is_ever_part_of_a_statement(dialect: str) -> None:
    name = "'; DROP TABLE fact; --"
    every = frozenset({name})
    sight = Sight(Scope(False, every, every, every, every), dialect)
    condition = sight.only(sight.whose("enterprise"), sight.which("object"))
    assert name not in condition
    assert all(name in value for value in sight.bound().values())


def test_a_scope_may_name_any_number_of_enterprises(database: str) -> None:
    names = frozenset({FIRM, *(f"no-enterprise-{n}" for n in range(MANY))})
    scope = Scope(enterprises=names, towns=names, receivers=names, drivers=names)
    with open_view_desk(database) as desk:
        desk.take(one_round())
        whole = at()
        limited = replace(whole, scope=scope)
        assert desk.registers.enterprises(limited) == desk.registers.enterprises(whole)
        assert desk.ledger.by_enterprise(limited) == desk.ledger.by_enterprise(whole)
