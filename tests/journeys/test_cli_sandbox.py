"""`tanguanjia sandbox`: a district with keys and a clock, of which nothing is left."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest

PROGRAM = Path(sys.executable).parent / "tanguanjia"


class Sandbox:
    """A running sandbox, as somebody who tries out an integration sees it."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.url: str = said["url"]
        self.keys: dict[str, str] = said["keys"]

    def get(self, path: str, role: str) -> httpx.Response:
        return httpx.get(self.url + path, headers=self._headers(role), timeout=20)

    def turn(self, **how: object) -> httpx.Response:
        return httpx.post(f"{self.url}/sandbox/clock", params=how, timeout=20)  # pyright: ignore[reportArgumentType]

    def _headers(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[role]}"}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Generator[Sandbox]:
    folder = tmp_path_factory.mktemp("sandbox")
    clean = {name: text for name, text in os.environ.items() if not name.startswith("TANGUANJIA_")}
    server = subprocess.Popen(
        [PROGRAM, "sandbox", "--port", "0", "--json"],
        cwd=folder,
        env=clean | {"TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    before = _left_behind(folder)
    try:
        yield Sandbox(json.loads(server.stdout.readline()))
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
        server.stdout.close()
    assert _left_behind(folder) <= before


def _left_behind(folder: Path) -> set[Path]:
    return {*folder.iterdir(), *Path("/dev/shm").glob("tanguanjia-*/*")}  # noqa: S108


def test_each_role_has_a_key_that_shows_its_own(sandbox: Sandbox) -> None:
    assert set(sandbox.keys) == {
        "enterprise", "regenerator", "town", "district", "auditor", "integrator", "operator"
    }  # fmt: skip
    seen = {role: sandbox.get("/v1/enterprises?limit=500", role) for role in sandbox.keys}
    assert seen["operator"].status_code == 403
    counted = {role: len(got.json()["items"]) for role, got in seen.items() if role != "operator"}
    assert counted["enterprise"] == 1
    assert 1 < counted["town"] == counted["integrator"] < counted["district"]
    assert counted["district"] == counted["auditor"]
    assert len(sandbox.get("/v1/manifests?limit=5", "regenerator").json()["items"]) == 5


def test_the_clock_turns_forwards_and_the_codes_with_it(sandbox: Sandbox) -> None:
    counts = sandbox.get("/v1/health?limit=1", "district").json()["counts"]
    assert sandbox.turn(forward_h=24 * 120).status_code == 200
    later = sandbox.get("/v1/health?limit=1", "district").json()["counts"]
    assert later["green"] < counts["green"]
    told = httpx.get(f"{sandbox.url}/sandbox/clock", timeout=20).json()
    assert told == {"now": "2023-03-30T18:00:00+08:00"}


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({}, "to"),
        ({"to": "2022-01-01"}, "to"),
        ({"to": "soon"}, "to"),
        ({"forward_h": 0}, "forward_h"),
        ({"to": "2030-01-01", "forward_h": 1}, "to"),
        ({"backward_h": 1}, "backward_h"),
    ],
)
def test_what_turns_no_clock_is_told_so(sandbox: Sandbox, how: Any, field: str) -> None:
    refused = sandbox.turn(**how)
    assert (refused.status_code, refused.json()["field"]) == (400, field)


def test_it_takes_no_other_books(tmp_path: Path) -> None:
    said = subprocess.run(
        [PROGRAM, "--demo", "sandbox"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "books-of-its-own" in said.stderr
    assert not list(tmp_path.iterdir())
