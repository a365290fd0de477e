"""A day of a server, and what its journal says of it: everything that happened, nobody's data."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from tests.demo_books import copied

PROGRAM = Path(sys.executable).parent / "tanguanjia"
FIRM = "91330411MAW7DF1000"
NAME, PHONE, KEY = "欧阳秘书", "13812345678", "tgj_7f3a_c0ffee5ec2e7"
PLANTED = (NAME, PHONE, KEY, "%E6%AC%A7")
POISON = f"""
INSERT INTO fact (stream, version, name, body, recorded_at) VALUES
('lot:X9', 1, 'lot-received.v1', '{{"supplier": "{NAME} {PHONE}"}}',
'2022-11-30T18:00:00.000000+08:00')
"""


def _environment(folder: Path) -> dict[str, str]:
    clean = {name: text for name, text in os.environ.items() if not name.startswith("TANGUANJIA_")}
    own = {"TANGUANJIA_DATA": str(folder), "TANGUANJIA_LOG_FORMAT": "json"}
    return clean | own | {"USER": "tester", "PYTHONUNBUFFERED": "1"}


def _live_a_day(address: str, port: int, folder: Path) -> None:
    """Everything that somebody's data could come in by."""
    secretive = {"authorization": f"Bearer {KEY}", "cookie": f"session={KEY}"}
    with httpx.Client(base_url=address, headers=secretive, timeout=20) as client:
        # A key that is shown has to be a good one, also where none is needed.
        assert client.get(f"/v1/enterprises/{FIRM}").status_code == 401
        assert httpx.get(f"{address}/v1/enterprises/{FIRM}").status_code == 200
        client.get("/v1/enterprises", params={"town": NAME, "after": PHONE})
        client.get(f"/v1/enterprises/{PHONE}")
        client.get(f"/v1/custody/lot/{NAME}")
        client.get(f"/nowhere/{NAME}/{PHONE}", headers={"x-request-id": PHONE})
        client.post("/v1/enterprises", json={"name": NAME, "phone": PHONE})
        client.request(f"X{PHONE}", "/v1/ledger")
        client.get("/", headers={"host": f"{PHONE}.example"})
        client.get("/v1/ledger", headers={"referer": f"http://x/?name={NAME.encode().hex()}"})
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(f"GET /{PHONE} HTTP/1.1\r\nthis is {KEY} no header\r\n\r\n".encode())
        line.recv(1000)
    correct = ("correct", "contacts", FIRM, "--name", NAME, "--phone", PHONE)
    command = [PROGRAM, "--demo", *correct]
    subprocess.run(command, env=_environment(folder), check=True, capture_output=True)
    with closing(sqlite3.connect(folder / "demo.sqlite")) as connection:
        connection.execute(POISON)
        connection.commit()


def _day(folder: Path) -> list[str]:
    command = [PROGRAM, "serve", "--demo", "--port", "0"]
    with subprocess.Popen(
        command,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        found = next(filter(None, (re.search(r"http://[\d.]+:(\d+)", x) for x in server.stdout)))
        lines = [server.stderr.readline()]
        try:
            _live_a_day(found[0], int(found[1]), folder)
            while "view-stopped" not in lines[-1]:
                lines.append(server.stderr.readline())
                assert lines[-1], "the server ended"
        finally:
            # Or a failure would wait for a server that nobody ends.
            server.send_signal(signal.SIGTERM)
            rest = server.communicate(timeout=30)[1]
        assert server.returncode == 0
    return [*lines, *rest.splitlines()]


def test_the_journal_of_a_day_tells_what_happened_and_nobodys_data(
    loaded: Path, tmp_path: Path
) -> None:
    lines = _day(copied(loaded, tmp_path))
    assert [each for each in PLANTED for line in lines if each in line] == []
    # Chinese in JSON could be spelled in escapes as well.
    assert NAME.encode("unicode_escape").decode() not in "".join(lines)
    events: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert all(event["time"].endswith("+08:00") for event in events)
    names = [event["event"] for event in events]
    assert (names[0], names[-1]) == ("started", "stopped")
    assert {"version", "schema", "head"} <= set(events[0])
    answered = [event for event in events if event["event"] == "request-answered"]
    first = next(event for event in answered if event["status"] == 200)
    assert (first["method"], first["route"]) == ("GET", "/v1/enterprises/{code}")
    assert (first["status"], first["caller"]) == (200, "本机")
    assert {"other", "POST"} <= {each["method"] for each in answered}
    assert {"no-such-path", "foreign-host"} <= {each.get("code") for each in answered}
    stopped = next(event for event in events if event["event"] == "view-stopped")
    assert (stopped["fact"], stopped["reason"]) == ("lot-received.v1", "UnreadableFactError")
