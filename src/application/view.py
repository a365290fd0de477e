"""What the views are called."""

from enum import StrEnum


class View(StrEnum):
    """A view, by the name of the follower that writes it."""

    LEDGER = "carbon-ledger"
    CUSTODY = "custody-trail"
    HEALTH = "health-board"
    AUDIT = "audit-trail"
    REGISTERS = "registers"
    DEVICES = "devices"
    CHARGES = "charges"
    ALERTS = "alerts"
