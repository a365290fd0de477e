"""Being joined to a message broker while a server runs."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from adapters.cli.desk import Desk

if TYPE_CHECKING:
    from application.office import Office
    from application.ports.broker import Broker


@contextmanager
def joined(desk: Desk, office: "Office", broker: "Broker | None") -> Generator[None]:
    """Hand events to the broker and take commands from it, where one is named."""
    from application.relaying import relayed

    if broker is None:
        yield
        return
    door = desk.command_door(office, demo=desk.shown)
    with relayed(office, broker.outlet()), broker.taking_commands(door):
        yield
