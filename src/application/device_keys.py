"""The keys of instruments: made, given out and recognised. Only what a key hashes to is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest

from application.carbon_log import CarbonLog
from application.keys import (
    ALPHABET,
    NOBODYS_DIGEST,
    SECRET_LENGTH,
    NotRecognised,
    Trouble,
    digest_of,
)
from domain.device import DEVICE, InService
from domain.identifiers import DeviceId
from domain.key import KeyDigest

_KEY = re.compile(rf"tgd_([A-Z0-9][A-Z0-9_-]{{1,39}})_[a-z2-7]{{{SECRET_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class FreshDeviceKey:
    """A key that has just been made. Its text is shown once and kept nowhere."""

    device: DeviceId
    text: str = field(repr=False)

    @property
    def digest(self) -> KeyDigest:
        """What is kept of it."""
        return digest_of(self.text)


def fresh(device: DeviceId, random_bytes: Callable[[int], bytes]) -> FreshDeviceKey:
    """Make a key of 160 random bits: `tgd_<number of the instrument>_<32 letters>`."""
    secret = "".join(ALPHABET[byte % len(ALPHABET)] for byte in random_bytes(SECRET_LENGTH))
    return FreshDeviceKey(device, f"tgd_{device}_{secret}")


def recognise(log: CarbonLog, text: str) -> DeviceId:
    """Tell which instrument in service a key is of; raises `NotRecognised`.

    What a wrong secret is told, and how long that takes, is the same as for an instrument that
    nobody knows, one that is gone, and one without a key.
    """
    shaped = _KEY.fullmatch(text)
    if shaped is None:
        raise NotRecognised(Trouble.UNKNOWN)
    device = DeviceId(shaped[1])
    state = log.read(DEVICE, device).state
    key = state.key if isinstance(state, InService) else None
    if not compare_digest(digest_of(text), key or NOBODYS_DIGEST) or key is None:
        raise NotRecognised(Trouble.UNKNOWN)
    return device
