"""Our words in the eventsourcing library's: what its recorder and its mapper are here."""

from abc import ABC
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    JSONTranscoder,
    Mapper,
    Notification,
    ProcessRecorder,
    StoredEvent,
)

from application.ports.codec import Codec
from application.ports.fact_book import FactBook, Row
from domain.record import Provenance, Recorded


class FactRecorder(FactBook, ProcessRecorder, ABC):
    """A book of facts in which the library can record as well."""


@dataclass(frozen=True)
class StoredFact(Notification):
    """A notification that still knows who asked for the fact, how and when."""

    row: Row


class FactMapper(Mapper[str]):
    """Published names and validated bodies in place of import paths and pickled attributes."""

    def __init__(self, codec: Codec) -> None:
        """Spell facts with a codec; the library's transcoder stays unused."""
        super().__init__(JSONTranscoder())
        self._codec = codec

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """Spell a recorded fact."""
        recorded = cast("Recorded[Any]", domain_event)
        name, body = self._codec.encode(recorded.fact)
        return StoredEvent(recorded.stream, recorded.version, name, body)

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """Read a stored fact; what was stored without a command cannot be read as one."""
        if not isinstance(stored_event, StoredFact):
            raise TypeError(f"{stored_event.originator_id} was not written by a command")
        return cast("DomainEventProtocol[str]", recorded(stored_event.row, self._codec))


# What is written together has one time, so the same text returns row after row.
_moment = lru_cache(maxsize=1024)(datetime.fromisoformat)
_PROVENANCES = {how.value: how for how in Provenance}


def recorded(row: Row, codec: Codec) -> Recorded[Any]:
    """Read one row of the book."""
    position, stream, version, name, body, command_id, actor, how, when, correlation, cause = row
    return Recorded(
        stream,
        version,
        codec.decode(name, body),
        _moment(when),
        command_id,
        actor,
        _PROVENANCES[how],
        correlation,
        cause,
        position,
    )
