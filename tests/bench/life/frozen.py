"""The district that judges, as it was before there was anything to judge."""

from hashlib import sha256
from pathlib import Path

JUDGING = Path(__file__).parent / "judging"


def judging_hash(folder: Path = JUDGING) -> str:
    """SHA-256 over the names and contents of the folder's modules."""
    digest = sha256()
    for module in sorted(folder.glob("*.py")):
        digest.update(module.name.encode() + b"\0" + module.read_bytes() + b"\0")
    return digest.hexdigest()
