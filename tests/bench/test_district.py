"""The generated district lives plausibly, and again in the same way."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.identifiers import TownCode
from tests.bench.district.places import TOWNS
from tests.bench.district.years import Size
from tests.bench.lived import Lived, digest, facts, lived, sqlite_url
from tests.databases import empty_database

SMALL = Size(2_000)
# What is not among them: signatures of containers, single units, and consignments without origin.
NOT_LIVED = {"ContainerLabelled", "UnitRemoved", "OriginRecorded"}


@contextmanager
def a_district(engine: str, size: Size, folder: Path, postgres: str) -> Generator[Lived]:
    if engine == "sqlite":
        with lived(sqlite_url(folder), size) as found:
            yield found
    else:
        with empty_database(postgres) as url, lived(url, size) as found:
            yield found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def district(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Lived]:
    """Twenty thousand facts on each engine."""
    folder = tmp_path_factory.mktemp("district")
    postgres = request.getfixturevalue("postgres") if request.param == "postgresql" else ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TANGUANJIA_DATA", str(folder))
        with a_district(request.param, Size(20_000), folder, postgres) as found:
            yield found


def test_no_gram_is_lost_in_twenty_thousand_facts(district: Lived) -> None:
    office = district.office
    totals = office.ledger.totals(office.viewpoint())
    assert 20_000 <= district.filled.facts <= 20_400
    assert totals.closing_difference_g == 0
    assert office.ledger.unbalanced(office.viewpoint()) == []
    assert office.followers.differences() == []


def test_everything_happens_that_happens_in_a_district(district: Lived) -> None:
    found = Counter(type(recorded.fact).__name__ for recorded in facts(district.office.log))
    assert {"SwapCorrected", "ManifestPartiallyAccepted", "CarbonDisposed"} <= set(found)
    assert {"ContactsChanged", "CarbonRemoved", "TariffAdopted"} <= set(found)
    assert not NOT_LIVED & set(found)
    assert found["CarbonSwapped"] > 1_500
    assert found["ContainerConsigned"] > 2 * found["ManifestIssued"]


def test_carbon_takes_up_what_it_plausibly_can(district: Lived) -> None:
    office = district.office
    totals = office.ledger.totals(office.viewpoint())
    assert 10 < 100 * totals.uptake_g / (totals.removed_g - totals.uptake_g) < 40
    assert 0 < abs(totals.transit_difference_g) < totals.sent_g / 200
    assert 5 < 100 * totals.kiln_unexplained_g / totals.kiln_in_g < 20


def test_every_town_has_enterprises(district: Lived) -> None:
    office = district.office
    firms = office.registers.enterprises(office.viewpoint(), limit=500)
    assert {TownCode(firm.town) for firm in firms if firm.town} == set(TOWNS)


def test_the_accounts_page_by_page_are_all_there_are(district: Lived) -> None:
    office = district.office
    at, after, found = office.viewpoint(), "", Counter[str]()
    while page := office.ledger.accounts(at, after=after, limit=700):
        found.update(account.kind for account in page)
        after = page[-1].object
    totals = office.ledger.totals(at)
    assert found["manifest"] == totals.manifests
    assert found["batch"] == totals.batches
    assert found["container"] >= totals.swaps
    assert found["lot"] == totals.lots


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_same_seed_and_size_live_the_same_life(
    engine: str, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGUANJIA_DATA", str(tmp_path))
    first, second, other = (tmp_path / name for name in ("first", "second", "other"))
    for folder in (first, second, other):
        folder.mkdir()
    with lived(sqlite_url(first), SMALL) as here, lived(sqlite_url(other), Size(2_000, 2)) as else_:
        written = digest(here.office.log)
        assert digest(else_.office.log) != written
    with a_district(engine, SMALL, second, postgres) as again:
        assert digest(again.office.log) == written
