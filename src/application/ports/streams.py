"""Which lives are written down, by their kind."""

from collections.abc import Sequence
from typing import Protocol


class Streams(Protocol):
    """The names of streams, as the log has them at this moment: no view is asked."""

    def of_kind(self, kind: str, *, since: str = "", limit: int = 1000) -> Sequence[str]:
        """Identities of a kind in order of their text, from `since` on, which is included."""
        ...
