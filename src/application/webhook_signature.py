"""Signing what is sent, as Standard Webhooks 1.0 has it, so that a receiver knows who sent it.

Spec: https://www.standardwebhooks.com; the symmetric scheme `v1`. Signed is
`<id>.<timestamp>.<body>`, with HMAC-SHA256.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from hmac import digest

SECRET_BYTES = 32
"""The specification asks for 24 to 64."""

_PREFIX = "whsec_"


def fresh_secret(random_bytes: Callable[[int], bytes]) -> str:
    """Make a secret as it is shown to its holder."""
    return _PREFIX + b64encode(random_bytes(SECRET_BYTES)).decode()


def signed_headers(
    identity: str, timestamp_s: int, body: bytes, secrets: Sequence[str]
) -> Mapping[str, str]:
    """Say what a delivery is called, when it was sent and, once per secret, its signature."""
    signatures = [signature(identity, timestamp_s, body, secret) for secret in secrets]
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": " ".join(signatures),
    }


def signature(identity: str, timestamp_s: int, body: bytes, secret: str) -> str:
    """Sign with one secret."""
    key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    signed = f"{identity}.{timestamp_s}.".encode() + body
    return f"v1,{b64encode(digest(key, signed, sha256)).decode()}"
