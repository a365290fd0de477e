"""The composition root: what an office is made of. Nothing else chooses an adapter."""

from adapters.journal import keep_journal
from adapters.sql.backup import check_backup
from adapters.wiring.demonstrations import open_demo, open_sandbox
from adapters.wiring.doors import broker, command_door, table_folders, web_app
from adapters.wiring.living import lived, open_living
from adapters.wiring.office import open_log, open_office

__all__ = [
    "broker",
    "check_backup",
    "command_door",
    "keep_journal",
    "lived",
    "open_demo",
    "open_living",
    "open_log",
    "open_office",
    "open_sandbox",
    "table_folders",
    "web_app",
]
