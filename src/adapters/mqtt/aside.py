"""Messages that can never be taken in, kept with the reason for whoever looks into it."""

import base64
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.refusal import Refusal

MOST_BYTES = 50_000_000
"""What is put aside beyond is not kept, only noted: somebody may publish nonsense for ever."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A file with a message a line, in JSON."""

    path: Path
    most_bytes: int = MOST_BYTES

    def put(self, topic: str, body: bytes, why: Refusal) -> bool:
        """Keep a message, durably; False where there is no room for it."""
        line = json.dumps(_told(topic, body, why), ensure_ascii=False).encode() + b"\n"
        fresh = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(fresh, "ab") as file:
            if os.fstat(file.fileno()).st_size + len(line) > self.most_bytes:
                return False
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        return True


def _told(topic: str, body: bytes, why: Refusal) -> dict[str, object]:
    told: dict[str, object] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "topic": topic,
        "code": why.code,
        "zh": why.zh,
        "en": why.en,
        "facts": {name: str(value) for name, value in why.facts.items()},
    }
    try:
        return told | {"body": body.decode()}
    except UnicodeDecodeError:
        return told | {"body_base64": base64.b64encode(body).decode()}
