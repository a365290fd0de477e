"""What happens to the program, noted for whoever looks after it: one event, its name, its fields.

Nothing of the books is noted here: no name, no number, no secret, no text that a client sent.
"""

from enum import StrEnum
from logging import INFO, Logger

EVENT, FIELDS = "event", "told"
"""How an event and its fields are found on a log record."""

UNNAMED = "message"
"""What is noted by others, who name no event."""


class LogFormat(StrEnum):
    """How the journal is spelled: for programs, or for people."""

    JSON = "json"
    TEXT = "text"


def note(
    log: Logger,
    event: str,
    zh: str,
    *,
    level: int = INFO,
    fault: BaseException | None = None,
    **fields: object,
) -> None:
    """Note an event: a stable English name for programs, 中文 for people, and its figures."""
    log.log(level, zh, exc_info=fault, extra={EVENT: event, FIELDS: fields})
