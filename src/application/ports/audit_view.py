"""What people ask of the audit trail (审计轨迹)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from application.viewpoint import Viewpoint
from domain.record import Recorded


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with who, when and how it came. Persons appear in it as sealed values only."""

    name: str
    """Its published name."""
    recorded: Recorded[Any]
    enterprise: str | None
    late: bool
    """A live fact that was recorded more than 72 h after it happened."""


class AuditView(Protocol):
    """The audit trail; entries come in order of position.

    A fact is seen with its stream, or with the enterprise that it concerns.
    """

    def stream(
        self, stream: str, at: Viewpoint, *, after: int = 0, limit: int = 100
    ) -> Sequence[Entry]:
        """The facts of one stream from after a position."""
        ...

    def enterprise(
        self,
        enterprise: str,
        at: Viewpoint,
        *,
        after: int = 0,
        until: int | None = None,
        limit: int = 100,
    ) -> Sequence[Entry]:
        """The life of an enterprise: its own facts and those of its adsorbers, charges, containers
        and manifests, and what was drawn from lots for it. Nothing if the enterprise is not seen.
        """
        ...

    def late(self, at: Viewpoint, *, after: int = 0, limit: int = 100) -> Sequence[Entry]:
        """The facts that were recorded late."""
        ...
