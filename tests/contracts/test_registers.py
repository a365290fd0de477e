"""What every `Registers` keeps to, on each engine."""

from collections.abc import Generator
from dataclasses import replace

import pytest

from application.act import only
from application.ports.registers import (
    BatchEntry,
    ContainerEntry,
    LotEntry,
    ManifestEntry,
    Registers,
)
from domain.adsorber import ADSORBER as PLANT
from domain.bed_measuring import MeasureBed
from domain.enterprise import ENTERPRISE, ChangeContacts
from domain.occurred import Occurred
from domain.personal import Contact, Personal
from domain.record import Provenance, Request
from tests.small_ledger import ADSORBER, FIRM, KILN_LOT, NUMBER, RUN, VIRGIN, YARD
from tests.view_desk import ViewDesk, at, one_round, open_view_desk

KILOGRAM = 1000


@pytest.fixture
def desk(database: str) -> Generator[ViewDesk]:
    with open_view_desk(database) as opened:
        opened.take(one_round())
        yield opened


@pytest.fixture
def registers(desk: ViewDesk) -> Registers:
    return desk.registers


def test_an_enterprise_is_known_from_its_registration_and_admitted_later(
    registers: Registers,
) -> None:
    now = registers.enterprise(FIRM, at())
    assert now is not None
    assert (now.name, now.admitted) == ("洛东电子", "2022-08-15")
    assert now.contact is not None
    before = registers.enterprise(FIRM, at("2022-08-14"))
    assert before == replace(now, admitted=None)
    assert registers.enterprises(at()) == [now]
    assert registers.enterprises(at(), town="330411105") == []
    assert registers.enterprises(at(), after=FIRM) == []


def test_a_contact_that_is_recorded_late_counts_from_when_it_changed(desk: ViewDesk) -> None:
    contact = Contact(Personal("someone", "sealed"))
    change = only(ENTERPRISE, FIRM, ChangeContacts(Occurred("2022-06-01"), contact))
    desk.log.perform(change, Request("change", "tester", Provenance.LIVE))
    desk.followers.catch_up()
    for day, expected in (("2022-05-31", False), ("2022-07-01", True), ("2022-09-01", True)):
        entry = desk.registers.enterprise(FIRM, at(day))
        assert entry is not None
        assert (entry.contact == contact.name) is expected
        assert (entry.admitted is not None) is (day == "2022-09-01")


def test_an_adsorber_is_listed_with_its_beds(registers: Registers) -> None:
    (entry,) = registers.adsorbers(at())
    assert entry == registers.adsorber(ADSORBER, at())
    assert registers.adsorbers(at(), enterprise=FIRM) == [entry]
    assert registers.adsorbers(at(), enterprise="91130200699229617X") == []
    assert (entry.adsorber, entry.enterprise, entry.low_efficiency) == (ADSORBER, FIRM, True)
    assert entry.required_fill_g_per_bed == (1000 * KILOGRAM, 1000 * KILOGRAM)
    assert entry.solvents == ("丁酮",)
    assert registers.adsorber("TA00000000", at()) is None


def test_the_last_word_on_the_width_of_a_bed_is_listed(desk: ViewDesk) -> None:
    for day, area_m2 in (("2022-10-20", 7.5), ("2022-09-10", 3.0)):
        measured = only(PLANT, ADSORBER, MeasureBed(Occurred(day), 2, area_m2, "竣工图"))
        desk.log.perform(measured, Request(day, "tester", Provenance.LIVE))
    desk.followers.catch_up()
    for day, expected in (("2022-09-09", None), ("2022-09-10", 3.0), ("2022-10-20", 7.5)):
        (listed,) = desk.registers.adsorbers(at(day))
        assert listed.flow_area_m2_per_bed == (None, expected)
        assert desk.registers.adsorber(ADSORBER, at(day)) == listed


def test_lots_are_listed_with_what_is_left(registers: Registers) -> None:
    virgin, regenerated = registers.lots(at())
    received = (90_000 * KILOGRAM, 86_000 * KILOGRAM, 870, "JC1")
    assert virgin == LotEntry(VIRGIN, "virgin", "某炭业", None, "2022-01-04", *received)
    came_back = (1_699 * KILOGRAM, 1_699 * KILOGRAM, 870, "JC1")
    assert regenerated == LotEntry(KILN_LOT, "regenerated", "某炭业", RUN, "2022-09-08", *came_back)
    assert registers.lots(at(), after=VIRGIN) == [regenerated]


def test_a_container_is_listed_with_the_manifest_it_left_with(registers: Registers) -> None:
    number, filled = f"C-{ADSORBER}-202209011000", "2022-09-01T10:00:00+08:00"
    expected = ContainerEntry(number, FIRM, filled, 2_100 * KILOGRAM, None, NUMBER)
    assert registers.containers(at()) == registers.containers(at(), enterprise=FIRM) == [expected]


def test_a_manifest_is_listed_with_the_stage_it_has_reached(registers: Registers) -> None:
    (entry,) = registers.manifests(at(), enterprise=FIRM)
    mass_g = 2_100 * KILOGRAM
    assert entry.driver is not None
    assert entry == ManifestEntry(
        NUMBER,
        FIRM,
        YARD,
        "浙F1T40X",
        entry.driver,
        "2022-09-01",
        "closed",
        mass_g,
        mass_g,
        0,
        mass_g,
    )
    (before,) = registers.manifests(at("2022-09-05"))
    assert before == replace(entry, charged_g=0)


def test_a_kiln_run_is_listed_with_what_came_of_it(registers: Registers) -> None:
    grams = [mass_kg * KILOGRAM for mass_kg in (2100, 1700, 100, 300)]
    assert registers.batches(at()) == [
        BatchEntry(RUN, "2022-09-06", "2022-09-07", *grams, KILN_LOT)  # pyright: ignore[reportCallIssue] - four masses
    ]
    assert registers.batches(at("2022-09-06")) == [
        BatchEntry(RUN, "2022-09-06", None, 2100 * KILOGRAM, 0, 0, 0, None)
    ]
