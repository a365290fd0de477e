"""The API as callers with keys of their own come before it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.web.doorway import Doorway
from domain.access import Caller
from tests.adapters.web.access_rows import ListOf
from tests.adapters.web.conftest import Client
from tests.relations import Relations


@dataclass(frozen=True)
class Wicket:
    """The API of the example district, and a key for each caller."""

    app: Doorway
    client: Client
    relations: Relations
    keys: Mapping[str, str]

    def ask(self, method: str, address: str, caller: Caller) -> tuple[int, Any]:
        """Ask with the key of a caller."""
        return self.show(method, address, f"Bearer {self.keys[caller.name]}")

    def show(self, method: str, address: str, key: str | None) -> tuple[int, Any]:
        """Ask with whatever is shown for a key, or with nothing."""
        headers = {} if key is None else {"authorization": key}
        answer = self.client.request(method, address, headers=headers)
        return answer.status_code, answer.json()

    def items(self, row: ListOf, caller: Caller) -> list[Any]:
        """Read a whole list that a caller may read."""
        headers = {"authorization": f"Bearer {self.keys[caller.name]}"}
        answer = self.client.request(row.method, f"{row.path}{row.whole}", headers=headers)
        assert answer.status_code == 200, answer.text
        return row.items(answer.text)

    def copy(self, address: str, caller: Caller) -> tuple[int, list[str]]:
        """Take a copy of a table; gives the status, and the first column if it was given."""
        headers = {"authorization": f"Bearer {self.keys[caller.name]}"}
        answer = self.client.get(address, headers=headers)
        lines = csv.reader(answer.text.splitlines() if answer.status_code == 200 else [])
        return answer.status_code, [line[0] for line in lines][1:]

    def things(self, kinds: Sequence[str]) -> Iterator[str]:
        """Give everything there is of some kinds, by the names of the streams."""
        every = dict.fromkeys(recorded.stream for recorded in self.relations.facts)
        ashes = ("disposal:RUN-1",) if "disposal" in kinds else ()
        yield from (stream for stream in every if stream.partition(":")[0] in kinds)
        yield from ashes
