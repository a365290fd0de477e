"""Settings are adopted by the API, from a day on."""

from tests.adapters.web.writing.scribe import Scribe, refused

JANUARY = {
    "values": [{"name": "grace-days", "value": "5"}],
    "effective": "2023-01-01",
    "reason": "会议纪要",
}


def test_what_is_adopted_holds_from_its_day_on(scribe: Scribe) -> None:
    assert scribe.send("/v1/settings/health", JANUARY).status_code == 201

    def grace(as_of: str) -> str:
        told = scribe.client.get(f"/v1/settings/health?as_of={as_of}").json()["group"]
        return next(each["value"] for each in told["settings"] if each["name"] == "grace-days")

    assert (grace("2022-12-31"), grace("2023-01-01")) == ("7", "5")
    (adoption,) = scribe.client.get("/v1/settings/health").json()["group"]["adoptions"]
    assert (adoption["version"], adoption["effective"], adoption["values"]) == (
        1,
        "2023-01-01",
        {"grace-days": "5"},
    )
    unknown = scribe.client.get("/v1/settings/health?known_at=2022-11-29").json()["group"]
    assert unknown["adoptions"] == []


def test_nothing_is_adopted_for_days_that_are_over(scribe: Scribe) -> None:
    late = {**JANUARY, "effective": "2022-11-29"}
    refused(scribe.send("/v1/settings/health", late), 409, "adopted-for-the-past")
    refused(scribe.send("/v1/settings/weather", JANUARY), 404, "nothing-under-this-number")
