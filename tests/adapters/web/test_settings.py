"""Settings, their preview and the codes of a charge over HTTP."""

from tests.adapters.web.conftest import Client
from tests.adapters.web.writing.scribe import refused


def test_every_group_tells_what_holds_and_what_could(client: Client) -> None:
    groups = client.get("/v1/settings").json()["items"]
    assert [each["group"] for each in groups] == ["health", "alerts", "telemetry"]
    grace = next(each for each in groups[0]["settings"] if each["name"] == "grace-days")
    assert (grace["value"], grace["limits"], grace["unit"]) == ("7", "0–28", "天")
    assert client.get("/v1/settings/health").json()["group"] == groups[0]


def test_there_is_no_other_group(client: Client) -> None:
    refused(client.get("/v1/settings/weather"), 404, "nothing-under-this-number")


def test_a_preview_tells_whose_code_would_change(client: Client) -> None:
    asked = "/v1/health/preview?effective=2022-11-30&values=iodine-floor-mg-per-g%3D780"
    told = client.get(asked).json()
    assert told["before"] == client.get("/v1/health?limit=1").json()["counts"]
    assert (told["before"]["red"], told["after"]["red"]) == (26, 0)
    assert {each["after"] for each in told["changed"]} == {"green"}
    assert client.get(asked.replace("780", "800")).json()["changed"] == []


def test_what_no_setting_can_be_is_not_previewed(client: Client) -> None:
    for values in ("grace-days", "grace-days%3D99", "mood%3Dgood"):
        asked = f"/v1/health/preview?effective=2022-11-30&values={values}"
        assert client.get(asked).status_code == 409
    soon = "/v1/health/preview?effective=soon&values=grace-days%3D5"
    assert refused(client.get(soon), 400, "bad-parameter")["field"] == "effective"


def test_a_charge_that_was_never_assessed_has_had_no_code(client: Client) -> None:
    told = client.get("/v1/charges/TADF100001-1-2/codes").json()
    assert (told["charge"], told["items"]) == ("TADF100001-1-2", [])
    refused(client.get("/v1/charges/TADF100001-1-99/codes"), 404, "nothing-under-this-number")
    refused(client.get("/v1/charges/nonsense/codes"), 400, "bad-parameter")
