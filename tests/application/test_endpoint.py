"""Where deliveries may go, and where they may not."""

import pytest

from application.endpoint import AddressNotAllowed, EndpointRules, UnusableNetwork

USUAL = EndpointRules()
AT_HOME = EndpointRules.set_by(
    {
        "TANGUANJIA_WEBHOOK_ALLOW_HTTP": "1",
        "TANGUANJIA_WEBHOOK_NETWORKS": "127.0.0.0/8, 10.20.0.0/16,fd00:1::/32",
    }
)

INSIDE = [
    *["0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255"],  # noqa: S104 - denied
    *["127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255"],
    *["192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1"],
    *["198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255"],
    *["240.0.0.1", "255.255.255.255"],
    *["::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1"],
    *["64:ff9b::169.254.169.254", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1"],
    *["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "2001:20::1"],
    *["2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1"],
    *["fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0"],
    *["fec0::1", "ff02::1", "ff0e::1"],
]
OUTSIDE = [
    *["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1"],
    *["172.15.255.255", "172.32.0.1", "192.167.255.255", "198.17.255.255", "223.255.255.255"],
    *["2400:3200::1", "2606:4700:4700::1111", "2001:4860:4860::8888"],
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_public_is_not_spoken_to(address: str) -> None:
    assert not USUAL.admits(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_public_is(address: str) -> None:
    assert USUAL.admits(address)


@pytest.mark.parametrize("text", ["", "localhost", "1", "127.1", "0x7f.0.0.1", "1.2.3.4.5"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert not USUAL.admits(text)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.20.3.4", "fd00:1::5"])
def test_whoever_runs_it_may_allow_networks_by_name(address: str) -> None:
    assert AT_HOME.admits(address)
    assert not AT_HOME.admits("10.21.0.1")
    assert not AT_HOME.admits("::ffff:127.0.0.1")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "//example.com/",
        "example.com",
        "",
        "https://",
        "https:///path",
        "https://user@example.com/",
        "https://user:hunter2@example.com/",
        "https://@example.com/",
        "https://example.com:22/",
        "https://example.com:80/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:x/",
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://017700000001/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "https://exa mple.com/",
        "https://example.com/\r\nHost: other",
        "https://example.com\\@other/",
        "https://例え.example/",
        "https://-a.example/",
        "https://a..example/",
        "https://example.com/" + "a" * 2000,
    ],
)
def test_an_address_that_could_lead_elsewhere_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(AddressNotAllowed) as refused:
        USUAL.read(url)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "origin", "target", "port"),
    [
        ("https://example.com", "https://example.com", "/", 443),
        ("https://EXAMPLE.com:443/a/b?c=d#e", "https://example.com", "/a/b?c=d", 443),
        ("https://a-b.example:8443/", "https://a-b.example:8443", "/", 8443),
        ("https://8.8.8.8/x", "https://8.8.8.8", "/x", 443),
        ("https://[2606:4700:4700::1111]/x", "https://[2606:4700:4700::1111]", "/x", 443),
    ],
)
def test_an_address_is_taken_apart(url: str, origin: str, target: str, port: int) -> None:
    endpoint = USUAL.read(url)
    assert (endpoint.origin, endpoint.target, endpoint.port) == (origin, target, port)
    assert target not in repr(endpoint) or target == "/"


def test_plain_http_is_for_who_allows_it() -> None:
    assert AT_HOME.read("http://127.0.0.1:8080/x").origin == "http://127.0.0.1:8080"
    assert AT_HOME.read("http://example.com/").port == 80


def test_a_network_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnusableNetwork):
        EndpointRules.set_by({"TANGUANJIA_WEBHOOK_NETWORKS": "10.20.0.0/33"})
