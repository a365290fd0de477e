"""The doors of an office: the web, messages, folders of tables."""

import os
from typing import Any

from adapters.table_folders import TableFoldersOnDisk
from adapters.workbook.exports import write_csv
from application.demonstration import Demonstration
from application.office import Office
from application.ports.broker import Broker
from application.ports.clock import TurnableClock
from application.ports.commands import TakeCommand
from application.ports.table_folders import TableFolders


def table_folders() -> TableFolders:
    """Folders of tables, for which no books need to be there."""
    return TableFoldersOnDisk(write_csv)


def web_app(
    office: Office,
    *,
    demo: Demonstration | None,
    allowed_hosts: frozenset[str] = frozenset(),
    sandbox: TurnableClock | None = None,
) -> Any:
    """The web application of an office; that of a sandbox has its clock as well."""
    # Only a server needs it, and it takes longest to import.
    from adapters.web.outfit import for_http

    return for_http(office, os.environ, demo=demo, allowed_hosts=allowed_hosts, sandbox=sandbox)


def command_door(office: Office, *, demo: Demonstration | None) -> TakeCommand:
    """The door for commands that come by message: the web application's, without HTTP."""
    from adapters.web.outfit import for_messages

    return for_messages(office, os.environ, demo=demo)


def broker(named: str | None) -> Broker | None:
    """The message broker that is named, or set in the environment; None where none is."""
    from adapters.rabbit.broker import broker as of_settings

    return of_settings(named, os.environ)
