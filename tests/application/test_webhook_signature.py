"""Signatures are those of Standard Webhooks, and waits those of the ladder."""

from base64 import b64decode
from datetime import timedelta

import pytest

from application.retry_ladder import LADDER, WHOLE, before_probe, before_try
from application.webhook_signature import fresh_secret, signature, signed_headers

# The example of the specification's own libraries.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_example_of_the_specification_comes_out() -> None:
    assert signature(ID, 1614265330, BODY, SECRET) == SIGNATURE


def test_there_is_a_signature_for_each_secret() -> None:
    other = fresh_secret(lambda length: bytes(range(length)))
    assert signed_headers(ID, 1614265330, BODY, [SECRET, other]) == {
        "webhook-id": ID,
        "webhook-timestamp": "1614265330",
        "webhook-signature": f"{SIGNATURE} {signature(ID, 1614265330, BODY, other)}",
    }


def test_a_secret_is_as_long_as_the_specification_asks_for() -> None:
    secret = fresh_secret(lambda length: bytes(length))
    assert 24 <= len(b64decode(secret.removeprefix("whsec_"))) <= 64


def test_the_ladder_takes_about_three_days() -> None:
    assert timedelta(hours=72) <= WHOLE <= timedelta(hours=73)
    assert before_try(len(LADDER), lambda: 0.5) is None
    assert before_try(1, lambda: 0.5) == timedelta(seconds=5)


@pytest.mark.parametrize("chance", [0.0, 0.999])
def test_waits_differ_a_little(chance: float) -> None:
    wait = before_try(4, lambda: chance)
    assert wait is not None
    assert wait != LADDER[4]
    assert abs(wait - LADDER[4]) <= LADDER[4] * 0.1


def test_who_is_away_for_longer_is_asked_less_often() -> None:
    waits = [before_probe(timedelta(seconds=s), lambda: 0.5) for s in (0, 60, 3600)]
    assert waits == [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=30)]
