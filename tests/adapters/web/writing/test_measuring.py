"""From the commissioning of an adsorber to its yellow code: its bed is too narrow for its air."""

from typing import Any

from adapters.web.writing import story
from tests.adapters.web.writing.scribe import STORY, Scribe, refused

MEASURED_AT = f"/v1/adsorbers/{story.ADSORBER}/measurements?wait=5"
NARROW = {
    "occurred": "2022-11-30T12:00:00+08:00",
    "bed": 1,
    "flow_area_m2": 5,
    "basis": "实测",
    "provenance": "paper",
}


def told_but_for_the_measurement(scribe: Scribe) -> None:
    for operation in STORY[: STORY.index("fill_carbon") + 1]:
        if operation != "measure_bed":
            assert scribe.tell(operation).status_code == 201


def bed(scribe: Scribe, as_of: str) -> dict[str, Any]:
    """The code of the only bed."""
    health = f"/v1/adsorbers/{story.ADSORBER}/health"
    told = scribe.client.get(health, params={"as_of": as_of}).json()
    return told["adsorber"]["beds"][0]["health"]


def test_the_board_turns_yellow_with_the_measurement_on_each_engine(
    scribe_on_each_engine: Scribe,
) -> None:
    scribe = scribe_on_each_engine
    told_but_for_the_measurement(scribe)
    assert scribe.send(MEASURED_AT, NARROW).status_code == 201
    before, after = bed(scribe, "2022-11-30T11:59:00+08:00"), bed(scribe, "2022-11-30")
    assert (before["code"], before["face_velocity_m_per_s"]) == ("green", None)
    assert "face-velocity" not in [reason["rule"] for reason in before["reasons"]]
    # 15,200 m³/h through 5 m².
    assert (after["flow_area_m2"], after["face_velocity_m_per_s"]) == (5, 0.84)
    (reason,) = (each for each in after["reasons"] if each["rule"] == "face-velocity")
    assert reason["code"] == "yellow"
    assert reason["text_en"].endswith("0.844 m/s, above 0.6 m/s (design airflow through 5 m²)")
    board = scribe.client.get("/v1/health", params={"as_of": "2022-11-30"}).json()
    assert (board["counts"]["yellow"], board["items"][0]["code"]) == (1, "yellow")
    assert scribe.office.followers.differences() == []


def test_it_is_told_outside_and_in_the_facts_with_its_provenance(scribe: Scribe) -> None:
    told_but_for_the_measurement(scribe)
    place = scribe.send(MEASURED_AT, NARROW).json()["first"]
    scribe.send(MEASURED_AT, {**NARROW, "occurred": "2022-11-30T13:00:00+08:00"})
    facts = scribe.client.get("/v1/facts", params={"stream": f"adsorber:{story.ADSORBER}"})
    (first, _) = (each for each in facts.json()["items"] if "bed-measured" in each["name"])
    assert (first["position"], first["provenance"]) == (place, "paper")
    assert first["sentence"] == "炭箱 1 过风面积 5 m²(依据 实测)"


def test_what_cannot_be_is_refused(scribe: Scribe) -> None:
    told_but_for_the_measurement(scribe)
    refused(scribe.send(MEASURED_AT, {**NARROW, "bed": 2}), 409, "no-such-bed")
    head = scribe.head()
    for wrong in (
        {"flow_area_m2": 0.0099},
        {"flow_area_m2": 200.5},
        {"flow_area_m2": "5"},
        {"basis": ""},
        {"basis": "图" * 201},
    ):
        refused(scribe.send(MEASURED_AT, {**NARROW, **wrong}), 422, "misshapen-body")
    assert scribe.head() == head
    assert scribe.send(MEASURED_AT, {**NARROW, "flow_area_m2": 0.01}).status_code == 201
