"""What a use case says it wants to write, before it is written."""

from application.act import Change, decided, only
from domain.occurred import Occurred
from domain.record import Stream
from domain.unit import (
    UNIT,
    Installed,
    InstallUnit,
    RemoveUnit,
    UnitInstalled,
    UnitKind,
    UnitRemoved,
)
from tests.district import FURNITURE
from tests.paper import PaperLog

MONDAY = Occurred("2022-01-03")
TUESDAY = Occurred("2022-01-04")
install = InstallUnit(MONDAY, FURNITURE, UnitKind.PLASMA, low_efficiency=True)
installed = UnitInstalled(MONDAY, FURNITURE, UnitKind.PLASMA, low_efficiency=True)


def test_each_command_is_decided_on_what_the_one_before_it_led_to() -> None:
    change = decided(PaperLog().read, UNIT, "U1", install, RemoveUnit(TUESDAY))
    assert change == Change("unit:U1", 0, (installed, UnitRemoved(TUESDAY)))


def test_a_change_names_the_version_it_was_decided_on() -> None:
    log = PaperLog()
    log.perform(only(UNIT, "U1", install))
    assert decided(log.read, UNIT, "U1", RemoveUnit(TUESDAY)).version == 1


def test_an_act_on_one_stream_is_one_change() -> None:
    assert only(UNIT, "U1", install)(PaperLog().read) == (Change("unit:U1", 0, (installed,)),)


def test_a_decider_names_its_streams_and_replays_them() -> None:
    assert UNIT.stream("U1") == "unit:U1"
    assert UNIT.replay([installed]) == Installed(FURNITURE, MONDAY)


def test_a_life_may_be_lived_on_from_where_it_was_left() -> None:
    life = Stream("unit:U1", 1, Installed(FURNITURE, MONDAY))
    whole = UNIT.replay([installed, UnitRemoved(TUESDAY)])
    assert UNIT.live_on(life.state, [UnitRemoved(TUESDAY)]) == whole
