"""Facts to bytes and back: JSON under a published name, checked when it is read."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

import msgspec

from adapters.eventlog.upcasting import Upcaster, upcast
from domain.record import Fact
from domain.refusal import Refusal

_REMEMBERED = 8192
"""So many facts are kept as they were read last, some 20 MB at most: who looks at a charge mostly
looks at it several times, and a fact never changes."""


class UnreadableFactError(ValueError):
    """A stored fact has an unknown name, or a body that is not what its name promises."""


class FactCodec:
    """Spells the facts of a closed registry; every other class or name is refused."""

    def __init__(
        self, published: Mapping[str, type[Any]], upcasters: Mapping[str, Upcaster]
    ) -> None:
        """Prepare one decoder per published name."""
        self._names = {fact: name for name, fact in published.items()}
        self._published = dict(published)
        self._upcasters = dict(upcasters)
        self._encode = msgspec.json.Encoder(enc_hook=_plain).encode
        self._decode: dict[str, Callable[[bytes], Any]] = {
            name: msgspec.json.Decoder(fact, dec_hook=_self_checked).decode
            for name, fact in published.items()
        }
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)

    def encode(self, fact: Fact) -> tuple[str, bytes]:
        """Give the published name and the body, the same bytes for the same fact."""
        return self.name(fact), self._encode(fact)

    def name(self, fact: Fact) -> str:
        """Give the published name; raises `UnreadableFactError` for what has none."""
        name = self._names.get(type(fact))
        if name is None:
            raise UnreadableFactError(f"{type(fact).__qualname__} has no published name")
        return name

    def decode(self, name: str, body: bytes) -> Fact:
        """Read a fact; raises `UnreadableFactError`."""
        return self._remembered(name, body)

    def _read(self, name: str, body: bytes) -> Fact:
        decode = self._decode.get(name)
        try:
            return cast("Fact", decode(body) if decode else self._decode_older(name, body))
        except (msgspec.MsgspecError, Refusal) as wrong:
            raise UnreadableFactError(f"{name}: {wrong}") from wrong

    def _decode_older(self, name: str, body: bytes) -> Any:
        if name not in self._upcasters:
            raise UnreadableFactError(f"{name} is not a published name")
        fields = msgspec.json.decode(body, type=dict[str, Any])
        name_now, fields = upcast(name, fields, self._upcasters)
        return msgspec.convert(fields, self._published[name_now], dec_hook=_self_checked)


def _plain(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"{type(value).__qualname__} cannot be written in a fact")


# The same times and identifiers return in fact after fact; checking each text once is enough.
@lru_cache(maxsize=65_536)
def _self_checked(wanted: type[Any], text: object) -> Any:
    if not (issubclass(wanted, str) and isinstance(text, str)):
        raise TypeError(f"expected the text of a {wanted.__name__}")
    return wanted(text)
