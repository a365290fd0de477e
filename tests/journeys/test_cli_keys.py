"""Keys at the terminal: given out, listed, taken back, and what they change for the server."""

import http.client
import json
import re

import pytest

from tests.served import served
from tests.terminal import Said, Terminal

FIRM, TOWN, RECEIVER = "91330411MAW7DF1000", "330411105", "嘉善再生中心（演示）"
UNREGISTERED, EMPTY_TOWN = "91130200699229617X", "330411999"
KEY = re.compile(r"tgj_(?P<id>[a-z2-7]{8})_(?P<secret>[a-z2-7]{32,})")
UNTIL = ("--label", "看板", "--expires", "2022-12-31")


def create(terminal: Terminal, role: str, *about: str) -> Said:
    jurisdiction = [part for each in about for part in ("--jurisdiction", each)]
    return terminal.demo("key", "create", "--role", role, *jurisdiction, *UNTIL)


def made(terminal: Terminal, role: str, *about: str) -> str:
    said = create(terminal, role, *about)
    assert said.code == 0, said.err
    return said.out.strip()


def asked(port: int, path: str, *keys: str, host: str = "127.0.0.1") -> tuple[int, str]:
    """Ask over a socket, with as many keys as are given, by any name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host)
    for key in keys:
        connection.putheader("Authorization", f"Bearer {key}")
    connection.endheaders()
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    return answer.status, json.loads(told).get("code", "")


def test_a_key_is_printed_once_and_alone(terminal: Terminal) -> None:
    said = create(terminal, "district")
    assert KEY.fullmatch(said.out.strip())
    assert "只显示这一次" in said.err
    listed = terminal.demo("key", "list")
    assert "看板" in listed.out
    secret = said.out.strip()[-32:]
    assert secret not in listed.out + terminal.demo("key", "list", "--json").out
    assert secret not in said.err


def test_a_key_is_made_for_programs_as_well(terminal: Terminal) -> None:
    told = terminal.demo(
        "key", "create", "--role", "town", "--jurisdiction", TOWN, *UNTIL, "--json"
    ).json
    assert KEY.fullmatch(told["key"])
    (listed,) = terminal.demo("key", "list", "--json").json
    assert listed == {
        "id": told["id"],
        "role": "town",
        "jurisdiction": [TOWN],
        "label": "看板",
        "issued": "2022-11-30T18:00:00+08:00",
        "expires": "2022-12-31",
        "trouble": None,
    }


@pytest.mark.parametrize(
    ("role", "about"),
    [
        ("enterprise", [FIRM]),
        ("regenerator", [RECEIVER]),
        ("integrator", [FIRM, TOWN]),
        ("auditor", []),
        ("operator", []),
    ],
)
def test_each_role_gets_its_key(terminal: Terminal, role: str, about: list[str]) -> None:
    made(terminal, role, *about)
    (listed,) = terminal.demo("key", "list", "--json").json
    assert listed["jurisdiction"] == sorted(about)


def test_a_driver_is_found_by_name_and_kept_by_subject(terminal: Terminal) -> None:
    name = "吴师傅"
    subject = terminal.demo("subject", "find", "--scope", RECEIVER, "--name", name).out.strip()
    made(terminal, "driver", f"{RECEIVER}/{name}")
    listed = terminal.demo("key", "list", "--json")
    assert listed.json[0]["jurisdiction"] == [subject]
    assert name not in listed.out


@pytest.mark.parametrize(
    ("role", "about", "code"),
    [
        ("enterprise", UNREGISTERED, "unknown-enterprise"),
        ("enterprise", "91330411MAW7DF1001", "bad-credit-code"),
        ("town", "33041110", "bad-division-code"),
        ("regenerator", "无此单位", "unknown-receiver"),
        ("driver", f"{RECEIVER}/无此人", "person-not-found"),
        ("driver", "无此人", "person-not-named"),
        ("district", TOWN, "role-has-no-jurisdiction"),
    ],
)
def test_a_key_that_would_point_nowhere_is_not_made(
    terminal: Terminal, role: str, about: str, code: str
) -> None:
    said = create(terminal, role, about)
    assert said.code == 1
    assert f"code: {code}" in said.err
    assert terminal.demo("key", "list", "--json").json == []


def test_a_town_without_enterprises_is_remarked_upon(terminal: Terminal) -> None:
    assert EMPTY_TOWN in create(terminal, "town", EMPTY_TOWN).err


def test_a_key_is_revoked_by_its_id(terminal: Terminal) -> None:
    identity = made(terminal, "district").split("_")[1]
    assert terminal.demo("key", "revoke", identity, "--reason", "遗失").code == 0
    assert terminal.demo("key", "list", "--json").json[0]["trouble"] == "revoked"
    again = terminal.demo("key", "revoke", identity, "--reason", "遗失", "--json")
    assert (again.code, again.json["code"]) == (1, "key-already-revoked")
    nobody = terminal.demo("key", "revoke", "aaaaaaaa", "--reason", "遗失", "--json")
    assert (nobody.code, nobody.json["code"]) == (1, "unknown-key")


def test_an_export_is_on_record(terminal: Terminal) -> None:
    assert terminal.demo("export", "ledger", "--by", "month", "--actor", "朱工").code == 0
    out = terminal.folder / "books.xlsx"
    assert terminal.demo("export", "ledger", "--format", "xlsx", "--out", out).code == 0
    by_month, whole = terminal.demo("access", "log", "--json").json
    assert by_month["actor"] == "朱工"
    assert by_month["fact"]["what"] == "ledger/month"
    assert by_month["fact"]["rows"] > 0
    assert whole["actor"] == "tester"
    assert whole["fact"]["rows"] > 1000
    assert "导出 ledger/month (csv)" in terminal.demo("access", "log").out
    assert terminal.demo("access", "log", "--refused", "--json").json == []
    assert terminal.demo("access", "log", "--since", "2022-12-01", "--json").json == []
    assert terminal.demo("verify").code == 0


def test_beyond_this_machine_only_whoever_shows_a_key_is_answered(terminal: Terminal) -> None:
    beyond = ("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - it is what is tested
    assert "code: only-this-machine" in terminal.demo(*beyond).err
    key = made(terminal, "district")
    identity = key.split("_")[1]
    with served(terminal.folder, "--demo", "--host", "0.0.0.0") as port:  # noqa: S104 - as above
        assert asked(port, "/v1/ledger", host="books.example") == (401, "key-missing")
        assert asked(port, "/v1/ledger", key, host="books.example")[0] == 200
        assert asked(port, "/v1/ledger", key, key) == (400, "bad-request")
        assert asked(port, "/v1/ledger?key=tgj_aaaaaaaa_aaaa") == (401, "key-missing")
        assert terminal.demo("key", "revoke", identity, "--reason", "遗失").code == 0
        # The last good key is gone, and nothing has opened.
        assert asked(port, "/v1/ledger", key) == (401, "key-revoked")
        assert asked(port, "/v1/ledger") == (401, "key-missing")
        assert asked(port, "/health/live")[0] == 200
    assert "code: only-this-machine" in terminal.demo(*beyond).err
    (refused,) = terminal.demo("access", "log", "--refused", "--json").json
    assert (refused["actor"], refused["fact"]["why"]) == (f"key:{identity}", "revoked")
    assert key[-32:] not in (terminal.folder / "errors.txt").read_text()


def test_names_can_be_listed_for_a_server_with_keys(terminal: Terminal) -> None:
    key = made(terminal, "district")
    with served(terminal.folder, "--demo", "--allowed-host", "books.example") as port:
        assert asked(port, "/v1/ledger", key, host="books.example")[0] == 200
        assert asked(port, "/v1/ledger", key, host="evil.example") == (421, "foreign-host")


def test_the_first_key_closes_a_server_that_is_already_open(terminal: Terminal) -> None:
    with served(terminal.folder, "--demo") as port:
        assert asked(port, "/v1/ledger")[0] == 200
        assert asked(port, "/", host="books.example") == (421, "foreign-host")
        made(terminal, "district")
        assert asked(port, "/v1/ledger") == (401, "key-missing")
