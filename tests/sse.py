"""Reading a stream of server-sent events as the HTML standard has it."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from itertools import islice

PATIENCE_S = 60
"""How long a test waits for the next words of a stream before it gives up."""


@dataclass(frozen=True)
class Message:
    """An event as it came down the stream."""

    id: str
    event: str
    data: str


@dataclass
class Reader:
    """Takes what comes in pieces of any length; `last_id` is where to go on from."""

    last_id: str = ""
    comments: list[str] = field(default_factory=list)
    _rest: bytes = b""
    _fields: dict[str, str] = field(default_factory=dict)

    def take(self, piece: bytes) -> Iterator[Message]:
        """Give the messages that are whole now."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            if not line:
                yield from self._dispatched()
            elif line.startswith(b":"):
                self.comments.append(line[1:].decode().strip())
            else:
                name, _, value = line.decode().partition(":")
                self._fields[name] = value.removeprefix(" ")

    def _dispatched(self) -> Iterator[Message]:
        fields, self._fields = self._fields, {}
        self.last_id = fields.get("id", self.last_id)
        if "data" in fields:
            yield Message(self.last_id, fields.get("event", "message"), fields["data"])


def whole_messages(stream: bytes) -> list[Message]:
    """The messages of a stream that is at its end."""
    return list(Reader().take(stream))


@contextmanager
def opened(
    port: int, address: str, headers: Mapping[str, str] | None = None
) -> Generator[HTTPResponse]:
    """Ask a server on this machine for an address, and hang up after the block."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        connection.request("GET", address, headers=dict(headers or {}))
        with closing(connection.getresponse()) as answer:
            yield answer


def pieces(answer: HTTPResponse) -> Iterator[bytes]:
    """What comes, as it comes, to the end of the answer."""
    return iter(lambda: answer.read1(65536), b"")


def heard(answer: HTTPResponse, reader: Reader | None = None) -> Iterator[Message]:
    """The messages of a stream, as they come."""
    reader = reader or Reader()
    for piece in pieces(answer):
        yield from reader.take(piece)


def ends(answer: HTTPResponse, most: int = 200) -> bool:
    """Whether an answer comes to its end within so many pieces; one that only beats does not."""
    return len(list(islice(pieces(answer), most))) < most
