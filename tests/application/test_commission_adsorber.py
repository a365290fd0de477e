"""An adsorber goes into service as a treatment unit of a known enterprise."""

from dataclasses import replace

import pytest

from application.commission_adsorber import commission_adsorber
from domain.adsorber import ADSORBER, Commissioned, NoBeds, NotCommissioned
from domain.enterprise import UnknownEnterprise
from domain.identifiers import AdsorberId
from domain.unit import UNIT, NotInstalled, UnitAlreadyInstalled, UnitInstalled, UnitKind
from tests.district import FURNITURE, NEW_YEAR, ONE_BED, commission, opened
from tests.paper import PaperLog

NEW = AdsorberId("TADF100009")


def test_an_adsorber_is_a_unit_and_an_adsorber_in_one_act() -> None:
    log = opened()
    before = len(log.written)
    command = replace(commission(ONE_BED), adsorber=NEW)
    answer = log.perform(commission_adsorber(command, low_efficiency=True))
    assert (answer.first, answer.last) == (before + 1, before + 2)
    assert log.facts(f"unit:{NEW}") == (
        UnitInstalled(NEW_YEAR, FURNITURE, UnitKind.ADSORBER, low_efficiency=True),
    )
    assert isinstance(log.state(ADSORBER, NEW), Commissioned)


def test_an_adsorber_of_an_unknown_enterprise_is_refused() -> None:
    log = PaperLog()
    with pytest.raises(UnknownEnterprise) as refused:
        log.perform(commission_adsorber(commission(ONE_BED), low_efficiency=False))
    assert refused.value.facts == {"enterprise": FURNITURE}


def test_no_unit_is_left_behind_by_an_adsorber_that_was_refused() -> None:
    log = opened()
    nonsense = replace(commission(ONE_BED), adsorber=NEW, bed_count=0)
    with pytest.raises(NoBeds):
        log.perform(commission_adsorber(nonsense, low_efficiency=False))
    assert log.state(UNIT, NEW) == NotInstalled()
    assert log.state(ADSORBER, NEW) == NotCommissioned()


def test_an_adsorber_is_commissioned_once() -> None:
    log = opened()
    with pytest.raises(UnitAlreadyInstalled):
        log.perform(commission_adsorber(commission(ONE_BED), low_efficiency=False))
