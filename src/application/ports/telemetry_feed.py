"""A broker to which instruments publish their readings."""

from contextlib import AbstractContextManager
from typing import Protocol


class TakeMessage(Protocol):
    """Takes in what an instrument has published."""

    def __call__(self, device: str, body: bytes) -> None:
        """Take a message in; what it brought is durable on return.

        Raises a `Refusal` where it can never be taken in, and `NotNow` where it may be tried again.
        """
        ...


class NotNow(Exception):  # noqa: N818 - a message that is kept by its broker until then
    """The books are away for the moment; the cause says why."""


class TelemetryFeed(Protocol):
    """One broker, named by its settings. Nothing is connected before it is asked for."""

    @property
    def address(self) -> str:
        """Where it is, without any credentials."""
        ...

    def probe(self) -> None:
        """Connect and leave again; raises a `Refusal` in plain words."""
        ...

    def taken_in(self, source: str, take: TakeMessage) -> AbstractContextManager[None]:
        """Take in what comes for as long as the context lasts.

        A message is acknowledged once it is taken in, or put aside because it never can be. Until
        then, and while nobody listens, the broker keeps it for this `source`.
        """
        ...
