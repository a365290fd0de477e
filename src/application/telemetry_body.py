"""A batch of readings as a message brings it, whatever brought the message."""

from typing import Protocol

from domain.reading import Readings
from domain.refusal import Refusal


class ReadingsOfBody(Protocol):
    """Reads what a device has sent: JSON or, line by line, NDJSON."""

    def __call__(self, body: bytes, device: str) -> Readings:
        """Give its readings, in the order in which they stand; raises an `UnusableBody`."""
        ...


class UnusableBody(Refusal):
    """读数无法读取。

    The readings cannot be read.
    """


class NotJson(UnusableBody):
    """正文不是 JSON 或 NDJSON(UTF-8)。

    The body is neither JSON nor NDJSON in UTF-8.
    """


class MisshapenReading(UnusableBody):
    """读数的字段缺失、多余或类型不对。

    A reading lacks a field, has one that is not known, or one of another kind.
    """
