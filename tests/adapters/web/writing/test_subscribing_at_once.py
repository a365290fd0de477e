"""Many open a subscription at the same moment, by two servers of the same books."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest

from adapters.wiring import open_office
from application.webhooks import MOST_EACH
from tests.adapters.web.conftest import MovableClock
from tests.adapters.web.writing.conftest import EVENING, served
from tests.adapters.web.writing.scribe import Scribe
from tests.adapters.web.writing.subscribers import at, opened

LEFT = 3
AT_ONCE = 8
URL = "https://receiver.example/hooks"


@pytest.mark.usefixtures("own_folder")
def test_of_many_at_once_no_more_are_let_in_than_there_is_room_for(ordered_database: str) -> None:
    with ExitStack() as stack:
        offices = [
            stack.enter_context(open_office(ordered_database, clock=MovableClock(EVENING)))
            for _ in range(2)
        ]
        one, other = (stack.enter_context(served(office)) for office in offices)
        first = [opened(one, URL)["subscription"] for _ in range(MOST_EACH - LEFT)]
        together = Barrier(AT_ONCE)
        answers = asked_at_once([one, other] * (AT_ONCE // 2), together, "first")
        assert answers == {201: LEFT, 409: AT_ONCE - LEFT}
        assert all_open(one) == MOST_EACH
        # What was refused left nothing behind, and one that is closed makes room for one at once.
        assert len(one.office.webhooks.desk.every()) == MOST_EACH
        assert one.send(at(first[0], "close"), {}).status_code == 201
        answers = asked_at_once([one, other] * (AT_ONCE // 2), together, "again")
        assert answers == {201: 1, 409: AT_ONCE - 1}


def asked_at_once(scribes: list[Scribe], together: Barrier, name: str) -> Counter[int]:
    """Let everybody ask at the same moment; gives how many got which answer."""

    def ask(number: int) -> int:
        together.wait()
        body = {"name": "看板", "url": URL}
        answer = scribes[number].send("/v1/subscriptions", body, f"{name}-{number}")
        if answer.status_code != 201:
            assert answer.json()["code"] == "too-many-subscriptions"
        return answer.status_code

    with ThreadPoolExecutor(len(scribes)) as pool:
        return Counter(pool.map(ask, range(len(scribes))))


def all_open(scribe: Scribe) -> int:
    items = scribe.client.get("/v1/subscriptions?limit=100").json()["items"]
    return sum(each["state"] == "open" for each in items)
