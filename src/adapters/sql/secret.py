"""The installation's secret: a file beside the database, never in it.

A copy of the database alone, such as a backup or a dump, opens no personal field. Whoever moves
an installation moves this file too; without it every personal field is lost.
"""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex

from domain.refusal import Refusal

_LENGTH = 32


class SecretFileMissing(Refusal):
    """找不到密钥文件, 而数据库里的个人信息是用它加密的; 请从备份中取回, 放到所示位置。

    The secret's file is missing, and what is personal in the database is sealed with it; take it
    from its back-up and put it where it belongs.
    """


class SecretFileDamaged(Refusal):
    """密钥文件已损坏(应为 32 字节), 请从备份中取回。

    The secret's file is damaged, since it does not hold 32 bytes; take it from its back-up.
    """


def installation_secret(path: Path, *, may_be_new: bool) -> bytes:
    """Read the secret, or make one where there is none yet; readable by its owner only.

    Raises `SecretFileMissing` where another was in use before, and `SecretFileDamaged`.
    """
    if not path.exists():
        if not may_be_new:
            raise SecretFileMissing(file=path)
        _make(path)
    secret = path.read_bytes()
    if len(secret) != _LENGTH:
        raise SecretFileDamaged(file=path, bytes=len(secret))
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
