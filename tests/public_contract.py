"""What was published, kept for ever: the schema of each name as it was, and events that fitted it.

`python -m tests.public_contract` writes the file of a name that has none yet. Where a published
schema has only gained what its readers can pass over, the new one is put behind the old ones. It
never changes or takes away what a file holds, and it refuses a schema that breaks one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.published import PUBLISHED
from application.ports.event_types import ENVELOPE
from tests.breaking import breaks, shape
from tests.schemas import faults

FOLDER = Path(__file__).parent / "golden" / "public"
TYPES = PublishedEventTypes(PUBLISHED)


@dataclass(frozen=True)
class Kept:
    """The schemas of a name in the order in which they were published, and samples of it."""

    schemas: Sequence[Any]
    samples: Sequence[Any]

    def broken_by(self, schema: Any) -> list[str]:
        """Say what whoever relied on an earlier schema, or kept an event, would find broken."""
        return [
            *(why for earlier in self.schemas for why in breaks(earlier, schema)),
            *(f"an old sample {why}" for old in self.samples for why in faults(old, schema)),
        ]


def path(name: str) -> Path:
    """Where a published name is kept."""
    return FOLDER / f"{name}.json"


def kept(name: str) -> Kept:
    """Read what was published under a name."""
    return Kept(**json.loads(path(name).read_text("utf-8")))


def current() -> Mapping[str, tuple[Any, Any]]:
    """The schema and a sample of everything that is published now, the envelope with it."""
    types = {each.name: (each.schema, each.sample["data"]) for each in TYPES.every()}
    corrected = TYPES.one("charge-corrected.v1")
    assert corrected  # an event that has every attribute but one
    return {**types, ENVELOPE: (TYPES.envelope, corrected.sample)}


def write_missing() -> list[str]:
    """Keep what is not kept yet, and give the names; raises ValueError where something breaks."""
    FOLDER.mkdir(exist_ok=True)
    return [name for name, (schema, sample) in current().items() if _keep(name, schema, sample)]


def _keep(name: str, schema: Any, sample: Any) -> bool:
    found = kept(name) if path(name).exists() else Kept((), ())
    if found.schemas and shape(found.schemas[-1]) == shape(schema):
        return False
    if broken := found.broken_by(schema):
        raise ValueError(f"{name} would break: {'; '.join(broken)}")
    grown = {
        "schemas": [*found.schemas, shape(schema)],
        "samples": [*found.samples, *([sample] if sample not in found.samples else [])],
    }
    path(name).write_text(json.dumps(grown, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return True


if __name__ == "__main__":
    print("\n".join(write_missing()) or "everything that is published is kept")
