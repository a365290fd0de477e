"""Signing what goes to an SMS gateway and comes from it: HMAC-SHA256 over time and body.

Signed is `<timestamp>.<body>`; the signature is told in hexadecimal digits.
"""

from hashlib import sha256
from hmac import compare_digest, digest

TIME_HEADER, SIGNATURE_HEADER = "X-Timestamp", "X-Signature"
OLDEST_S = 300
"""What was signed longer ago, or is said to be signed later than now by as much, is not believed.
Chosen."""


def signed(secret: bytes, timestamp_s: int, body: bytes) -> str:
    """The signature of a body."""
    return digest(secret, f"{timestamp_s}.".encode() + body, sha256).hex()


def is_signed(secret: bytes, timestamp: str, signature: str, body: bytes, now_s: float) -> bool:
    """Whether a body was signed with a secret, and not long ago."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= len("9999999999")):
        return False
    if abs(now_s - int(timestamp)) > OLDEST_S:
        return False
    return compare_digest(signed(secret, int(timestamp), body).encode(), signature.encode())
