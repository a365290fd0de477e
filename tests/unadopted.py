"""A firm in a district that has adopted nothing; its beds cannot be estimated: only dates tell."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from adapters.wiring import open_office
from application.import_ledger import LedgerImport
from application.ledger_file import Outcome
from application.office import Office
from application.ports.clock import Clock
from tests.small_ledger import adsorber, enterprise, ledger, lot, swap


@contextmanager
def unadopted_office(url: str, clock: Clock) -> Generator[Office]:
    """An office whose one adsorber was filled on 1 February 2022."""
    with open_office(url, clock=clock) as office:
        fill(office)
        yield office


def fill(office: Office) -> None:
    """Take the firm into the books."""
    plant = replace(adsorber(), removed_voc_mg_per_m3=None)
    file = ledger(enterprise(), plant, lot(), swap("2022-02-01 09:00", 0, 2000))
    importing = LedgerImport(office.log, office.vault, office.clock, office.announced)
    office.catch_up()
    report = importing.carry_out(file, actor="tester", run_id=str(uuid4()))
    assert not report.rows[Outcome.REFUSED], report.findings
    office.catch_up()
