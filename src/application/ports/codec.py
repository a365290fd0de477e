"""How a fact is spelled on disk."""

from typing import Protocol

from domain.record import Fact


class Codec(Protocol):
    """Spells facts under their published names and reads them back."""

    def encode(self, fact: Fact) -> tuple[str, bytes]:
        """Give the published name and the body."""
        ...

    def name(self, fact: Fact) -> str:
        """The name under which a fact is published now, whatever it was stored under."""
        ...

    def decode(self, name: str, body: bytes) -> Fact:
        """Read a fact; raises `ValueError` where the name is unknown or the body is not valid."""
        ...
