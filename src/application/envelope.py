"""A public event as a CloudEvent 1.0, in the same words on every way out.

Spec: CloudEvents 1.0.2, JSON event format, structured mode. Attributes of our own are spelled as
the specification wants: lower-case letters only, values are texts.
"""

from collections.abc import Mapping
from typing import Any

from application.ports.event_feed import Event
from application.public_form import Reveal, public_form
from domain.occurred import SHANGHAI, Occurred

Envelope = Mapping[str, Any]
"""The attributes of an event and, under `data`, what its fact says."""

MEDIA_TYPE = "application/cloudevents+json"
BATCH_MEDIA_TYPE = "application/cloudevents-batch+json"

_SEQUENCE_DIGITS = 19


def envelope(event: Event, source: str, reveal: Reveal) -> Envelope:
    """Put an event into its envelope; what does not apply is left out."""
    recorded = event.recorded
    occurred: Occurred = recorded.fact.occurred
    told = {
        "specversion": "1.0",
        "id": str(recorded.position),
        "source": source,
        "type": event.name,
        "subject": recorded.stream,
        "time": occurred.moment.isoformat(),
        "datacontenttype": "application/json",
        "dataschema": schema_name(event.name),
        "sequence": sequence(recorded.position),
        "recordedtime": recorded.recorded_at.astimezone(SHANGHAI).isoformat(),
        "provenance": recorded.provenance.value,
        "correlationid": recorded.correlation_id,
        "causationid": recorded.causation_id,
        "enterprise": event.enterprise,
        "town": event.town,
        "supersedes": " ".join(map(str, event.supersedes)) or None,
        "data": public_form(recorded.fact, reveal),
    }
    return {name: value for name, value in told.items() if value is not None}


def thin(full: Envelope) -> Envelope:
    """Leave out what the fact says: whoever is told that it happened may come and ask."""
    return {name: value for name, value in full.items() if name != "data"}


def position_of(told: Envelope) -> int:
    """Read from an envelope where its fact stands in the log."""
    return int(told["id"])


def sequence(position: int) -> str:
    """Spell a position so that texts compare as positions do."""
    return f"{position:0{_SEQUENCE_DIGITS}d}"


def schema_name(name: str) -> str:
    """The URI under which the schema of a published name is known."""
    return f"urn:tanguanjia:schema:{name}"
