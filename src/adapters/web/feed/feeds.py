"""What everybody who follows the log at one application shares."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from math import ceil

from adapters.web.feed.head_watch import HeadWatch
from adapters.web.feed.problems import TooManyStreams
from adapters.web.limits import Limits
from application.office import Office


class Feeds:
    """Knows who follows; asked and told in the event loop alone."""

    def __init__(self, office: Office, limits: Limits) -> None:
        """Begin with nobody following."""
        self.limits = limits
        self.watch = HeadWatch(lambda: office.events.feed.head())
        self._office = office
        self._open = Counter[str]()

    @contextmanager
    def one_more(self, name: str) -> Generator[None]:
        """Count a stream of a caller for as long as it is open; raises `TooManyStreams`."""
        most = self.limits.streams_at_once
        if self._open[name] >= most:
            raise TooManyStreams(most, ceil(self.limits.heartbeat_s))
        self._open[name] += 1
        self._office.meter.stream_opened()
        try:
            yield
        finally:
            self._office.meter.stream_closed()
            self._open[name] -= 1
            if not self._open[name]:
                del self._open[name]
