"""Look at a file before anything parses it: what it really is, and whether it is safe to open."""

from copy import copy
from enum import Enum, auto
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from adapters.workbook.parsing import parsing
from application.ledger_file import (
    EmptyFile,
    EncryptedFile,
    HugeFile,
    LockedFile,
    MissingFile,
    WrongFileType,
)

_MEBI = 1024 * 1024
MAX_FILE_BYTES = 200 * _MEBI
MAX_UNPACKED_BYTES = 1024 * _MEBI
MAX_TEXTS_BYTES = 256 * _MEBI
"""The table of shared texts is the one part that is held in memory as a whole."""
MAX_RATIO = 200
"""A sheet packs to a twentieth, a very dull one to a hundredth; a bomb to a thousandth."""
HARMLESS_BYTES = 16 * _MEBI
"""Below this, unpacked, the ratio does not matter."""

_CHUNK = 1 << 16
_XML = (".xml", ".rels")

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27}) + b"\x7f"


class DocumentTypeError(ValueError):
    """A part declares entities, which no program that keeps sheets does."""


class FileType(Enum):
    """What a file is by its contents, whatever its name says."""

    XLSX = auto()
    XLS = auto()
    CSV = auto()


def inspected(path: Path) -> FileType:
    """The type of a file that may be opened; anything else is refused here."""
    head = _head(path)
    if head.startswith(_ZIP):
        _check_package(path)
        return FileType.XLSX
    if head.startswith(_OLE):
        _check_compound(path)
        return FileType.XLS
    if _is_text(head):
        return FileType.CSV
    raise WrongFileType(file=path.name)


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8192)
    except FileNotFoundError as missing:
        raise MissingFile(file=path.name) from missing
    except OSError as locked:
        raise LockedFile(file=path.name) from locked
    if size == 0:
        raise EmptyFile(file=path.name)
    if size > MAX_FILE_BYTES:
        raise HugeFile(file=path.name, bytes=size)
    return head


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not head.translate(None, delete=bytes(set(range(256)) - set(_CONTROL)))


def _check_package(path: Path) -> None:
    with parsing(path.name), ZipFile(path) as package:
        parts = package.infolist()
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise WrongFileType(file=path.name)
    if any(part.flag_bits & 0x1 for part in parts):
        raise EncryptedFile(file=path.name)
    if _is_bomb(parts):
        raise HugeFile(file=path.name)
    with parsing(path.name), ZipFile(path) as package:
        for part in parts:
            _check_part(package, part)


def _is_bomb(parts: list[ZipInfo]) -> bool:
    """By the sizes that the package declares."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    texts = sum(part.file_size for part in parts if "sharedstrings" in part.filename.lower())
    if unpacked > MAX_UNPACKED_BYTES or texts > MAX_TEXTS_BYTES:
        return True
    return unpacked > HARMLESS_BYTES and unpacked > MAX_RATIO * packed


def _check_part(package: ZipFile, part: ZipInfo) -> None:
    """Not every program stops unpacking at the declared size, so it has to be true.

    One byte more is asked for than declared: if there is one, the checksum is wrong and raises.
    """
    stretched = copy(part)
    stretched.file_size += 1
    with package.open(stretched) as source:
        start = source.read(_CHUNK)
        if part.filename.lower().endswith(_XML) and b"<!DOCTYPE" in start:
            raise DocumentTypeError(part.filename)
        while source.read(_CHUNK):
            pass


def _check_compound(path: Path) -> None:
    """An OLE file names its streams in UTF-16: an encrypted package, an old workbook, or else."""
    contents = path.read_bytes()
    if _named("EncryptedPackage") in contents:
        raise EncryptedFile(file=path.name)
    if _named("Workbook") not in contents and _named("Book") not in contents:
        raise WrongFileType(file=path.name)


def _named(stream: str) -> bytes:
    return stream.encode("utf-16-le")
