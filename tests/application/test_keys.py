"""A key is recognised by what it hashes to, for as long as it is good."""

from collections.abc import Generator
from datetime import datetime, timedelta
from hmac import compare_digest
from pathlib import Path

import pytest

from adapters.clock import StandingClock
from adapters.wiring import open_office
from application import keys
from application.keys import NotRecognised, Trouble, fresh_key, without_keys
from application.office import Office
from domain.access import Caller, Role
from domain.occurred import SHANGHAI, Occurred
from tests.key_desk import give, revoke

TODAY = datetime(2022, 11, 1, 9, 0, tzinfo=SHANGHAI)
TOWN = "330411105"


@pytest.fixture
def office(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Office]:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_office(database, clock=StandingClock(TODAY)) as opened:
        yield opened


def trouble(office: Office, text: str) -> NotRecognised:
    with pytest.raises(NotRecognised) as no:
        office.keys.recognise(text)
    return no.value


def test_a_key_says_who_calls(office: Office) -> None:
    key = give(office, Role.TOWN, TOWN)
    asks = Caller(f"key:{key.id}", Role.TOWN, frozenset({TOWN}))
    assert office.keys.recognise(key.text) == asks


def test_an_unknown_id_a_wrong_secret_and_nonsense_are_told_the_same(office: Office) -> None:
    key = give(office, Role.DISTRICT)
    other = "a" if key.text[-1] != "a" else "b"
    for text in (
        key.text[:-1] + other,
        f"tgj_aaaaaaaa_{key.text[-32:]}",
        key.text.upper(),
        key.text + "a",
        f" {key.text}",
        f"{key.text}\n",
        "tgj__",
        "",
        "密钥",
        "x" * 8192,
    ):
        assert trouble(office, text).trouble is Trouble.UNKNOWN
        assert trouble(office, text).caller is None


def test_a_wrong_secret_and_an_unknown_id_take_the_same_steps(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = give(office, Role.DISTRICT)
    revoked = give(office, Role.DISTRICT)
    revoke(office, revoked)
    compared: list[tuple[str, str]] = []

    def noted(one: str, other: str) -> bool:
        compared.append((one, other))
        return compare_digest(one, other)

    monkeypatch.setattr(keys, "compare_digest", noted)
    secret = "b" * 32
    for identity in (key.id, revoked.id, "aaaaaaaa"):
        assert trouble(office, f"tgj_{identity}_{secret}").trouble is Trouble.UNKNOWN
    assert [len(one) == len(other) == 64 for one, other in compared] == [True] * 3


def test_a_revoked_key_opens_nothing_at_once(office: Office) -> None:
    key = give(office, Role.TOWN, TOWN)
    office.keys.recognise(key.text)
    revoke(office, key)
    no = trouble(office, key.text)
    assert no.trouble is Trouble.REVOKED
    assert no.caller == Caller(f"key:{key.id}", Role.TOWN, frozenset({TOWN}))


def test_an_expired_key_opens_nothing(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    with open_office(database, clock=StandingClock(TODAY)) as office:
        key = give(office, Role.DISTRICT, expires=Occurred("2022-11-01"))
        office.keys.recognise(key.text)
        assert office.keys.any_good()
    tomorrow = StandingClock(TODAY + timedelta(days=1))
    with open_office(database, clock=tomorrow) as office:
        assert trouble(office, key.text).trouble is Trouble.EXPIRED
        assert not office.keys.any_good()


def test_that_keys_are_in_use_is_never_undone(office: Office) -> None:
    assert not office.keys.ever_issued()
    assert not office.keys.any_good()
    key = give(office, Role.DISTRICT)
    assert office.keys.ever_issued()
    assert office.keys.any_good()
    revoke(office, key)
    assert office.keys.ever_issued()
    assert not office.keys.any_good()


def test_keys_are_listed_in_order_of_their_id(office: Office) -> None:
    given = [give(office, Role.DISTRICT), give(office, Role.OPERATOR)]
    revoke(office, given[0])
    listed = {entry.id: entry.standing(TODAY) for entry in office.keys.entries()}
    assert list(listed) == sorted(key.id for key in given)
    assert listed == {given[0].id: Trouble.REVOKED, given[1].id: None}


def test_neither_the_key_nor_its_secret_is_written_anywhere(tmp_path: Path) -> None:
    with open_office(f"sqlite:///{tmp_path / 'books.db'}") as office:
        key = give(office, Role.DISTRICT)
        office.keys.recognise(key.text)
        office.catch_up()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert key.digest.encode() in written
    assert key.text[-32:].encode() not in written


def test_a_key_does_not_show_itself_by_accident() -> None:
    key = fresh_key(lambda count: bytes(range(count)))
    assert key.text[-32:] not in repr(key)


def test_every_bit_of_chance_counts() -> None:
    made = [fresh_key(lambda count, byte=byte: bytes([byte]) * count) for byte in range(32)]
    assert len({key.text for key in made}) == 32


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/v1/lots/tgj_abcdefgh_" + "z" * 32, "/v1/lots/tgj_abcdefgh_…"),
        ("TGJ_ABCDEFGH_SECRET2", "TGJ_ABCDEFGH_…"),
        ("tgj_abcdefgh_cut", "tgj_abcdefgh_…"),
        ("tgj_abcdefgh", "tgj_abcdefgh"),
    ],
)
def test_what_looks_like_a_key_is_made_unusable(text: str, left: str) -> None:
    assert without_keys(text) == left
