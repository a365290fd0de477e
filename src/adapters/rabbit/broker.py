"""RabbitMQ as the application knows a message broker."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from adapters.rabbit import queues
from adapters.rabbit.address import BrokerAddress
from adapters.rabbit.inbox import taking_commands
from adapters.rabbit.listening import Listener
from adapters.rabbit.memory import Memory
from adapters.rabbit.outlet import RabbitOutlet
from application.ports.broker import Broker, Say
from application.ports.commands import TakeCommand
from application.ports.outlet import Outlet


class RabbitBroker:
    """One broker."""

    def __init__(self, address: BrokerAddress) -> None:
        """Name it; nothing is connected."""
        self._address = address

    @property
    def address(self) -> str:
        """Where it is, without any credentials."""
        return str(self._address)

    def probe(self) -> None:
        """Connect and leave again."""
        queues.probe(self._address)

    def outlet(self) -> Outlet:
        """Where the events of a log are handed out."""
        return RabbitOutlet(self._address)

    def taking_commands(self, take: TakeCommand) -> AbstractContextManager[None]:
        """Take commands for as long as the context lasts."""
        return taking_commands(self._address, take)

    def add_queue(self, name: str, types: Sequence[str]) -> str:
        """Keep events for a subscriber from now on."""
        return queues.add(self._address, name, types)

    def remove_queue(self, name: str) -> str:
        """Keep no more events for a subscriber."""
        return queues.remove(self._address, name)

    def listen(
        self, queue: str | None, types: Sequence[str], state: Path | None, out: int, say: Say
    ) -> None:
        """Write events as lines until interrupted."""
        queue_name = None if queue is None else queues.full_name(queue)
        Listener(self._address, queue_name, types, Memory(state), out, say).run()


def broker(named: str | None, environment: Mapping[str, str]) -> Broker | None:
    """The broker that the settings name; None where they name none. Raises a `Refusal`."""
    address = BrokerAddress.chosen(named, environment)
    return None if address is None else RabbitBroker(address)
