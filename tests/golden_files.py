"""One stored body per published name, kept for ever: what was once written can always be read.

`python -m tests.golden_files` writes the file of a name that has none yet. It never writes over
one: a fact whose bytes change gets a new version of its name and an upcaster.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from adapters.eventlog.codec import FactCodec
from adapters.eventlog.published import PUBLISHED
from adapters.eventlog.upcasting import UPCASTERS
from domain.identifiers import (
    AdsorberId,
    BatchId,
    ChargeId,
    ContainerId,
    CreditCode,
    DeviceId,
    LotId,
    ManifestNumber,
    TownCode,
    WasteLabelCode,
)
from domain.key import KeyDigest
from domain.occurred import Occurred
from domain.personal import Personal

FOLDER = Path(__file__).parent / "golden"
CODEC = FactCodec(PUBLISHED, UPCASTERS)

_CREDIT_CODE = "91130200699229617X"
_EXAMPLES: dict[type[Any], Any] = {
    str: "文字 text",
    int: 1_234_567,
    float: 12.5,
    bool: True,
    Occurred: Occurred("2022-09-03T09:46:00+08:00"),
    CreditCode: CreditCode(_CREDIT_CODE),
    TownCode: TownCode("330411105"),
    ManifestNumber: ManifestNumber("20223304000123"),
    WasteLabelCode: WasteLabelCode(_CREDIT_CODE + "90003949" + "20220903" + "001"),
    AdsorberId: AdsorberId("TADF100001"),
    ChargeId: ChargeId("TADF100001-1-2"),
    LotId: LotId("H20220901-1"),
    BatchId: BatchId("Z20220901"),
    ContainerId: ContainerId("C-TADF100001-202209030946"),
    DeviceId: DeviceId("VOC-0001"),
    KeyDigest: KeyDigest("0123456789abcdef" * 4),
    Personal: Personal("0123456789abcdef", "c2VhbGVkLXRleHQ="),
}


def path(name: str) -> Path:
    """Where the body of a published name is kept."""
    return FOLDER / f"{name}.json"


def example(wanted: Any) -> Any:
    """Make something of a type, always the same, with nothing left out."""
    if wanted in _EXAMPLES:
        return _EXAMPLES[wanted]
    if get_origin(wanted) is tuple:
        item, *rest = get_args(wanted)
        return (example(item),) if rest == [...] else tuple(map(example, (item, *rest)))
    if get_origin(wanted) in (Union, UnionType):
        return example(next(kind for kind in get_args(wanted) if kind is not NoneType))
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return list(wanted)[-1]
    return _example_of_dataclass(wanted)


def _example_of_dataclass(wanted: Any) -> Any:
    if not is_dataclass(wanted):
        raise TypeError(f"no example is known of {wanted}")
    hints = get_type_hints(wanted)
    make = cast("Callable[..., Any]", wanted)
    return make(**{field.name: example(hints[field.name]) for field in fields(wanted)})


def write_missing() -> list[str]:
    """Write the bodies of names that have no file yet, and give those names."""
    FOLDER.mkdir(exist_ok=True)
    missing = [name for name in PUBLISHED if not path(name).exists()]
    for name in missing:
        _, body = CODEC.encode(example(PUBLISHED[name]))
        with path(name).open("xb") as file:
            file.write(body)
    return missing


if __name__ == "__main__":
    print("\n".join(write_missing()) or "every published name has its golden file")
