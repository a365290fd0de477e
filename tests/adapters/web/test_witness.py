"""What a known caller was refused is on record; strangers' noise is only counted."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

import pytest
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.testing import TestClient

from adapters.web import app as web
from adapters.web.permitting import permit
from application.access_record import AccessRecord
from application.office import Office
from application.ports.meter import Sample
from application.ports.registers import EnterpriseEntry, Registers
from application.viewpoint import Viewpoint
from domain.access import Action, Caller, Resource, Role
from domain.access_record import AccessRefused, Why
from domain.occurred import Occurred
from tests.adapters.web.conftest import HERE, Client, MovableClock
from tests.key_desk import give, revoke, shown

TOWN = "330411105"
THERE, NOWHERE = "91130200699229617X", "91330411MAW7DF1000"
PATH = f"/v1/enterprises/{THERE}"


@dataclass
class OneEnterprise:
    """A register with one enterprise, which is seen by whoever sees everything."""

    fail: Callable[[], None] = lambda: None

    def enterprise(self, enterprise: str, at: Viewpoint) -> EnterpriseEntry | None:
        if enterprise != THERE or not at.scope.everything:
            return None
        self.fail()
        return EnterpriseEntry(
            THERE, "甲厂", TOWN, "", "", None, None, None, None, None, "2022-01-01", None
        )


@contextmanager
def _door(office: Office, **parts: Any) -> Generator[Client]:
    registers = cast("Registers", OneEnterprise())
    app = web.create_app(replace(office, **({"registers": registers} | parts)))
    with TestClient(app, base_url=HERE) as client:
        yield client


def on_record(office: Office) -> list[tuple[str, Why, str, str]]:
    facts = [(entry.actor, entry.fact) for entry in office.access.entries()]
    return [
        (actor, fact.why, fact.asked, fact.thing)
        for actor, fact in facts
        if isinstance(fact, AccessRefused)
    ]


def unrecorded(office: Office) -> dict[str, float]:
    (found,) = [each for each in office.meter.readings() if "unrecorded" in each.name]
    return {
        sample.labels[0][1]: sample.value for sample in found.samples if isinstance(sample, Sample)
    }


def test_what_is_there_and_foreign_is_not_found_and_on_record(office: Office) -> None:
    town, district = give(office, Role.TOWN, TOWN), give(office, Role.DISTRICT)
    with _door(office) as client:
        assert client.get(PATH, headers=shown(district)).status_code == 200
        nowhere = client.get(f"/v1/enterprises/{NOWHERE}", headers=shown(town))
        foreign = client.get(PATH, headers=shown(town))
    assert foreign.json() == {
        **nowhere.json(),
        "instance": PATH,
        "facts": {"enterprise": THERE},
    }
    assert on_record(office) == [
        (f"key:{town.id}", Why.FOREIGN, f"GET {PATH}", f"enterprise={THERE}")
    ]


def test_looking_again_is_recorded_once_and_heads_as_well(office: Office) -> None:
    town = give(office, Role.TOWN, TOWN)
    with _door(office) as client:
        for _ in range(3):
            assert client.get(PATH, headers=shown(town)).status_code == 404
        assert client.head(PATH, headers=shown(town)).status_code == 404
    assert [asked for _, _, asked, _ in on_record(office)] == [f"GET {PATH}", f"HEAD {PATH}"]


def test_what_nobody_has_is_no_refusal(office: Office) -> None:
    town, district = give(office, Role.TOWN, TOWN), give(office, Role.DISTRICT)
    with _door(office) as client:
        for key in (town, district):
            answer = client.get(f"/v1/enterprises/{NOWHERE}", headers=shown(key))
            assert answer.status_code == 404
    assert on_record(office) == []


def test_a_right_that_is_missing_is_on_record(office: Office) -> None:
    operator = give(office, Role.OPERATOR)
    with _door(office) as client:
        assert client.get(PATH, headers=shown(operator)).status_code == 403
    assert on_record(office) == [(f"key:{operator.id}", Why.FORBIDDEN, f"GET {PATH}", "")]


def test_what_a_handler_does_not_permit_is_on_record(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    @get("/forbidden/{code:str}", sync_to_thread=True)
    def forbidden(code: FromPath[str], caller: NamedDependency[Caller]) -> None:
        permit(caller, Action.ADMIT_ENTERPRISE, Resource(enterprise=code), enterprise=code)

    monkeypatch.setattr(web, "BOOKS", (forbidden,))
    firm = give(office, Role.ENTERPRISE, THERE)
    with _door(office) as client:
        own = client.get(f"/v1/forbidden/{THERE}", headers=shown(firm))
        other = client.get(f"/v1/forbidden/{NOWHERE}", headers=shown(firm))
    assert (own.status_code, other.status_code) == (403, 404)
    assert [(why, thing) for _, why, _, thing in on_record(office)] == [
        (Why.FORBIDDEN, f"enterprise={THERE}"),
        (Why.FOREIGN, f"enterprise={NOWHERE}"),
    ]


def test_an_old_key_is_on_record_and_an_unknown_one_is_not(
    office: Office, clock: MovableClock
) -> None:
    revoked = give(office, Role.TOWN, TOWN)
    expired = give(office, Role.TOWN, TOWN, expires=Occurred("2022-11-01"))
    revoke(office, revoked)
    clock.stands_at += timedelta(days=1)
    with _door(office) as client:
        for key in (revoked, expired):
            assert client.get(PATH, headers=shown(key)).status_code == 401
        head = office.log.head()
        guess = f"{revoked.text[:13]}{'a' * 32}"
        assert client.get(PATH, headers=shown(guess)).status_code == 401
        assert client.get(PATH).status_code == 401
    assert office.log.head() == head
    assert on_record(office) == [
        (f"key:{revoked.id}", Why.REVOKED, f"GET {PATH}", ""),
        (f"key:{expired.id}", Why.EXPIRED, f"GET {PATH}", ""),
    ]


def test_a_record_that_cannot_be_written_fails_no_answer_and_is_not_lost_silently(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    class Full:
        def refused(self, _: object) -> bool:
            raise OSError("no space left")

    town = give(office, Role.TOWN, TOWN)
    with _door(office, access=cast("AccessRecord", Full())) as client:
        assert client.get(PATH, headers=shown(town)).status_code == 404
    assert unrecorded(office) == {"access-not-recorded": 1}
    (line,) = [record for record in caplog.records if record.levelname == "ERROR"]
    told = cast("Any", line)
    assert (told.event, told.told["caller"]) == ("access-not-recorded", f"key:{town.id}")


def test_what_cannot_be_looked_up_again_is_not_lost_silently(office: Office) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    town = give(office, Role.TOWN, TOWN)
    with _door(office, registers=OneEnterprise(fail)) as client:
        assert client.get(PATH, headers=shown(town)).status_code == 404
    assert unrecorded(office) == {"access-not-recorded": 1}
    assert on_record(office) == []
