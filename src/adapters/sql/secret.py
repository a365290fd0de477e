"""The installation's secret: a file beside the database, never in it.

A copy of the database alone, such as a backup or a dump, opens no personal field. Whoever moves
an installation moves this file too; without it every personal field is lost.
"""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex

_LENGTH = 32


def installation_secret(path: Path) -> bytes:
    """Read the secret, or make one where there is none; 32 bytes, readable by its owner only."""
    if not path.exists():
        _make(path)
    secret = path.read_bytes()
    if len(secret) != _LENGTH:
        raise ValueError(f"{path} does not hold a secret of {_LENGTH} bytes")
    return secret


def _make(path: Path) -> None:
    # A process that died here may have left its draft behind, and in a container the next one
    # has the same number.
    draft = path.with_name(f"{path.name}.{token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(token_bytes(_LENGTH))
        file.flush()
        os.fsync(file.fileno())
    # Another process may have been faster; then its secret counts.
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Let the new name survive a power cut before anything is sealed under the secret."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
