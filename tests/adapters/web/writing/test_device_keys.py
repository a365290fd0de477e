"""An instrument's key is shown once, to whoever may manage it, and stands in no fact."""

import pytest

from adapters.web.writing import story
from application.device_keys import recognise
from application.keys import NotRecognised
from domain.access import Caller, Role
from tests.adapters.web.writing.conftest import Acting
from tests.adapters.web.writing.scribe import Scribe, refused

KEYS = f"/v1/devices/{story.DEVICE}/keys"


@pytest.fixture
def installed(scribe: Scribe) -> Scribe:
    scribe.tell_until("install_device")
    return scribe


def test_a_key_is_shown_once_and_opens_until_it_is_revoked(installed: Scribe) -> None:
    first = installed.send(KEYS, {}, key="k-1")
    assert first.status_code == 201
    key = first.json()["key"]
    log = installed.office.log
    assert recognise(log, key) == story.DEVICE
    again = installed.send(KEYS, {}, key="k-1")
    assert (again.status_code, again.json()["key"]) == (200, None)
    assert recognise(log, key) == story.DEVICE
    assert all(key[-32:] not in repr(fact) for fact in log.page(0, 1000))
    gone = installed.send(f"{KEYS}/revocation", {"reason": "网关遗失"})
    assert gone.status_code == 201
    with pytest.raises(NotRecognised):
        recognise(log, key)
    none_left = installed.send(f"{KEYS}/revocation", {"reason": "网关遗失"})
    refused(none_left, 409, "no-device-key")


def test_nobody_but_the_district_is_given_a_key(installed: Scribe, acting_as: Acting) -> None:
    for caller, status, code in (
        (Caller("本企业", Role.ENTERPRISE, frozenset({story.FIRM})), 403, "forbidden"),
        (Caller("别家", Role.ENTERPRISE, frozenset({"91330411MAW7DF1000"})), 404, None),
        (Caller("审计", Role.AUDITOR), 403, "forbidden"),
    ):
        acting_as(caller)
        answer = installed.send(KEYS, {})
        assert answer.status_code == status
        assert code is None or answer.json()["code"] == code


def test_an_instrument_is_installed_where_it_can_be(installed: Scribe) -> None:
    said = {
        "device": "PID-WRT-02",
        "adsorber": story.ADSORBER,
        "bed": 7,
        "maker": "示例仪器",
        "serial": "1",
        "measures": ["airflow_m3_per_h"],
        "interval_s": 60,
    }
    refused(installed.send("/v1/devices", said), 409, "no-such-bed")
    nowhere = {**said, "adsorber": "TANOBODY"}
    refused(installed.send("/v1/devices", nowhere), 409, "unknown-adsorber")
    assert installed.send("/v1/devices?wait=5", {**said, "bed": 1}).status_code == 201
    shown = installed.client.get("/v1/devices/PID-WRT-02").json()["device"]
    assert (shown["adsorber"], shown["bed"], shown["standing"]) == (story.ADSORBER, 1, "in-service")
    listed = installed.client.get(f"/v1/devices?adsorber={story.ADSORBER}").json()["items"]
    assert [each["id"] for each in listed] == [story.DEVICE, "PID-WRT-02"]
