"""预警: the alerts there are, read from any viewpoint."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from application.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """An alert: one episode of a charge. `resolved` and `why` are None while it is open."""

    alert: str
    charge: str
    enterprise: str
    town: str | None
    number: int
    episode: int
    level: str
    matter: str
    reasons_zh: tuple[str, ...]
    reasons_en: tuple[str, ...]
    raised: str
    acknowledged_by: str | None
    acknowledged_note: str | None
    resolved: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which alerts somebody asks for."""

    only_open: bool = False
    level: str | None = None
    enterprise: str | None = None


class AlertView(Protocol):
    """The alerts, as far as they may be seen from where one looks."""

    def alerts(
        self, at: Viewpoint, sought: Sought, *, after: str = "", limit: int = 100
    ) -> Sequence[AlertEntry]:
        """Alerts in order of their id, from after one, at most so many."""
        ...

    def alert(self, named: str | int, at: Viewpoint) -> AlertEntry | None:
        """One alert by its id or its number."""
        ...
