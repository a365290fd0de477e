"""The document of the API, which needs no books to be written."""

from typing import Any, cast

from adapters.web.app import create_app
from adapters.web.openapi_document import commands, document_of, operations
from application.office import Office

NOBODY = cast("Office", None)
DOCUMENT = document_of(create_app(NOBODY, demo=True))
OPERATIONS: dict[str, dict[str, Any]] = dict(operations(DOCUMENT))
COMMANDS: dict[str, dict[str, Any]] = dict(commands(DOCUMENT))
CSV = "text/csv"
AS_CSV = {"/v1/tables/{table}"}
"""What is answered as a table; everything else is JSON."""
