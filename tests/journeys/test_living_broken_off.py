"""A first start of the district that lives is killed while it grows; the next one goes on."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from adapters.clock import SystemClock
from adapters.sql.opening import opened_database
from adapters.sql.settings import keep_setting
from adapters.wiring.living import open_living
from application.office import Office
from domain.charge_course import OperationRecorded, SaturationAssessed

DAYS, KILLED_IN = 40, 34
GROW = f"""
import os, signal, sys
from adapters.simulator.living import Life
from adapters.wiring.living import open_living
lived, reads = [], Life._read
def killed(life, since, until):
    if len(lived) == {KILLED_IN - 1}:
        os.kill(os.getpid(), signal.SIGKILL)
    reads(life, since, until)
Life._read = killed
def progress(*days):
    lived.append(days)
with open_living(sys.argv[1], progress=progress, history_days={DAYS}):
    pass
"""
"""Killed on an evening: the commands of the day are written, and its readings are not."""


def test_a_growth_that_was_killed_goes_on_and_tells_what_it_would_have_told(
    tmp_path: Path,
) -> None:
    opening = SystemClock().now().date()
    killed, whole = (f"sqlite:///{tmp_path / name}.sqlite" for name in ("killed", "whole"))
    for url in (killed, whole):
        with opened_database(url) as engine:
            keep_setting(engine, "living-opening", opening.isoformat())
    done = subprocess.run([sys.executable, "-c", GROW, killed], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()
    lived: list[tuple[int, int]] = []

    def progress(done: int, expected: int) -> None:
        lived.append((done, expected))

    with open_living(killed, progress=progress, history_days=DAYS) as office:
        assert lived[0] == (KILLED_IN, DAYS + 1)
        assert office.followers.differences() == []
        told = facts_before(opening, office)
    with open_living(whole, progress=progress, history_days=DAYS) as office:
        assert told == facts_before(opening, office)
    kinds = {kind for _, kind, _ in told}
    assert {OperationRecorded.__name__, SaturationAssessed.__name__} <= kinds


def facts_before(opening: date, office: Office) -> list[tuple[str, str, object]]:
    """What was recorded before a day, in order; of charges, word for word.

    People are sealed anew in every installation, so of others only what happened when is told.
    """
    return [
        (
            each.stream,
            type(each.fact).__name__,
            each.fact if each.stream.startswith("charge:") else each.fact.occurred,
        )
        for each in office.log.page(0, 100_000)
        if each.recorded_at.date() < opening
    ]
