"""The document of the API, which needs no books to be written."""

import json
from typing import Any, cast

from adapters.web.app import create_app
from adapters.web.openapi_document import commands, document_of, operations
from application.demonstration import WORKBOOK
from application.office import Office
from tests.sse import whole_messages

NOBODY = cast("Office", None)
DOCUMENT = document_of(create_app(NOBODY, demo=WORKBOOK))
OPERATIONS: dict[str, dict[str, Any]] = dict(operations(DOCUMENT))
EVENT_STREAM = "text/event-stream"
COMMANDS: dict[str, dict[str, Any]] = dict(commands(DOCUMENT))
CSV = "text/csv"
AS_CSV = {"/v1/tables/{table}"}
"""What is answered as a table; everything else is JSON."""


def described_values(media_type: str, text: str) -> list[Any]:
    """What a text is that the document describes with a schema; a stream is many, one an event."""
    if media_type == EVENT_STREAM:
        return [vars(message) for message in whole_messages(text.encode())]
    return [text] if media_type == CSV else [json.loads(text)]
