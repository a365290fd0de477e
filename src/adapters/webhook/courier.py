"""Takes a message out by HTTP: one connection, one request, one bounded look at the answer.

The library's HTTP client follows no redirection, knows no proxy and resolves no name here: it is
handed a connection to an address that was checked.
"""

import socket
import ssl
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Lock
from time import monotonic

from adapters.webhook.resolving import Resolver
from adapters.webhook.trip import CalledOff, Trip
from application.endpoint import Endpoint, EndpointRules
from application.ports.courier import Outcome, Reply

WITHIN_S = 15.0
"""Everything from looking the name up to the answer, however slowly the bytes come."""
LOOK_UP_S = 10.0
"""Of that for the name; whoever resolves for us may need a second try, as a rule after 5 s."""
MOST_READ_BYTES = 65_536
EXCERPT_BYTES = 2_048


class _Undelivered(Exception):  # noqa: N818 - an outcome
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


class HttpCourier:
    """Goes to public addresses, and to those that its rules allow beside them."""

    def __init__(
        self,
        rules: EndpointRules,
        trusted: ssl.SSLContext | None = None,
        within_s: float = WITHIN_S,
        resolver: Resolver | None = None,
    ) -> None:
        """Trust what the system trusts and ask it for addresses, unless told otherwise."""
        self._rules = rules
        self._trusted = trusted
        self._within_s = within_s
        self._resolver = resolver or Resolver()
        self._under_way: set[Trip] = set()
        self._lock = Lock()

    def deliver(self, endpoint: Endpoint, headers: Mapping[str, str], body: bytes) -> Reply:
        """Post a body."""
        began = monotonic()
        with self._setting_out() as trip:
            reply = self._heard(endpoint, headers, body, trip)
        return replace(reply, duration_s=monotonic() - began)

    def break_off(self) -> None:
        """Call off what is under way."""
        with self._lock:
            under_way = tuple(self._under_way)
        for trip in under_way:
            trip.call_off()

    @contextmanager
    def _setting_out(self) -> Generator[Trip]:
        trip = Trip(self._within_s)
        with self._lock:
            self._under_way.add(trip)
        try:
            yield trip
        finally:
            with self._lock:
                self._under_way.discard(trip)

    def _heard(
        self, endpoint: Endpoint, headers: Mapping[str, str], body: bytes, trip: Trip
    ) -> Reply:
        try:
            return self._delivered(endpoint, headers, body, trip)
        except _Undelivered as no:
            outcome = no.outcome
        except ssl.SSLCertVerificationError:
            outcome = Outcome.NOT_TRUSTED
        except CalledOff:
            outcome = Outcome.CALLED_OFF
        except (OSError, HTTPException, ValueError) as broken:
            timely = monotonic() < trip.deadline and not isinstance(broken, TimeoutError)
            outcome = Outcome.BROKEN_OFF if timely else Outcome.TIMED_OUT
        # Whatever it looks like: who hung up were we.
        return Reply(Outcome.CALLED_OFF if trip.called_off else outcome)

    def _delivered(
        self, endpoint: Endpoint, headers: Mapping[str, str], body: bytes, trip: Trip
    ) -> Reply:
        with closing(self._connected(endpoint, trip)) as plain:
            spoken = self._secured(plain, endpoint) if endpoint.scheme == "https" else plain
            with closing(spoken), trip.cut_off():
                trip.take(spoken)
                return _asked(endpoint, spoken, headers, body)

    def _connected(self, endpoint: Endpoint, trip: Trip) -> socket.socket:
        """Connect to the first checked address that answers."""
        for address in self._addresses(endpoint, trip):
            try:
                return trip.connected(address, endpoint.port)
            except OSError:
                # Unless the time is over, or somebody wants to go home, there is another address.
                trip.left_s()
        raise _Undelivered(Outcome.NOT_CONNECTED)

    def _addresses(self, endpoint: Endpoint, trip: Trip) -> list[str]:
        """Resolve once. One address that is not allowed makes the name an attempt to get in."""
        try:
            addresses = trip.heard(self._resolver.asked(endpoint.host), LOOK_UP_S)
        except (OSError, UnicodeError) as unknown:
            raise _Undelivered(Outcome.NOT_RESOLVED) from unknown
        if not all(map(self._rules.admits, addresses)):
            raise _Undelivered(Outcome.NOT_ALLOWED)
        return addresses

    def _secured(self, plain: socket.socket, endpoint: Endpoint) -> socket.socket:
        """Speak TLS with whoever can show a certificate of the host; the handshake comes later."""
        if self._trusted is None:
            # Reading what the system trusts takes a moment, and few who open the books deliver.
            self._trusted = ssl.create_default_context()
        return self._trusted.wrap_socket(
            plain, server_hostname=endpoint.host, do_handshake_on_connect=False
        )


def _asked(
    endpoint: Endpoint, spoken: socket.socket, headers: Mapping[str, str], body: bytes
) -> Reply:
    if isinstance(spoken, ssl.SSLSocket):
        spoken.do_handshake()
    connection = HTTPConnection(endpoint.host, endpoint.port)
    connection.sock = spoken
    connection.putrequest("POST", endpoint.target, skip_host=True, skip_accept_encoding=True)
    told = {"Host": endpoint.authority, "Connection": "close", "Content-Length": str(len(body))}
    for name, value in (told | dict(headers)).items():
        connection.putheader(name, value)
    connection.endheaders(body)
    with closing(connection.getresponse()) as answer:
        after = answer.getheader("Retry-After")
        return Reply(Outcome.ANSWERED, answer.status, after, _excerpt(answer))


def _excerpt(answer: HTTPResponse) -> bytes:
    """Read the answer as far as it may be long; that it is broken off takes nothing back."""
    try:
        return answer.read(MOST_READ_BYTES)[:EXCERPT_BYTES]
    except (OSError, HTTPException, ValueError):
        return b""
