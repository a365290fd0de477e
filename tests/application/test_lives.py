"""Every kind of stream can be replayed by its name."""

from typing import Any, cast

from application.lives import DECIDERS
from domain.record import Decider
from tests.architecture.source import domain_modules


def test_every_kind_of_life_is_known_by_the_name_of_its_streams() -> None:
    values: list[object] = [value for module in domain_modules() for value in vars(module).values()]
    found = [cast("Decider[Any, Any, Any]", each) for each in values if isinstance(each, Decider)]
    assert {decider.kind: decider for decider in found} == DECIDERS
