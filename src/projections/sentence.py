"""A sentence in both languages, and who may open what belongs to a person."""

from collections.abc import Callable
from typing import NamedTuple

from domain.personal import Personal

Open = Callable[[Personal], str]
"""Opens what belongs to a person, or says 已删除."""


class Told(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str
