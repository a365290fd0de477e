"""Golden files are written once."""

from pathlib import Path

import pytest

from adapters.eventlog.published import PUBLISHED
from tests import golden_files


def test_a_golden_file_that_exists_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(golden_files, "FOLDER", tmp_path)
    kept = golden_files.path("lot-drawn.v1")
    kept.write_bytes(b"as it was")
    assert set(golden_files.write_missing()) == set(PUBLISHED) - {"lot-drawn.v1"}
    assert kept.read_bytes() == b"as it was"
    assert golden_files.write_missing() == []
