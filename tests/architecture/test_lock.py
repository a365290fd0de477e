"""What is installed is what was tested, wherever it is fetched from."""

import re
import tomllib

from tests.architecture.source import PROJECT

LOCK = (PROJECT / "requirements.lock").read_text()
REQUIREMENTS = [
    requirement
    for requirement in LOCK.replace("\\\n", " ").splitlines()
    if not requirement.startswith("#")
]
PINNED = re.compile(r"[a-z0-9.-]+==[^ ]+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+")


def test_the_lock_pins_every_package_with_hashes() -> None:
    assert REQUIREMENTS
    assert [line for line in REQUIREMENTS if not PINNED.fullmatch(line)] == []


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK


def test_the_lock_knows_every_dependency_of_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[\[<>=~!; ]", line, maxsplit=1)[0].lower() for line in wanted}
    assert names <= {line.partition("==")[0] for line in REQUIREMENTS}
