"""The manifest beside a back-up, and whether the file is still what it says."""

import os
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import msgspec

from application.ports.backups import BackupDamaged, Manifest, NoManifest


class Inside(NamedTuple):
    """What stands in a back-up."""

    schema: int
    head: int
    last_recorded_at: str | None


def manifest_of(file: Path) -> Path:
    """Where the manifest of a back-up lies."""
    return file.with_name(f"{file.name}.manifest.json")


def keep_manifest(file: Path, manifest: Manifest) -> None:
    """Write the manifest; on disk on return."""
    spelled = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    with manifest_of(file).open("xb") as paper:
        paper.write(spelled + b"\n")
        paper.flush()
        os.fsync(paper.fileno())


def read_manifest(file: Path) -> Manifest:
    """Read the manifest of a back-up; raises `NoManifest` and `BackupDamaged`."""
    paper = manifest_of(file)
    if not paper.exists():
        raise NoManifest(file=paper)
    try:
        return msgspec.json.decode(paper.read_bytes(), type=Manifest)
    except msgspec.DecodeError as unreadable:
        raise BackupDamaged(file=paper, reason=str(unreadable)) from unreadable


def compare(file: Path, manifest: Manifest) -> None:
    """Hold the bytes against the manifest; raises `BackupDamaged`."""
    if not file.exists():
        raise BackupDamaged(file=file, reason="不存在 / missing")
    size = file.stat().st_size
    if size != manifest.bytes:
        raise BackupDamaged(file=file, bytes=size, recorded=manifest.bytes)
    found = sha256_of(file)
    if found != manifest.sha256:
        raise BackupDamaged(file=file, sha256=found, recorded=manifest.sha256)


def sha256_of(file: Path) -> str:
    """The fingerprint of a file's bytes."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
