"""Routing keys: `<kind>.<fact>.<town>`, and the binding keys that ask for some of them."""

from collections.abc import Sequence

from application.envelope import Envelope
from domain.refusal import Refusal

EVERYTHING = "#"
NO_TOWN = "-"


class UnroutableType(Refusal):
    """消息服务按种类与事实分发: 请写完整的事实名(如 lot-drawn.v1)或某一种类的全部(如 lot-*)。

    The broker routes by kind and fact: write a whole name such as lot-drawn.v1, or all of a kind
    such as lot-*.
    """


def routing_key(told: Envelope) -> str:
    """Say of an event what it is: `adsorber.carbon-swapped.330411105`."""
    kind, fact = _kind_and_fact(told["type"])
    return f"{kind}.{fact}.{told.get('town', NO_TOWN)}"


def binding_keys(types: Sequence[str]) -> Sequence[str]:
    """Ask for published names in whichever version, or for kinds; for everything by none.

    Raises `UnroutableType`.
    """
    return [_binding_key(each) for each in types] or [EVERYTHING]


def _binding_key(said: str) -> str:
    kind, fact = _kind_and_fact(said)
    if not (kind.isascii() and kind.isalpha() and kind.islower()) or not fact:
        raise UnroutableType(given=said)
    if "*" in fact.removesuffix("*") or (fact.endswith("*") and fact != "*"):
        raise UnroutableType(given=said)
    return f"{kind}.{fact}.*"


def _kind_and_fact(name: str) -> tuple[str, str]:
    kind, _, fact = name.partition(".v")[0].partition("-")
    return kind, fact
