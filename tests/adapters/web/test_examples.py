"""Whoever tries the documented requests on the demo gets what is documented."""

import pytest

from adapters.web import adsorbers, batches, enterprises, lots, manifests
from adapters.web.answer import Model
from adapters.web.docs_operation import example_requests
from tests.adapters.web.conftest import Client
from tests.adapters.web.described import AS_CSV, CSV, DOCUMENT, OPERATIONS, described_values
from tests.adapters.web.json_schema import faults

REQUESTS = [
    (path, request)
    for path, operation in OPERATIONS.items()
    # In the demo nobody has subscribed, and nothing is measured; see test_subscriptions.py and
    # test_devices.py and test_telemetry.py. Nor was anybody alerted; see test_alerts.py.
    if not path.startswith(("/v1/subscriptions/", "/v1/devices/", "/v1/telemetry/", "/v1/alerts/"))
    # Nor was anything assessed; see test_charges.py.
    if not path.endswith("/assessments/{version}")
    for request in example_requests(path, operation)
    if path not in AS_CSV
]
COPIES = [
    (path, request) for path in AS_CSV for request in example_requests(path, OPERATIONS[path])
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


@pytest.mark.parametrize(("path", "request_"), COPIES, ids=[request for _, request in COPIES])
def test_an_example_of_a_copy_is_answered_as_documented(
    taker: Client, path: str, request_: str
) -> None:
    answer = taker.get(request_)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{CSV}; charset=utf-8"
    example = OPERATIONS[path]["responses"]["200"]["content"][CSV]["examples"]["example"]
    assert answer.text.startswith("\ufeff" + example["value"].partition("\r\n")[0])


def test_an_example_line_of_a_table_is_what_the_demo_says(taker: Client) -> None:
    (path,) = AS_CSV
    example = OPERATIONS[path]["responses"]["200"]["content"][CSV]["examples"]["example"]
    assert example["value"].splitlines()[1] in taker.get("/v1/tables/lots").text.splitlines()


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
