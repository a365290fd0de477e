"""What several lists can be asked for."""

from typing import Annotated

from adapters.web.asking import parameter
from adapters.web.refusing import naming
from domain.identifiers import CreditCode, TownCode

OfEnterprise = Annotated[
    str | None,
    parameter("只看该企业(信用代码)", "Only this enterprise (credit code)", "91330411MAW7DF1000"),
]
OfTown = Annotated[
    str | None,
    parameter("只看该镇街(9 位代码)", "Only this town (9-digit code)", "330411105"),
]
AfterEnterprise = Annotated[
    str,
    parameter("从该信用代码之后开始", "Begin after this credit code", "91330411MAW7DF1000"),
]


def checked_enterprise(code: str | None) -> str | None:
    """Refuse what is no credit code."""
    with naming("enterprise"):
        return None if code is None else CreditCode(code)


def checked_town(code: str | None) -> str | None:
    """Refuse what is no division code."""
    with naming("town"):
        return None if code is None else TownCode(code)
