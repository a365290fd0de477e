"""The demonstrations adopt their rule as a district does: at their beginning, and once."""

from datetime import timedelta
from pathlib import Path

import pytest

from adapters import demo
from adapters.wiring import open_demo, open_sandbox
from adapters.wiring.office import open_office
from application.office import Office
from domain.code import Code
from domain.setting_registry import Group


def _adopted_at_the_beginning(office: Office) -> None:
    (first,) = office.settings.adopted(Group.HEALTH)
    assert (first.occurred, first.effective) == (demo.RULE.occurred, "2022-01-01")
    facts = office.log.page(0, office.log.head())
    assert facts[0].fact == first
    assert facts[0].recorded_at == demo.ADOPTED_AT
    dated = [each.fact.occurred for each in facts[1:] if hasattr(each.fact, "occurred")]
    assert min(dated) >= first.effective


def test_a_loading_that_was_broken_off_adopts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'demo.sqlite'}"

    def torn(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Office, "import_files", torn)
        with pytest.raises(KeyboardInterrupt), open_demo(url):
            pass
    with open_office(url) as office:
        assert office.log.head() == 1
    with open_demo(url) as office:
        _adopted_at_the_beginning(office)
        assert office.health.counts(office.viewpoint()) == {
            Code.GREEN: 80,
            Code.YELLOW: 38,
            Code.RED: 26,
        }
        head = office.log.head()
    with open_demo(url) as office:
        assert office.log.head() == head


def test_a_sandbox_has_adopted_the_rule_as_well(tmp_path: Path) -> None:
    with open_sandbox(f"sqlite:///{tmp_path / 'sandbox.sqlite'}") as (office, clock):
        _adopted_at_the_beginning(office)
        clock.turn_to(demo.STANDS_AT + timedelta(days=60))
        counts = office.health.counts(office.viewpoint())
        assert counts[Code.RED] > 26
        assert {each.assessment.policy for each in office.health.charges(office.viewpoint())} == {
            "district@1"
        }
