"""Restoring a back-up elsewhere, as docs/operating/backup.md says it is done."""

import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import empty_database


@contextmanager
def restored(backup: Path, secret: Path, folder: Path, server: str | None) -> Generator[str]:
    """A database made of a back-up, with its secret, in a data folder of its own.

    `server` is where a dump goes; without one it is an embedded database.
    """
    folder.mkdir()
    if server is None:
        shutil.copy(backup, folder / "carbon.sqlite")
        _put(secret, folder / "carbon.sqlite.secret")
        yield f"sqlite:///{folder / 'carbon.sqlite'}"
        return
    with empty_database(server) as url:
        command = ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={url}", str(backup)]
        subprocess.run(command, check=True, capture_output=True)
        _put(secret, folder / f"postgresql-{url.rpartition('/')[2]}.secret")
        yield url


def _put(secret: Path, where: Path) -> None:
    shutil.copy(secret, where)
    where.chmod(0o600)
