"""What every answer has in common, and whom the doorway lets in."""

import pytest

from adapters.web.assets import address
from adapters.web.doorway import is_loopback
from tests.adapters.web.conftest import Client

SOME_OF_EACH = [
    "/",
    "/docs",
    "/openapi.json",
    "/asyncapi.json",
    "/health/live",
    "/v1/ledger",
    "/v1/ledger?limit=x",
    "/v1/events?limit=1",
    "/v1/events/stream",
    "/nothing",
    address("pages.css"),
]


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8000",
        "localhost.",
        "127.0.0.1",
        "127.0.0.1:8000",
        "[::1]",
        "[::1]:80",
    ],
)
def test_this_machine_is_let_in_by_its_own_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:127.0.0.1",
        "127.0.0.1@evil.example",
        "localhost:8000:1",
        "0.0.0.0",  # noqa: S104 - it is a name that must not be let in
        "[::]",
        "::1",
        "192.168.0.1",
        "localhost\t",
        "localhost,evil.example",
    ],
)
def test_no_other_name_is_let_in(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("path", SOME_OF_EACH)
def test_every_answer_forbids_what_the_pages_do_not_need(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "://" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", SOME_OF_EACH)
def test_head_tells_what_get_would(client: Client, path: str) -> None:
    got, told = client.get(path), client.head(path)
    assert told.status_code == got.status_code
    assert told.content == b""
    # What is left of the allowance is the next asker's as well: it moves with every request.
    fixed = got.headers.keys() - {"ratelimit-remaining", "ratelimit-reset"}
    assert {name: told.headers[name] for name in fixed} == {
        name: got.headers[name] for name in fixed
    }
    assert told.headers.keys() == got.headers.keys()


def test_only_what_cannot_change_is_kept(client: Client) -> None:
    for path in SOME_OF_EACH:
        kept = client.get(path).headers["cache-control"]
        assert kept == (
            "public, max-age=31536000, immutable" if path.startswith("/assets/") else "no-cache"
        )


def test_an_asset_has_another_address_when_it_changes(client: Client) -> None:
    assert client.get("/assets/000000000000/pages.css").status_code == 404
