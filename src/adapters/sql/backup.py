"""Back-ups of the database, whichever engine it is kept on."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Engine

from adapters.sql import backup_postgres, backup_sqlite
from adapters.sql.backup_manifest import (
    compare,
    keep_manifest,
    manifest_of,
    read_manifest,
    sha256_of,
)
from adapters.sql.safekeeping import BackedUp, note_backup
from application.ports.backups import BackupDamaged, BackupExists, Manifest


class SqlBackups:
    """Takes back-ups of one database while it is in use."""

    def __init__(self, engine: Engine) -> None:
        """Back up this database."""
        self._engine = engine

    def take(self, file: Path, taken_at: str) -> Manifest:
        """Copy the database; the file has its name only when it is whole and on disk."""
        for each in (file, manifest_of(file)):
            if each.exists():
                raise BackupExists(file=each)
        name = self._engine.dialect.name
        with _draft(file) as draft:
            copy = backup_sqlite.copy if name == "sqlite" else backup_postgres.copy
            inside = copy(self._engine, draft)
            _flush(draft)
            size, digest = draft.stat().st_size, sha256_of(draft)
            manifest = Manifest(name, version("tanguanjia"), *inside, taken_at, size, digest)
            # A manifest without its file is damaged; a file without its manifest is not checked.
            keep_manifest(file, manifest)
            draft.rename(file)
            _flush(file.parent)
        note_backup(self._engine, BackedUp(taken_at, manifest.head))
        return manifest


def check_backup(file: Path) -> Manifest:
    """Compare a back-up with its manifest, byte for byte, and read it to its end."""
    manifest = read_manifest(file)
    compare(file, manifest)
    if manifest.engine == "sqlite":
        inside = backup_sqlite.look_into(file)
        recorded = (manifest.schema, manifest.head, manifest.last_recorded_at)
        if inside != recorded:
            raise BackupDamaged(file=file, found=inside, recorded=recorded)
    else:
        backup_postgres.read_through(file)
    return manifest


@contextmanager
def _draft(file: Path) -> Generator[Path]:
    """A file beside the one that is wanted, readable by its owner only; gone unless renamed."""
    draft = file.with_name(f".{file.name}.{token_hex(4)}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    except BaseException:
        manifest_of(file).unlink(missing_ok=True)
        raise
    finally:
        draft.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
