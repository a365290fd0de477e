"""Where deliveries may go: an address that a client names must not lead into our own network.

A name is resolved once for each delivery, every address it stands for is checked here, and the
connection is made to an address that was checked. Python's `is_global` lets too much pass, such as
multicast and what is translated to another network, so the list is our own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Self
from urllib.parse import urlsplit

from domain.refusal import Refusal

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LONGEST_URL = 2_000
USUAL_PORTS = {"https": 443, "http": 80}
LEAST_OTHER_PORT = 1024
"""Below it are the services of a machine itself, such as mail, which a request could speak to."""

_ALLOW_HTTP, _NETWORKS = "TANGUANJIA_WEBHOOK_ALLOW_HTTP", "TANGUANJIA_WEBHOOK_NETWORKS"

DENIED: Sequence[Network] = [
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this host and network (RFC 1122)
        "10.0.0.0/8",  # private (RFC 1918)
        "100.64.0.0/10",  # carriers' own (RFC 6598)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and every cloud's metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        "::/96",  # unspecified, loopback, IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of a network's own
        "100::/64",  # discard
        "2001::/23",  # Teredo, ORCHID and other assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fc00::/7",  # unique local
        "fe80::/10",  # link-local
        "fec0::/10",  # site-local
        "ff00::/8",  # multicast
    )
]

_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*", re.ASCII)
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.ASCII)
_UNFIT = re.compile(r"[^\x21-\x7e]|\\")


class AddressNotAllowed(Refusal):
    """不能推送到这个地址: 应为 https:// 的公网地址, 不带用户名与密码, 端口为 443 或 1024 以上。

    Nothing can be sent to this address: it has to be `https://`, public, without user and password,
    at port 443 or at one from 1024 up.
    """


class UnusableNetwork(Refusal):
    """环境变量 TANGUANJIA_WEBHOOK_NETWORKS 须为网段, 以逗号分隔, 如 10.20.0.0/16。

    TANGUANJIA_WEBHOOK_NETWORKS must name networks such as 10.20.0.0/16, with commas between.
    """


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address taken apart. The part beyond the host may hold a secret."""

    scheme: str
    host: str
    port: int
    target: str = field(repr=False)

    @property
    def origin(self) -> str:
        """The part that may be shown."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as a request names them; a usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL_PORTS[self.scheme] else f"{host}:{self.port}"


class EndpointRules:
    """What whoever runs this installation allows beyond what is usual; no client can."""

    def __init__(self, *, allow_http: bool = False, networks: Sequence[Network] = ()) -> None:
        """Allow plain HTTP, and networks that are denied otherwise."""
        self._allow_http = allow_http
        self._networks = tuple(networks)

    @classmethod
    def set_by(cls, environment: Mapping[str, str]) -> Self:
        """Take what the environment says; raises `UnusableNetwork`."""
        said = environment.get(_NETWORKS, "")
        try:
            networks = tuple(ip_network(each.strip()) for each in said.split(",") if each.strip())
        except ValueError as wrong:
            raise UnusableNetwork(value=said) from wrong
        return cls(allow_http=environment.get(_ALLOW_HTTP, "") == "1", networks=networks)

    def read(self, url: str) -> Endpoint:
        """Take an address apart; raises `AddressNotAllowed`, which does not repeat it."""
        if len(url) > LONGEST_URL or _UNFIT.search(url):
            raise AddressNotAllowed(reason="not an address")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as wrong:
            raise AddressNotAllowed(reason="not an address") from wrong
        if parts.scheme not in (("https", "http") if self._allow_http else ("https",)):
            raise AddressNotAllowed(scheme=parts.scheme)
        if "@" in parts.netloc:
            raise AddressNotAllowed(reason="user or password")
        named = (parts.hostname or "").removesuffix(".")
        host = self._host(named, bracketed="[" in parts.netloc)
        port = USUAL_PORTS[parts.scheme] if port is None else port
        if port != USUAL_PORTS[parts.scheme] and port < LEAST_OTHER_PORT:
            raise AddressNotAllowed(port=port)
        query = f"?{parts.query}" if parts.query else ""
        return Endpoint(parts.scheme, host, port, f"{parts.path or '/'}{query}")

    def admits(self, text: str) -> bool:
        """Whether something may be sent to an address, as the resolver spells it."""
        try:
            address = ip_address(text)
        except ValueError:
            return False
        if any(address in network for network in self._networks):
            return True
        # What has a zone is meant for one link only.
        scoped = isinstance(address, IPv6Address) and address.scope_id is not None
        return not scoped and not any(address in network for network in DENIED)

    def _host(self, host: str, *, bracketed: bool) -> str:
        if bracketed or _NUMBER.fullmatch(host.rpartition(".")[2]):
            # Some resolvers read 2130706433 or 0x7f.1 as an address; its usual spelling passes.
            if not self.admits(host):
                raise AddressNotAllowed(host=host)
            return host
        if not _HOST.fullmatch(host):
            raise AddressNotAllowed(reason="not a host")
        return host
