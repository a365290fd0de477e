"""A server that says so before it waits for its answers to end: streams have no end of their own.

In a module of its own, since whoever imports it waits for uvicorn.
"""

from collections.abc import Callable
from socket import socket

import uvicorn


class Leaving(uvicorn.Server):
    """Stops in good order."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], None]) -> None:
        """Call `leave` when it is time to go."""
        super().__init__(config)
        self._leave = leave

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Let streams go home, and wait for what else is being answered."""
        self._leave()
        await super().shutdown(sockets)
