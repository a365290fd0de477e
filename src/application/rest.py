"""Between two bundles: the lives the last one knew are good as long as nobody else has written."""

from dataclasses import dataclass

from application.ports.fact_book import OpenBook
from application.sitting import Sitting

MOST_LIVES = 50_000
"""More lives than this are forgotten between bundles, so that an import of any size fits."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A sitting whose bundle is durable, and the last position of the log when it ended.

    An import is one bundle after another, and its adsorbers and lots return in most of them.
    Facts never change, so an unmoved head says that all that was read and folded still holds.
    """

    sitting: Sitting | None
    head: int

    def resumed(self, book: OpenBook) -> Sitting | None:
        """Sit down again, inside a transaction that lets nobody else write; None if outdated."""
        sitting = self.sitting
        if sitting is None or sitting.lives > MOST_LIVES or book.head() != self.head:
            return None
        sitting.resume(book)
        return sitting


NO_REST = Rest(None, 0)
