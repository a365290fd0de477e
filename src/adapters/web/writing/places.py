"""Parts of a path that name what a command is about."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from urllib.parse import quote

from adapters.web.operation import in_path
from adapters.web.refusing import naming
from adapters.web.writing import story
from adapters.web.writing.fields import ADSORBER, CHARGE, CREDIT_CODE, MANIFEST, PLAIN

T = TypeVar("T")

CodeInPath = Annotated[
    str,
    in_path(
        "统一社会信用代码",
        "Unified social credit code",
        story.FIRM,
        pattern=CREDIT_CODE,
        format="credit-code",
    ),
]
AdsorberInPath = Annotated[
    str,
    in_path("装置编号", "The number on the adsorber's label", story.ADSORBER, pattern=ADSORBER),
]
UnitInPath = Annotated[
    str, in_path("治理设施编号", "The number of the unit", story.PLASMA, pattern=ADSORBER)
]
LotInPath = Annotated[str, in_path("炭批号", "The number of the lot", story.LOT, pattern=PLAIN)]
ContainerInPath = Annotated[
    str, in_path("容器编号", "The number of the container", story.CONTAINER, pattern=PLAIN)
]
ManifestInPath = Annotated[
    str, in_path("联单编号", "The national number", story.MANIFEST, pattern=MANIFEST)
]
BatchInPath = Annotated[
    str, in_path("再生批次号", "The number of the kiln run", story.BATCH, pattern=PLAIN)
]


DeviceInPath = Annotated[
    str, in_path("监测设备编号", "The number of the instrument", story.DEVICE, pattern=PLAIN)
]
ChargeInPath = Annotated[
    str,
    in_path("填装编号: 装置-炭箱-次序", "Adsorber, bed and number", story.CHARGE, pattern=CHARGE),
]


def named(kind: Callable[[str], T], field: str, text: str) -> T:
    """Read what the path names; raises 400."""
    with naming(field):
        return kind(text)


def facts_of(stream: str) -> str:
    """Where the facts of a stream are read."""
    return f"/v1/facts?stream={quote(stream, safe=':')}"
