"""Whoever guesses keys is told to wait, and remembering that takes little room."""

from dataclasses import dataclass

from adapters.web.attempts import MOST, MOST_ADDRESSES, WITHIN_S, Attempts


@dataclass
class Hand:
    """A clock of seconds that a test turns."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


def _failing(attempts: Attempts, address: str, times: int = MOST) -> None:
    for _ in range(times):
        attempts.failed(address)


def test_a_few_mistakes_cost_nothing() -> None:
    attempts = Attempts(Hand())
    _failing(attempts, "192.0.2.1", MOST - 1)
    assert attempts.wait_s("192.0.2.1") == 0


def test_whoever_fails_too_often_waits_until_the_first_failure_is_old() -> None:
    hand = Hand()
    attempts = Attempts(hand)
    attempts.failed("192.0.2.1")
    hand.at += 20.5
    _failing(attempts, "192.0.2.1", MOST - 1)
    assert attempts.wait_s("192.0.2.1") == WITHIN_S - 20
    hand.at += WITHIN_S - 20.5
    assert attempts.wait_s("192.0.2.1") == 0


def test_another_address_is_not_blamed() -> None:
    attempts = Attempts(Hand())
    _failing(attempts, "192.0.2.1")
    assert attempts.wait_s("192.0.2.2") == 0
    assert attempts.wait_s("") == 0


def test_the_addresses_of_one_home_count_as_one() -> None:
    attempts = Attempts(Hand())
    for n in range(MOST):
        attempts.failed(f"2001:db8:0:1::{n:x}")
    assert attempts.wait_s("2001:db8:0:1:ffff::1")
    assert attempts.wait_s("2001:db8:0:2::1") == 0


def test_only_so_many_addresses_are_remembered() -> None:
    attempts = Attempts(Hand())
    _failing(attempts, "192.0.2.1")
    for n in range(MOST_ADDRESSES):
        attempts.failed(f"10.0.{n // 256}.{n % 256}")
    assert attempts.wait_s("192.0.2.1") == 0
