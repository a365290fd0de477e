"""Whoever tries the documented requests on the demo gets what is documented."""

import pytest

from adapters.web import adsorbers, batches, enterprises, lots, manifests
from adapters.web.answer import Model
from adapters.web.docs_operation import example_requests
from tests.adapters.web.conftest import Client
from tests.adapters.web.described import DOCUMENT, OPERATIONS, described_values
from tests.adapters.web.json_schema import faults

REQUESTS = [
    (path, request)
    for path, operation in OPERATIONS.items()
    # In the demo nobody has subscribed; see test_subscriptions.py.
    if not path.startswith("/v1/subscriptions/")
    for request in example_requests(path, operation)
]


@pytest.mark.parametrize(("path", "request_"), REQUESTS, ids=[request for _, request in REQUESTS])
def test_an_example_request_is_answered_as_documented(
    client: Client, path: str, request_: str
) -> None:
    answer = client.get(request_)
    assert answer.status_code == 200, answer.text
    media_type = answer.headers["content-type"].removesuffix("; charset=utf-8")
    content = OPERATIONS[path]["responses"]["200"]["content"][media_type]
    for value in described_values(media_type, answer.text):
        assert faults(value, content["schema"], DOCUMENT) == []


@pytest.mark.parametrize(
    ("address", "example"),
    [
        ("/v1/enterprises?limit=500", enterprises.EXAMPLE),
        ("/v1/adsorbers?limit=500", adsorbers.EXAMPLE),
        ("/v1/lots?limit=500", lots.EXAMPLE),
        ("/v1/manifests?limit=500", manifests.EXAMPLE),
        ("/v1/batches?limit=500", batches.EXAMPLE),
    ],
    ids=["enterprise", "adsorber", "lot", "manifest", "batch"],
)
def test_an_example_answer_is_what_the_demo_says(
    client: Client, address: str, example: Model
) -> None:
    assert example.model_dump(mode="json") in client.get(address).json()["items"]
