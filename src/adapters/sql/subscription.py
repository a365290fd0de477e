"""Following the log through the library: pages, then a wait for more."""

from collections import deque
from collections.abc import Sequence

from eventsourcing.persistence import Notification, Subscription

from application.recording import FactRecorder

PAGE = 500
WAIT_S = 1.0


class FactSubscription(Subscription[FactRecorder]):
    """Pages through the log, then waits until the bell rings or a second has passed.

    The library's own subscription waits for ever unless this very process rings.
    """

    def __init__(self, recorder: FactRecorder, gt: int | None, topics: Sequence[str]) -> None:
        """Begin after a position."""
        super().__init__(recorder, gt, topics)
        self._page: deque[Notification] = deque()
        self._read_upto = gt or 0

    def __next__(self) -> Notification:
        """Give the next notification; waits at the end of the log."""
        while not self._has_been_stopped:
            if self._page:
                return self._page.popleft()
            self._turn_page()
        raise StopIteration

    def _turn_page(self) -> None:
        head = self._recorder.head()
        found = self._recorder.select_notifications(
            self._read_upto, PAGE, head, self._topics, inclusive_of_start=False
        )
        self._page.extend(found)
        self._read_upto = found[-1].id if len(found) == PAGE else head
        if not found:
            self._recorder.wait_beyond(head, WAIT_S)
