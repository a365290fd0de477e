"""`tanguanjia serve` as a program of its own, at whichever address it is told to listen."""

import os
import re
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(sys.executable).parent / "tanguanjia"
_SAID = re.compile(r"http://[^/]+:(\d+)/")


@contextmanager
def served(folder: Path, *arguments: str, own: Mapping[str, str] | None = None) -> Generator[int]:
    """Serve the books of a folder, and give the port once the server has said it."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith("TANGUANJIA_")}
    told = {"TANGUANJIA_DATA": str(folder), "PYTHONUNBUFFERED": "1", **(own or {})}
    with (folder / "errors.txt").open("w") as errors:
        server = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", *arguments],
            env=clean | told,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert server.stdout is not None
    try:
        yield next(int(said[1]) for line in server.stdout if (said := _SAID.search(line)))
    finally:
        server.terminate()
        server.wait(timeout=20)
        server.stdout.close()
